"""Nodes that have to be fenced, unfenced or shut down.

``all`` does so for every node, and says in which sequence: ``action`` is the fencing itself,
``implied`` what follows for resources, ``guest`` how guests are fenced, ``delay`` the
priority-fencing-delay. ``request`` is how others ask for a fencing; ``unfencing`` lets nodes in,
by ``devices``; ``shutdown`` lets them leave.
"""
