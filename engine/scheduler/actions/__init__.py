"""What has to be done so that every instance comes to be where, and in the role, it should.

Before placement: ``history`` and ``changes`` (with ``digests``) make what follows from the past
alone. After it ``settled`` says what goes on as it is, and needs nothing; for all else ``all``
makes ``probes`` and then, by the rules of ``primitive_actions``, ``group_actions``,
``clone_actions`` (``promotable_actions``, ``notify_actions``) and ``bundle_actions``, the rest:
``roles`` from one role to the next, ``migration``, ``recurring`` operations, ``cleanup``. The
``…_order`` files hold the orderings inside of each kind; ``capacity`` those by which nodes are
emptied before they are filled.

``kinds`` lists what each kind has a rule for. ``make`` and ``find`` are how actions are made and
found; ``interleave`` is what an ordering does to the actions of clones and bundles.
"""
