"""Which node each instance is assigned to, and why.

``all`` assigns every resource in the sequence of ``order``, by the rules of ``primitive``,
``group``, ``clone`` (``instance_order``, ``instances``; ``promotable`` and ``promotion_scores``)
and ``bundle``; ``kinds`` lists what each of them has a rule for. ``choice`` picks the best node.

Colocations: ``spread`` is what dependents wish before, ``colocate`` what follows for them after the
primary was assigned, ``compatible`` which instances belong together. ``utilization``: capacity.
"""
