"""What happened, when, and how long it hurt: told live, kept for replay.

story        spans, operations and marks of a cluster, worked out of its states (no Qt)
recording    a CIB and its patches on disk; any moment of it is a CIB again (no Qt)
timeline     the story, drawn: a lane per node and per resource
incidents    one card for each failover, written as it unfolds (no Qt)
probes       whether a service answers, as seen from outside (no Qt)
losses       what the loss of each node, pair of nodes and ticket would mean (no Qt)
alarms       what a person must be told, once for each incident (no Qt)
"""
