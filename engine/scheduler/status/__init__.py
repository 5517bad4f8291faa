"""From the CIB, as it was read, to the objects of ``model``: nodes, resources, what failed.

``read`` puts together ``options``, ``nodes`` (sorted as in ``names``), ``resources`` with their
``settings`` and ``history``, ``tags`` and ``tickets``; ``allowed`` says where a resource may run
before anything was asked for.
"""
