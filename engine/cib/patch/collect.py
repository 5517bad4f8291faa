"""Working out what a patchset touches, change by change, while it is applied."""

from collections.abc import Mapping
from typing import Final

from engine.cib.patch.path import Step
from engine.cib.patch.touched import Touched
from engine.cib.xml import Element, attributes, is_element

BOOKKEEPING: Final = frozenset(
    {
        "admin_epoch",
        "epoch",
        "num_updates",
        "cib-last-written",
        "update-origin",
        "update-client",
        "update-user",
    }
)
"""Attributes of ``<cib>`` that change with every change and mean nothing by themselves."""

_HISTORY: Final = ["lrm", "lrm_resources", "lrm_resource"]


class Collector:
    """Gathers what was touched; ``touched()`` is the sum."""

    def __init__(self) -> None:
        self._configuration = False
        self._root = False
        self._nodes: set[str] = set()
        self._resources: set[tuple[str, str]] = set()
        self._attributes: set[str] = set()
        self._tickets = False
        self._fencing = False
        self._everything = False

    def attributes(self, way: tuple[Step, ...], element: Element, after: Mapping[str, str]) -> None:
        """The attributes of ``element``, which is at ``way``, are about to change."""
        if len(way) == 1:
            before = attributes(element)
            names = (before.keys() | after.keys()) - BOOKKEEPING
            if any(before.get(name) != after.get(name) for name in names):
                self._root = True
        else:
            self._within(way, element)

    def part(self, parent: tuple[Step, ...], part: Element) -> None:
        """A child of ``parent`` (still or already there) comes, goes or moves, with all in it."""
        if not is_element(part):
            around = part.getparent()
            self._within(parent, part if around is None else around)
            return
        way = (*parent, Step(part.tag, part.get("id")))
        self._within(way, part)
        if len(way) == 2:
            self._everything = True
            if part.tag == "configuration":
                self._fencing = True
        names = [step.tag for step in way[1:]]
        if names[:1] != ["status"]:
            return
        if len(way) == 2:
            for node in part.iterchildren("node_state"):
                self._node(node.get("id") or "", node)
            self._tickets = True
        elif names[1] == "node_state":
            self._node(way[2].id or "", part, names[2:])

    def touched(self) -> Touched:
        """All that was gathered."""
        return Touched(
            configuration=self._configuration,
            root=self._root,
            nodes=frozenset(self._nodes),
            resources=frozenset(self._resources),
            attributes=frozenset(self._attributes),
            tickets=self._tickets,
            fencing=self._fencing,
            everything=self._everything,
        )

    def _within(self, way: tuple[Step, ...], element: Element) -> None:
        names = [step.tag for step in way[1:]]
        if not names:
            return
        if names[0] == "configuration":
            self._configuration = True
            self._fencing = self._fencing or names[1:2] == ["fencing-topology"]
        elif names[0] == "status" and len(names) > 1:
            if names[1] == "node_state":
                node = way[2].id or ""
                self._nodes.add(node)
                if names[2:3] == ["transient_attributes"]:
                    self._attributes.add(node)
                elif names[2:5] == _HISTORY:
                    self._history(node, element)
            else:
                self._tickets = self._tickets or names[1] in {"tickets", "ticket_state"}

    def _node(self, node: str, part: Element, inside: list[str] | None = None) -> None:
        """A part of a node's state, as large as all of it: every history in it is touched."""
        self._nodes.add(node)
        if not inside and any(True for _ in part.iterchildren("transient_attributes")):
            self._attributes.add(node)
        if not inside or (inside == _HISTORY[: len(inside)] and len(inside) < len(_HISTORY)):
            for history in part.iter("lrm_resource"):
                self._history(node, history)

    def _history(self, node: str, inside: Element) -> None:
        history: Element | None = inside
        while history is not None and history.tag != "lrm_resource":
            history = history.getparent()
        if history is not None:
            self._resources.add((node, history.get("id") or ""))
            self._fencing = self._fencing or history.get("class") == "stonith"
