"""Nodes as the configuration lists them, and the topology by which they are fenced."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.score import parse_score
from engine.cib.views.nvsets import NvSet, merged, read_sets
from engine.cib.views.reader import Reader
from engine.cib.xml import Element


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the nodes section."""

    id: str
    uname: str
    type: str = "member"
    """member, ping or remote (normal is the old word for member)."""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Permanent attributes; standby and maintenance are among them."""
    utilization: Mapping[str, str] = field(default_factory=dict[str, str])
    """Capacity by kind."""
    score: int = 0
    description: str | None = None
    attribute_sets: tuple[NvSet, ...] = ()


@dataclass(frozen=True, slots=True)
class FencingLevel:
    """One attempt at fencing a target: all its devices must succeed."""

    id: str
    index: int
    """Levels are tried in rising order, from 1; 0 where the CIB gives no number."""
    devices: tuple[str, ...] = ()
    target: str | None = None
    target_pattern: str | None = None
    target_attribute: str | None = None
    target_value: str | None = None


def read_nodes(section: Element | None, reader: Reader) -> tuple[Node, ...]:
    """The nodes, in document order."""
    if section is None:
        return ()
    return tuple([_node(item, reader) for item in section.iterchildren("node")])


def read_fencing_levels(section: Element | None) -> tuple[FencingLevel, ...]:
    """The levels of the fencing topology, in document order."""
    if section is None:
        return ()
    return tuple([_level(item) for item in section.iterchildren("fencing-level")])


def _node(item: Element, reader: Reader) -> Node:
    kind = (item.get("type") or "member").lower()
    sets = read_sets((item,), "instance_attributes", reader)
    return Node(
        id=item.get("id") or "",
        uname=item.get("uname") or item.get("id") or "",
        type="member" if kind == "normal" else kind,
        attributes=merged(sets),
        utilization=merged(read_sets((item,), "utilization", reader)),
        score=parse_score(item.get("score")),
        description=item.get("description"),
        attribute_sets=sets,
    )


def _level(item: Element) -> FencingLevel:
    index = item.get("index") or ""
    devices = (item.get("devices") or "").split(",")
    return FencingLevel(
        id=item.get("id") or "",
        index=int(index[:9]) if index.isascii() and index.isdigit() else 0,
        devices=tuple([name.strip() for name in devices if name.strip()]),
        target=item.get("target"),
        target_pattern=item.get("target-pattern"),
        target_attribute=item.get("target-attribute"),
        target_value=item.get("target-value"),
    )
