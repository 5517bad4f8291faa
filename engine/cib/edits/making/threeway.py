"""Three configurations compared node by node: before a commit, after it, and today's.

Elements are known by tag and id wherever they stand, so that one which a commit moved is
recognised; what has no id of its own is known by its parent and its number there.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.making.draft import set_attribute
from engine.cib.finding import Finding
from engine.cib.xml import Element, attributes, is_element, take_out

_LENT_IDS: Final = frozenset(
    {"resource_ref", "obj_ref", "role", "role_ref", "acl_target", "acl_group", "acl_user"}
)
"""Elements whose id is that of something else."""

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Side:
    """One configuration: each node by its key, and the keys of its children in order."""

    nodes: dict[_Key, Element] = field(default_factory=dict[_Key, Element])
    parents: dict[_Key, _Key] = field(default_factory=dict[_Key, _Key])
    children: dict[_Key, list[_Key]] = field(default_factory=dict[_Key, list[_Key]])

    @classmethod
    def of(cls, root: Element) -> "_Side":
        """Read one configuration."""
        side = cls()
        seen = Counter(
            (node.tag, id_)
            for node in root.iter("*")
            if (id_ := node.get("id")) is not None and node.tag not in _LENT_IDS
        )
        twice: set[_Key] = {name for name, count in seen.items() if count > 1}
        side._read(root, (), twice)
        return side

    def _read(self, node: Element, key: _Key, twice: set[_Key]) -> None:
        self.nodes[key] = node
        found: list[_Key] = []
        self.children[key] = found
        numbers: Counter[_Key] = Counter()
        for inner in node:
            tag, id_ = _name(inner)
            name: _Key = (tag, id_)
            if tag in _LENT_IDS or id_ is None or inner.get("id") is None or name in twice:
                local = (key, tag, id_)
                name = (*local, numbers[local])
                numbers[local] += 1
            self.parents[name] = key
            found.append(name)
            if is_element(inner):
                self._read(inner, name, twice)
            else:
                self.nodes[name] = inner


def _name(node: Element) -> tuple[str, str | None]:
    """What a node is called among its siblings; None for the id of what has none."""
    if not is_element(node):
        return f"#{node.text}", None
    return node.tag, node.get("id") or node.get("id-ref")


class Threeway:
    """Takes the difference between two configurations out of a third."""

    def __init__(self, before: Element, after: Element, today: Element, commit: str) -> None:
        self._before = _Side.of(before)
        self._after = _Side.of(after)
        self._today = _Side.of(today)
        self._commit = commit
        self._findings: list[Finding] = []

    def run(self) -> list[Finding]:
        """Do it; returns what is in the way. If anything is, nothing has been changed."""
        before, after, today = self._before, self._after, self._today
        both = [key for key in before.nodes if key in after.nodes]
        moved = [key for key in both if key and before.parents[key] != after.parents[key]]
        gone = [key for key in before.nodes if key not in after.nodes]
        added = [key for key in after.nodes if key not in before.nodes]
        settings = [*self._settings(both)]
        moved = [key for key in moved if self._can_move(key)]
        gone = [key for key in gone if self._can_return(key)]
        added = [key for key in added if self._can_go(key, set(added), set(moved))]
        orders = [key for key in both if self._reordered(key)]
        if self._findings:
            return self._findings
        for node, name, value in settings:
            set_attribute(node, name, value)
        for key in orders:
            self._order(key)
        for key in gone:
            today.nodes[key] = _shallow(before.nodes[key])
        for key in moved:
            take_out(today.nodes[key])
        for key in before.nodes:  # in document order: parents and elder siblings first
            if key in gone or key in moved:
                self._place(key)
        for key in reversed(added):
            take_out(today.nodes[key])
        return []

    def _settings(self, both: list[_Key]) -> Iterator[tuple[Element, str, str | None]]:
        """The attributes to be set back, with their former values."""
        for key in both:
            old, new = self._before.nodes[key], self._after.nodes[key]
            if not is_element(old) or dict(old.attrib) == dict(new.attrib):
                continue
            was, became = attributes(old), attributes(new)
            now = self._today.nodes.get(key)
            changed = [name for name in {**was, **became} if was.get(name) != became.get(name)]
            if now is None:
                self._refuse(key)
                continue
            for name in changed:
                value = now.get(name)
                if value == became.get(name):
                    yield now, name, was.get(name)
                elif value != was.get(name):
                    self._refuse(key, name)

    def _can_move(self, key: _Key) -> bool:
        """Whether what the commit moved is to be moved back."""
        parent = self._today.parents.get(key)
        if parent == self._before.parents[key]:
            return False
        if parent != self._after.parents[key]:
            self._refuse(key)
            return False
        return self._has_place(key)

    def _can_return(self, key: _Key) -> bool:
        """Whether what the commit removed is to be put back."""
        old, now = self._before.nodes[key], self._today.nodes.get(key)
        if now is None:
            return self._has_place(key)
        if is_element(old) and dict(old.attrib) != dict(now.attrib):
            self._refuse(key)
        return False

    def _has_place(self, key: _Key) -> bool:
        parent = self._before.parents[key]
        if parent in self._today.nodes or parent not in self._after.nodes:
            return True
        if is_element(self._before.nodes[key]):
            self._findings.append(
                refusal(
                    Code.NOT_REVERSIBLE,
                    what=_words(self._before, key),
                    needed=_words(self._before, parent),
                    commit=self._commit,
                )
            )
        return False

    def _can_go(self, key: _Key, added: set[_Key], moved: set[_Key]) -> bool:
        """Whether what the commit added is to be removed: it must be as the commit left it."""
        new, now = self._after.nodes[key], self._today.nodes.get(key)
        if now is None:
            return False
        if not is_element(new):
            return True
        same = dict(new.attrib) == dict(now.attrib)
        same = same and self._today.parents[key] == self._after.parents[key]
        for inner in self._today.children[key]:
            same = same and (
                inner in added or inner in moved or not is_element(self._today.nodes[inner])
            )
        if not same:
            self._refuse(key)
        return same

    def _common(self, key: _Key) -> tuple[list[_Key], list[_Key], list[_Key]]:
        """The children that an element has in all three, in the order of each."""
        sides = (self._before, self._after, self._today)
        found = [
            [child for child in side.children.get(key, []) if is_element(side.nodes[child])]
            for side in sides
        ]
        shared = set(found[0]) & set(found[1]) & set(found[2])
        one, two, three = ([child for child in each if child in shared] for each in found)
        return one, two, three

    def _reordered(self, key: _Key) -> bool:
        if key not in self._today.nodes:
            return False
        before, after, today = self._common(key)
        if before == after or today == before:
            return False
        if today != after:
            self._refuse(key)
        return True

    def _order(self, key: _Key) -> None:
        """Give the children that were reordered their former order, in the places they have."""
        before, _, _ = self._common(key)
        parent = self._today.nodes[key]
        nodes = [self._today.nodes[child] for child in before]
        places = sorted(parent.index(node) for node in nodes)
        for node in nodes:
            take_out(node)
        for place, node in zip(places, nodes, strict=True):
            parent.insert(place, node)

    def _place(self, key: _Key) -> None:
        """Put a node behind the elder sibling that it had, or before the younger one."""
        parent_key = self._before.parents[key]
        parent, node = self._today.nodes[parent_key], self._today.nodes[key]
        siblings = self._before.children[parent_key]
        at = siblings.index(key)
        for elder in reversed(siblings[:at]):
            found = self._today.nodes.get(elder)
            if found is not None and found.getparent() is parent:
                tail, found.tail = found.tail, None
                found.addnext(node)
                node.tail = tail
                return
        for younger in siblings[at + 1 :]:
            found = self._today.nodes.get(younger)
            if found is not None and found.getparent() is parent:
                found.addprevious(node)
                return
        parent.append(node)

    def _refuse(self, key: _Key, name: str | None = None) -> None:
        what = _words(self._before if key in self._before.nodes else self._after, key)
        if name is not None:
            what = f"{name} of {what}"
        self._findings.append(refusal(Code.CHANGED_SINCE, what=what, commit=self._commit))


def _shallow(node: Element) -> Element:
    if not is_element(node):
        return etree.Comment(node.text or "")
    made = etree.Element(node.tag, attributes(node))
    made.text = node.text
    return made


def _words(side: _Side, key: _Key) -> str:
    """What a node is called: its id, or its tag and the id of what is around it."""
    node = side.nodes[key]
    id_ = node.get("id") if is_element(node) else None
    if id_ is not None and node.tag not in _LENT_IDS:
        return id_
    for around in node.iterancestors("*"):
        outer = around.get("id")
        if outer is not None:
            return f"{id_ or node.tag} in {outer}"
    return str(node.tag)
