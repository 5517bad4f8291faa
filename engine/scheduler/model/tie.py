"""What an ordering between two actions, ``first`` and ``then``, means; bits to be combined.

Plain integers, because clusters of some size have hundred thousands of orderings.
"""

from typing import Final

NONE: Final = 0
OPTIONAL: Final = 1 << 0
"""``then`` comes after ``first`` where both happen; neither needs the other."""
PSEUDO_WITH_FIRST: Final = 1 << 1
"""``then`` stays a pseudo-action only as long as ``first`` can be done."""
FIRST_IMPLIED: Final = 1 << 2
"""Where ``then`` is required, so is ``first``."""
THEN_IMPLIED: Final = 1 << 3
"""Where ``first`` is required, so is ``then``."""
PROMOTED_FIRST_IMPLIED: Final = 1 << 4
"""As ``FIRST_IMPLIED``, where ``then`` concerns a promoted instance."""
FIRST_MIGRATABLE_IMPLIED: Final = 1 << 5
"""Where ``then`` cannot be part of a live migration, neither can ``first``; a required ``then``
that may not be migrated requires ``first``."""
RUNNABLE_FIRST: Final = 1 << 6
"""``then`` can only run where ``first`` can."""
NOT_MIGRATABLE_FIRST: Final = 1 << 7
"""Counts only as long as ``first`` is not part of a live migration."""
PROBE: Final = 1 << 8
"""``first`` finds out what runs before ``then`` stops or starts it."""
RESTART: Final = 1 << 9
"""``then`` is stopped by ``first``'s resource stopping, or restarted with it."""
SERIALIZE: Final = 1 << 10
"""The two are never done at the same time; in which sequence does not matter."""
SAME_NODE: Final = 1 << 11
"""Counts only where both are on one node."""
FIRST_PRINTED: Final = 1 << 12
"""Where ``then`` is in the graph so is ``first``."""
THEN_PRINTED: Final = 1 << 13
"""Where ``first`` is in the graph so is ``then``."""
THEN_IMPLIED_ON_NODE: Final = 1 << 14
"""As ``THEN_IMPLIED``, where ``first`` is done on ``then``'s node."""
ASYMMETRICAL: Final = 1 << 15
"""Says nothing of stopping in the opposite sequence."""
LOAD: Final = 1 << 16
"""Only where the two are on one node, so that capacity is free before it is used."""
ONE_OR_MORE: Final = 1 << 17
"""``then`` can run as soon as enough of its predecessors of this kind can (require-all=false)."""
ANTI_COLOCATION: Final = 1 << 18
"""Only where both are on one node: what must be apart is stopped before the other starts."""
INTERNAL: Final = 1 << 19
"""Made by the scheduler itself; stands where one that is asked for would be given up (see
``ordering.invalid``)."""
THEN_CANCELS_FIRST: Final = 1 << 20
"""Where ``then`` is required ``first`` is not done."""
