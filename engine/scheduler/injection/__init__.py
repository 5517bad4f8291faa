"""Events that are supposed to happen before the cluster is scheduled.

``events`` are what may happen, ``words`` how that is said on a command line, and ``apply`` lets
them come true in a CIB: of ``nodes``, ``operations`` and ``tickets``.
"""
