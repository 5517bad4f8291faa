"""What changes one XML tree into another, as changes that Pacemaker's paths can name.

A path names a child by its tag and id, and without an id means the first child of that tag. So
a child can be changed in place only where that leads to it and to no other. Where it does not
(two children of one tag without ids, an id with a quote in it), the children of that tag are
deleted and created together; where something has no name at all (text, foreign nodes), the
element around it is.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.patch.change import Change, Create, Delete, Modify, Move
from engine.cib.patch.path import COMMENT, Step
from engine.cib.xml import Element, attributes, is_element

_DEEPEST: Final = 100
"""Below this many levels the whole element is replaced rather than looked into."""
_SAFE_ID: Final = re.compile(r"[^'/\s]+\Z")


@dataclass(slots=True)
class _Edits:
    """Deletions come first in a patchset, whatever they belong to."""

    deletions: list[Change] = field(default_factory=list[Change])
    others: list[Change] = field(default_factory=list[Change])


def compare(before: Element, after: Element) -> tuple[Change, ...] | None:
    """The changes that turn ``before`` into ``after`` (both ``<cib>``); None if there are none
    such, because the difference lies directly below the root in what has no name.
    """
    edits = _compare_elements(before, after, f"/{before.tag}")
    return None if edits is None else (*edits.deletions, *edits.others)


def compare_within(
    before: Element, after: Element, path: str
) -> tuple[list[Change], list[Change]] | None:
    """The same for an element at ``path``: its deletions, which a patchset has to begin with, and
    all else; None where the element has to be replaced as a whole.
    """
    edits = _compare_elements(before, after, path)
    return None if edits is None else (edits.deletions, edits.others)


def _compare_elements(before: Element, after: Element, path: str) -> _Edits | None:
    edits = _Edits()
    old, new = attributes(before), attributes(after)
    if list(old.items()) != list(new.items()):
        edits.others.append(_modify(path, after.tag, old, new))
    children = _Children(before, after, path)
    if children.equal():
        return edits
    if children.has_text() or path.count("/") > _DEEPEST or not children.match():
        return None
    children.emit(edits)
    return edits


def _modify(path: str, tag: str, old: dict[str, str], new: dict[str, str]) -> Modify:
    changed = {name: value for name, value in new.items() if old.get(name) != value}
    gone = tuple(name for name in old if name not in new)
    if not changed and not gone:
        order = list(old)
        changed = {name: value for at, (name, value) in enumerate(new.items()) if order[at] != name}
    return Modify(path, tag, new, changed, gone)


class _Children:
    """The children of one element before and after, and which are the same ones."""

    def __init__(self, before: Element, after: Element, path: str) -> None:
        self._path = path
        self._parents = (before, after)
        self._old = list(before)
        self._new = list(after)
        self._old_xml = [_serialized(node) for node in self._old]
        self._new_xml = [_serialized(node) for node in self._new]
        self._kept: dict[int, int] = {}
        """Index after, by index before, of children that stay."""
        self._inside: dict[int, _Edits] = {}
        """By index after: what changes within a child that stays."""
        self._ways: dict[int, str] = {}
        """By index before: the path of a child that paths can name."""
        self._fixed: set[int] = set()
        """Indexes before of children that stay and need not move."""

    def equal(self) -> bool:
        """Whether nothing differs, text included."""
        return self._old_xml == self._new_xml and self._texts(0) == self._texts(1)

    def has_text(self) -> bool:
        """Whether there is text among the children, before or after."""
        return any(text for side in (0, 1) for text in self._texts(side))

    def match(self) -> bool:
        """Find which children stay; False if the difference cannot be named."""
        frozen = self._match_elements()
        self._match_comments()
        foreign = self._match_foreign()
        if foreign is None:
            return False
        self._fixed = _longest_rise(self._kept)
        if not foreign <= self._fixed:
            return False
        for group in frozen:
            if not group <= self._fixed:
                self._drop(group)
        self._drop(
            {at for at in self._kept.keys() - self._fixed if self._old[at].tag is etree.Comment}
        )
        # An element of that name would be taken for the comment that a path means.
        return not self._gone_comments() or all(node.tag != COMMENT for node in self._old)

    def emit(self, edits: _Edits) -> None:
        """Add what turns the children of before into those of after."""
        for at in reversed(self._gone_comments()):  # positions before it stay true
            edits.deletions.append(Delete(f"{self._path}/{COMMENT}", at))
        for at, node in enumerate(self._old):
            if at not in self._kept and node.tag is not etree.Comment:
                way = self._ways.get(at) or f"{self._path}/{node.tag}"
                edits.deletions.append(Delete(way))
        origin = {new: old for old, new in self._kept.items()}
        for at, node in enumerate(self._new):
            old = origin.get(at)
            if old is None:
                copied = deepcopy(node)
                copied.tail = None
                edits.others.append(Create(self._path, at, copied))
                continue
            inside = self._inside.get(at)
            if inside is not None:
                edits.deletions.extend(inside.deletions)
                edits.others.extend(inside.others)
            if old not in self._fixed:
                edits.others.append(Move(self._ways[old], at))

    def _gone_comments(self) -> list[int]:
        return [
            at
            for at, node in enumerate(self._old)
            if node.tag is etree.Comment and at not in self._kept
        ]

    def _texts(self, side: int) -> list[str | None]:
        nodes = self._new if side else self._old
        return [self._parents[side].text or None, *(node.tail or None for node in nodes)]

    def _drop(self, indexes: set[int]) -> None:
        for at in indexes:
            self._kept.pop(at, None)
        self._fixed -= indexes

    def _match_elements(self) -> list[set[int]]:
        """Match what has a name; returns groups that stay only as a whole and where they are."""
        old, new = _by_tag(self._old), _by_tag(self._new)
        frozen: list[set[int]] = []
        for tag, olds in old.items():
            news = new.get(tag, [])
            if self._nameable(olds, news):
                self._match_group(tag, olds, news)
            elif [self._old_xml[at] for at in olds] == [self._new_xml[at] for at in news]:
                self._kept.update(zip(olds, news, strict=True))
                frozen.append(set(olds))
        return frozen

    def _nameable(self, olds: list[int], news: list[int]) -> bool:
        if len(olds) <= 1 and len(news) <= 1:
            return True
        for nodes, indexes in ((self._old, olds), (self._new, news)):
            ids = {id_ for at in indexes if (id_ := _safe_id(nodes[at])) is not None}
            if len(ids) != len(indexes):
                return False
        return True

    def _match_group(self, tag: str, olds: list[int], news: list[int]) -> None:
        places = {self._new[at].get("id"): at for at in news}
        for at in olds:
            node = self._old[at]
            way = f"{self._path}{Step(tag, _safe_id(node))}"
            self._ways[at] = way
            target = places.get(node.get("id"))
            if target is None:
                continue
            if self._old_xml[at] != self._new_xml[target]:
                inside = _compare_elements(node, self._new[target], way)
                if inside is None:
                    continue
                self._inside[target] = inside
            self._kept[at] = target

    def _match_comments(self) -> None:
        places: defaultdict[bytes, list[int]] = defaultdict(list)
        for at in range(len(self._new) - 1, -1, -1):
            if self._new[at].tag is etree.Comment:
                places[self._new_xml[at]].append(at)
        for at, node in enumerate(self._old):
            if node.tag is etree.Comment and places[self._old_xml[at]]:
                self._kept[at] = places[self._old_xml[at]].pop()

    def _match_foreign(self) -> set[int] | None:
        """What has no name must be the same before and after; returns its indexes before."""
        olds = [at for at, node in enumerate(self._old) if _foreign(node)]
        news = [at for at, node in enumerate(self._new) if _foreign(node)]
        if [self._old_xml[at] for at in olds] != [self._new_xml[at] for at in news]:
            return None
        self._kept.update(zip(olds, news, strict=True))
        return set(olds)


def _serialized(node: Element) -> bytes:
    return etree.tostring(node, with_tail=False)


def _safe_id(node: Element) -> str | None:
    id_ = node.get("id")
    return id_ if id_ is not None and _SAFE_ID.match(id_) else None


def _foreign(node: Element) -> bool:
    """Whether paths have no name for it: neither a comment nor an element of no namespace."""
    if is_element(node):
        return node.tag.startswith("{") or node.tag == COMMENT
    return node.tag is not etree.Comment


def _by_tag(nodes: list[Element]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        if is_element(node) and not _foreign(node):
            found[node.tag].append(at)
    return found


def _longest_rise(kept: dict[int, int]) -> set[int]:
    """The largest set of keys whose values rise with them: those children need not move."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for key in sorted(kept):
        at = bisect_left(tails, kept[key])
        before[key] = ends[at - 1] if at else None
        tails[at : at + 1] = [kept[key]]
        ends[at : at + 1] = [key]
    rise: set[int] = set()
    key = ends[-1] if ends else None
    while key is not None:
        rise.add(key)
        key = before[key]
    return rise
