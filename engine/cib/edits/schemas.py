"""What the schema that a CIB follows does not yet know, from the RELAX NG files of Pacemaker."""

import re
from collections.abc import Iterator
from typing import Final

from engine.cib.edits.codes import Code, refusal
from engine.cib.finding import Finding

_VERSION: Final = re.compile(r"pacemaker-(\d+)\.(\d+)\Z")

PROMOTED: Final = (3, 7)
"""The roles Promoted and Unpromoted; before they are spelled Master and Slave."""

PLAIN_RULE: Final = (3, 9)
"""A rule needs no score of its own."""

_OLD_ROLES: Final = {"Promoted": "Master", "Unpromoted": "Slave"}

_SINCE: Final = {
    "rsc_ticket": (1, 2),
    "rsc_location/resource_set": (1, 2),
    "rsc_location/role": (1, 2),
    "resource_set/require-all": (1, 2),
    "resource_set/ordering": (2, 1),
    "rsc_location/resource-discovery": (2, 2),
    "rsc_order/require-all": (2, 3),
    "rsc_location/rsc-pattern": (2, 6),
    "resource_set/kind": (3, 0),
    "expression/integer": (3, 5),
    "rsc_colocation/influence": (3, 6),
    "duration/days": (3, 9),
    "duration/minutes": (3, 9),
    "duration/seconds": (3, 9),
    "date_spec/minutes": (3, 9),
    "date_spec/seconds": (3, 9),
    "date_spec/yeardays": (3, 9),
}


def follows(schema: str, version: tuple[int, int]) -> bool:
    """Whether ``schema`` (``validate-with``) is of that version or later; an unknown one is."""
    found = _VERSION.match(schema)
    return found is None or (int(found.group(1)), int(found.group(2))) >= version


def too_old(schema: str, *names: str) -> Iterator[Finding]:
    """Refusals for those of ``names`` (``element/attribute``) that the schema does not know."""
    for name in names:
        needed = _SINCE.get(name)
        if needed is not None and not follows(schema, needed):
            yield refusal(
                Code.SCHEMA_TOO_OLD,
                name=name,
                needed=f"{needed[0]}.{needed[1]}",
                schema=schema,
            )


def spelled(schema: str, role: str) -> str:
    """A role as the schema spells it."""
    return role if follows(schema, PROMOTED) else _OLD_ROLES.get(role, role)
