"""What the cluster itself keeps in the configuration: its nodes, and what made it."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import apply as apply_edits
from engine.cib.edits.vocabulary import RSC_DEFAULTS, SetDefault
from engine.cib.version import Version
from engine.cib.xml import Element, child
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.proposals import Refusal

_AGAIN: Final = 1.0
"""Seconds after which what was refused is tried again."""
INFRASTRUCTURE: Final = "lab"
_MARK: Final = "cluster-infrastructure"
_STICKINESS: Final = "resource-stickiness"
_SET: Final = "cib-bootstrap-options"
_VERSION: Final = "2.1.5-hagui"
"""Whose rules the lab follows."""


class Housekeeping:
    """A ``Proposal``: nodes and properties that are missing.

    A configuration that no lab has had before also gets what ha.cf says of failback: with
    ``auto_failback off`` resources stay where they are, unless it has a stickiness of its own.
    """

    user = ""

    def __init__(self, ids: Mapping[str, str], *, auto_failback: bool = True) -> None:
        """``ids`` of all nodes by their names."""
        self._ids, self._auto_failback = ids, auto_failback
        self.again_at: float | None = None
        """When to try again, where it was refused."""

    def needed(self, cib: Cib) -> bool:
        """Whether anything is missing; quick, as it is asked often."""
        section = cib.section("nodes")
        nodes = () if section is None else section.iterchildren("node")
        return not {node.get("uname") for node in nodes} >= self._ids.keys() or _is_new(cib)

    def make(self, current: Cib) -> Cib | Refusal:
        """The configuration with everything that was missing."""
        made = current.copy()
        changed = _add_nodes(made, self._ids)
        if _is_new(made) and not self._auto_failback:
            changed |= _stay(made)
        changed |= _set_properties(made)
        return made if changed else current

    def over(self, refusal: Refusal | None, version: Version, now: float) -> list[Out]:
        """Where it was refused, it is wanted again after a while."""
        del version
        self.again_at = None if refusal is None else now + _AGAIN
        return []


def _is_new(cib: Cib) -> bool:
    """Whether no lab has had this configuration before."""
    return _properties(cib).get(_MARK) != INFRASTRUCTURE


def _properties(cib: Cib) -> dict[str | None, str | None]:
    section = cib.section("crm_config")
    pairs = () if section is None else section.iterfind("cluster_property_set/nvpair")
    return {pair.get("name"): pair.get("value") for pair in pairs}


def _stay(cib: Cib) -> bool:
    section = cib.section("rsc_defaults")
    pairs = () if section is None else section.iter("nvpair")
    if any(pair.get("name") == _STICKINESS for pair in pairs):
        return False
    apply_edits(cib, (SetDefault(RSC_DEFAULTS, _STICKINESS, "INFINITY"),))
    return True


def _add_nodes(cib: Cib, ids: Mapping[str, str]) -> bool:
    section = _section(cib, "nodes")
    known = {node.get("uname") for node in section.iterchildren("node")}
    missing = [name for name in ids if name not in known]
    for name in missing:
        etree.SubElement(section, "node", {"id": ids[name], "uname": name})
    return bool(missing)


def _set_properties(cib: Cib) -> bool:
    section = _section(cib, "crm_config")
    block = next((found for found in section.iterchildren("cluster_property_set")), None)
    if block is None:
        block = etree.SubElement(section, "cluster_property_set", {"id": _SET})
    changed = False
    wanted = {
        "have-watchdog": "false",
        "dc-version": _VERSION,
        _MARK: INFRASTRUCTURE,
    }
    pairs = {pair.get("name"): pair for pair in section.iter("nvpair")}
    if "cluster-name" not in pairs:
        wanted["cluster-name"] = "lab"
    for name, value in wanted.items():
        pair = pairs.get(name)
        if pair is None:
            id_ = f"{block.get('id')}-{name}"
            etree.SubElement(block, "nvpair", {"id": id_, "name": name, "value": value})
        elif pair.get("value") == value:
            continue
        else:
            pair.set("value", value)
        changed = True
    return changed


def _section(cib: Cib, name: str) -> Element:
    configuration = child(cib.root, "configuration")
    if configuration is None:
        configuration = etree.SubElement(cib.root, "configuration")
    found = child(configuration, name)
    return etree.SubElement(configuration, name) if found is None else found
