"""Which nodes are in the cluster, which one is DC, and which configuration counts.

The rules are Raft's (Ongaro and Ousterhout 2014), with a probing round before each election
(Ongaro's thesis, 9.6), and with one configuration in place of a log: each is a whole document, so
that only the newest one has to be kept. What is added is what clusters of this kind need: votes,
ping nodes and the two-node rule (``quorum``), and a DC in every partition, which has to stop
things where it has no quorum (``leading``).
"""
