"""What the configuration and the nodes' health ask for: locations, colocations, orders, tickets.

``read`` goes through the constraints: ``location`` and ``location_rule`` (with ``rule`` and
``patterns``), ``colocation``, ``order`` (with ``order_kind`` and ``order_sets``), ``ticket``; their
``sets`` and ``references`` are worked out, and ``findings`` tell what is wrong with them.

``preferences`` then applies what speaks for and against nodes, in this sequence: ``locks``,
locations (``apply``), ``stickiness``, ``failures``, ``exclusive``. ``health`` comes before all.
"""
