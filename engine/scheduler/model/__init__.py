"""The cluster while it is being scheduled: objects that the stages fill in, one after another.

What there is: ``cluster`` with its ``options``, ``node``, ``resource`` (and ``clone``, ``bundle``,
``role``), ``constraint``, ``action``. Small things that all stages share: ``queries`` to ask of any
resource, ``scores`` to add to with a reason, ``bykind`` for what each kind has a rule of its own
for, ``tie`` for what an ordering between two actions means.
"""
