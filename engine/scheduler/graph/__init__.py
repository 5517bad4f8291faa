"""From actions to the transition graph.

``make`` has every kind of resource ``add`` its actions: those that ``include`` lets in, each with
the ``inputs`` that it waits for. ``steps`` and their ``attributes`` are what comes out as plain
values; ``written`` is that as Pacemaker's XML. ``loops`` finds what would wait for itself.
"""
