"""What no cluster would take for a configuration, told without the schema files of a Pacemaker.

The desktop refuses far more, and says it better. This is the last guard of what is agreed upon:
sections, ids, and what an element cannot be without, as in Pacemaker's schemas.
"""

import re
from collections.abc import Iterator
from typing import Final

from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.finding import Finding, Severity
from engine.cib.xml import Element, elements

_REQUIRED: Final = ("crm_config", "nodes", "resources", "constraints")
_SECTIONS: Final = frozenset(
    {
        *_REQUIRED,
        *("rsc_defaults", "op_defaults", "fencing-topology", "acls", "tags", "alerts", "status"),
    }
)
_INSIDE: Final = {
    "crm_config": {"cluster_property_set"},
    "nodes": {"node"},
    "resources": {"primitive", "group", "clone", "master", "bundle", "template"},
    "constraints": {"rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"},
    "rsc_defaults": {"meta_attributes"},
    "op_defaults": {"meta_attributes"},
    "group": {"primitive", "meta_attributes", "instance_attributes"},
}
_NEEDED: Final = {
    "node": ("id", "uname"),
    "primitive": ("id",),
    "template": ("id", "class", "type"),
    "group": ("id",),
    "clone": ("id",),
    "master": ("id",),
    "bundle": ("id",),
    "op": ("id", "name", "interval"),
    "rsc_location": ("id",),
    "rsc_colocation": ("id",),
    "rsc_order": ("id",),
    "rsc_ticket": ("id", "ticket"),
    "tag": ("id",),
    "alert": ("id", "path"),
    "fencing-level": ("id", "index", "devices"),
}
_FATAL: Final = frozenset({"duplicate-id", "empty-group", "empty-clone", "no-agent"})
"""Those of ``engine.cib.checks`` that a schema refuses, too."""
_ID: Final = re.compile(r"[^\W\d][\w.-]*\Z")


def objection(before: Cib, after: Cib) -> Finding | None:
    """The first thing that stands against ``after`` and did not already against ``before``."""
    old = {(found.code, found.subject, found.message) for found in _all(before)}
    for found in _all(after):
        if (found.code, found.subject, found.message) not in old:
            return found
    return None


def _all(cib: Cib) -> Iterator[Finding]:
    yield from (found for found in check(cib) if found.code in _FATAL | {"no-configuration"})
    configuration = cib.section("configuration")
    if configuration is None:
        return
    present = {part.tag for part in elements(configuration)}
    for name in _REQUIRED:
        if name not in present:
            yield _found("no-section", configuration, f"The section <{name}> is missing.")
    for element in configuration.iter("*"):
        yield from _of(element)


def _of(element: Element) -> Iterator[Finding]:
    allowed = _SECTIONS if element.tag == "configuration" else _INSIDE.get(element.tag)
    if allowed is not None:
        for inside in elements(element):
            if inside.tag not in allowed:
                words = f"<{inside.tag}> cannot stand in <{element.tag}>."
                yield _found("misplaced", inside, words)
    for name in _NEEDED.get(element.tag, ()):
        if not element.get(name):
            what = f"<{element.tag}>" if name == "id" else f"<{element.tag}> {element.get('id')}"
            yield _found("no-attribute", element, f"{what} has no {name}.")
    id_ = element.get("id")
    if id_ and element.tag not in ("node", "obj_ref", "acl_target") and not _ID.match(id_):
        yield _found("bad-id", element, f"«{id_}» cannot be an id.")


def _found(code: str, element: Element, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message, subject=element.get("id"))
