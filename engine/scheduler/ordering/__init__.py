"""Which action comes before which, and what follows for actions that depend on others.

Others ``add`` orderings between tasks, or ``link`` two actions at once. ``apply`` turns tasks into
actions and starts ``propagate``, which goes on until nothing changes: ``effect`` says what a link
does, ``update`` how it changes a primitive's actions, ``remap`` and ``again`` which others have to
be looked at, ``blocked`` what is colocated with what cannot start. ``migrating`` and ``probes`` are
orderings that need more than that; ``remote`` those of remote and guest nodes. ``invalid`` ones are
given up at the end.
"""
