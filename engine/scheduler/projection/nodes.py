"""The states of nodes in a CIB that is being changed, found by name."""

from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element, take_out

_GONE: Final = {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}
_CLEARED: Final = frozenset({"lrm", "transient_attributes"})
ORIGIN: Final = "hagui"
"""Noted wherever a history says who wrote it."""


class States:
    """Every ``node_state`` of a CIB, with the entries of its history by name."""

    def __init__(self, cib: Cib) -> None:
        self._cib = cib
        self._states: dict[str, Element] = {}
        self._entries: dict[str, dict[str, Element | None]] = {}
        """By node and name; None where there are several of a name."""
        self._named: frozenset[str] | None = None
        for state in cib.root.iterfind("status/node_state"):
            name = state.get("uname")
            if name is not None:
                self._states.setdefault(name, state)

    def of(self, node: str) -> Element:
        """A node's state; made where there is none."""
        state = self._states.get(node)
        if state is None:
            state = self._states[node] = self._make(node)
        return state

    def _make(self, node: str) -> Element:
        id_ = next(
            (
                known.get("id") or node
                for known in self._cib.root.iterfind("configuration/nodes/node")
                if known.get("uname") == node
            ),
            node,
        )
        status = self._cib.root.find("status")
        if status is None:
            status = etree.SubElement(self._cib.root, "status")
        for state in status.iterchildren("node_state"):
            if state.get("id") == id_ and state.get("uname") is None:
                state.set("uname", node)
                return state
        return etree.SubElement(status, "node_state", {"id": id_, "uname": node})

    def knew(self, name: str) -> bool:
        """Whether any node's history had an entry of that name when this was first asked."""
        if self._named is None:
            found = self._cib.root.iterfind("status/node_state/lrm/lrm_resources/lrm_resource")
            self._named = frozenset(entry.get("id") or "" for entry in found)
        return name in self._named

    def latest_change(self) -> int:
        """When the last operation of all was done, in seconds since 1970; 0 where unknown."""
        found = self._cib.root.iterfind("status/node_state/lrm/lrm_resources/lrm_resource/*")
        times = {operation.get("last-rc-change") or "" for operation in found}
        return max((int(time) for time in times if time.isdecimal()), default=0)

    def entry(self, node: str, name: str) -> Element | None:
        """The history of a resource on a node.

        None where there are several, as only hand-made documents have them: none of them is then
        gone on with.
        """
        known = self._entries.get(node)
        if known is None:
            known = self._entries[node] = {}
            for resource in self.of(node).iterfind("lrm/lrm_resources/lrm_resource"):
                id_ = resource.get("id") or ""
                known[id_] = None if id_ in known else resource
        return known.get(name)

    def add_entry(self, node: str, name: str, agent: tuple[str, str | None, str]) -> Element:
        """An empty history of a resource on a node."""
        state = self.of(node)
        lrm = state.find("lrm")
        if lrm is None:
            lrm = etree.SubElement(state, "lrm", {"id": state.get("id") or node})
        resources = lrm.find("lrm_resources")
        if resources is None:
            resources = etree.SubElement(lrm, "lrm_resources")
        standard, provider, kind = agent
        attributes = {"id": name, "class": standard}
        if provider is not None:
            attributes["provider"] = provider
        attributes["type"] = kind
        entry = etree.SubElement(resources, "lrm_resource", attributes)
        known = self._entries.setdefault(node, {})
        known[name] = None if name in known else entry
        return entry

    def fence(self, node: str) -> None:
        """Take a node down; its history and transient attributes go with it."""
        state = self.of(node)
        for attribute, value in _GONE.items():
            state.set(attribute, value)
        state.set("crm-debug-origin", ORIGIN)
        for part in list(state):
            if part.tag in _CLEARED:
                take_out(part)
        self._entries.pop(node, None)
