"""The CIB as the DC holds it: everything that changes in it leaves as a patchset.

What is wanted of the status is noted first (``set_node``, ``set_history``, …). ``flush`` turns all
that was noted since into one patchset, and lets the document become what that patchset makes of
it: so the DC's copy cannot differ from what those have who only read patchsets.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Change, Create, Delete, Modify, Patchset, Touched, apply
from engine.cib.patch.compare import compare_within
from engine.cib.version import Version
from engine.cib.xml import Element, attributes, child

FEATURE_SET: Final = "3.16.1"
"""Whose forms the lab writes: Pacemaker 2.1.5."""
_EMPTY: Final = (
    f'<cib crm_feature_set="{FEATURE_SET}" validate-with="pacemaker-3.9" admin_epoch="0" epoch="0"'
    ' num_updates="0"><configuration><crm_config/><nodes/><resources/><constraints/>'
    "</configuration><status/></cib>"
)
OF_THE_MOMENT: Final = ("have-quorum", "dc-uuid", "no-quorum-panic")
"""Attributes of ``<cib>`` that belong to its status rather than to the configuration."""
_STATUS: Final = "/cib/status"
_LAST: Final = -1
"""Place of a child that is to be the last one of its parent."""


@dataclass(slots=True)
class _Wanted:
    """What is to become of a node's state."""

    attributes: dict[str, str] | None = None
    transient: dict[str, str] | None = None
    histories: dict[str, Element | None] = field(default_factory=dict[str, Element | None])
    """By resource; None: it goes."""
    forgotten: bool = False
    """The whole history goes before any of these comes."""


class Document:
    """The CIB with its publishing. ``cib`` is for reading only."""

    def __init__(self, configuration: str, before: Cib | None = None) -> None:
        """Begin with a configuration that counts, and a status that was known before.

        Args:
            configuration: a whole CIB without status; empty where none was ever made.
            before: what this node last read, whose status is gone on with.

        Raises:
            CibError: the configuration is no CIB.
        """
        self.cib = Cib.parse(configuration or _EMPTY)
        self.touched = Touched(everything=True)
        """What changed since this was last emptied by its reader."""
        root = self.cib.root
        for old in root.findall("status"):
            root.remove(old)
        status = None if before is None else before.section("status")
        root.append(etree.Element("status") if status is None else deepcopy(status))
        for name in OF_THE_MOMENT:
            if name in root.attrib:
                del root.attrib[name]
        if not root.get("crm_feature_set"):
            root.set("crm_feature_set", FEATURE_SET)
        version = self.cib.version
        if before is not None and before.version.configuration == version.configuration:
            # Whoever follows several nodes shall not see the version fall.
            updates = max(version.num_updates, before.version.num_updates) + 1
            self.cib.version = version._replace(num_updates=updates)
        self._root: dict[str, str | None] = {}
        self._wanted: dict[str, _Wanted] = {}
        self._recorded: dict[str, set[str]] = {}
        """Resources that have a history, by node; to look for one that has none would take a look
        at all."""
        self._lengths: dict[str, int] = {}
        """How many children those parents have that get more, by their paths."""

    @property
    def version(self) -> Version:
        """Of what is published."""
        return self.cib.version

    def text(self) -> str:
        """The whole CIB as XML text, as published so far."""
        return self.cib.text()

    @property
    def has_notes(self) -> bool:
        """Whether something was noted that ``flush`` has not looked at yet."""
        return bool(self._wanted or self._root)

    # What is wanted

    def set_root(self, **values: str | None) -> None:
        """Set attributes of ``<cib>`` (``have_quorum`` is ``have-quorum``), or with None drop."""
        self._root.update({name.replace("_", "-"): value for name, value in values.items()})

    def set_node(self, node: str, values: Mapping[str, str]) -> None:
        """All attributes that a ``node_state`` has from now on, but for its id (``node``)."""
        self._of(node).attributes = {"id": node, **values}

    def set_transient(self, node: str, values: Mapping[str, str]) -> None:
        """All transient attributes that a node has from now on; empty: the section goes."""
        self._of(node).transient = dict(values)

    def set_history(self, node: str, resource: str, history: Element | None) -> None:
        """The ``lrm_resource`` of a resource on a node; None: nothing is known of it any more."""
        self._of(node).histories[resource] = history

    def forget(self, node: str) -> None:
        """The whole history of a node goes."""
        wanted = self._of(node)
        wanted.forgotten = True
        wanted.histories.clear()

    # What comes of it

    def flush(self) -> Patchset | None:
        """Make what was noted come true; the patchset that is to be published, if any."""
        deletions, others = list[Change](), list[Change]()
        self._lengths.clear()
        for node, wanted in sorted(self._wanted.items()):
            for change in self._node_changes(node, wanted):
                (deletions if isinstance(change, Delete) else others).append(change)
        self._wanted.clear()
        others = self._placed(deletions, others)
        root, self._root = self._root, {}
        news = any(self.cib.root.get(name) != value for name, value in root.items())
        if not (deletions or others or news):
            return None
        version = self.version
        target = version._replace(num_updates=version.num_updates + 1)
        return self._publish([*deletions, self._restamp(root, target), *others], target)

    def adopt(self, configuration: str) -> Patchset | None:
        """A configuration counts from now on; None where it is the one that is published.

        What was noted of the status stays noted.

        Raises:
            CibError: the text is no CIB.
        """
        after = Cib.parse(configuration)
        new, old = after.section("configuration"), self.cib.section("configuration")
        if new is None or old is None:
            return None
        kept = {
            name: self.cib.root.get(name)
            for name in OF_THE_MOMENT
            if self.cib.root.get(name) is not None
        }
        root: dict[str, str | None] = {**attributes(after.root), **kept}
        found = compare_within(old, new, "/cib/configuration")
        if found is None:
            place = self.cib.root.index(old)
            copied = deepcopy(new)
            copied.tail = None
            found = [Delete("/cib/configuration")], [Create("/cib", place, copied)]
        deletions, others = found
        if (
            not deletions
            and not others
            and after.version.configuration <= (self.version.configuration)
        ):
            return None
        target = after.version._replace(num_updates=0)
        if target <= self.version:
            now = self.version
            target = Version(now.admin_epoch, now.epoch + 1, 0)
        return self._publish([*deletions, self._restamp(root, target), *others], target)

    def take_touched(self) -> Touched:
        """What changed since this was last asked."""
        touched, self.touched = self.touched, Touched()
        return touched

    # Inside

    def _of(self, node: str) -> _Wanted:
        return self._wanted.setdefault(node, _Wanted())

    def _publish(self, changes: list[Change], target: Version) -> Patchset:
        patchset = Patchset(self.version, target, tuple(changes))
        self.touched |= apply(self.cib, patchset)
        return patchset

    def _restamp(self, values: Mapping[str, str | None], target: Version) -> Modify:
        """The root's attributes with a new version, as every patchset of Pacemaker has them."""
        before = attributes(self.cib.root)
        counters = dict(zip(("admin_epoch", "epoch", "num_updates"), map(str, target), strict=True))
        after = dict(before)
        for name, value in {**values, **counters}.items():
            if value is None:
                after.pop(name, None)
            else:
                after[name] = value
        return _modified("/cib", "cib", before, after)

    def _node_changes(self, node: str, wanted: _Wanted) -> Iterator[Change]:
        status = child(self.cib.root, "status")
        assert status is not None
        state = self.cib.lookup.find(status, "node_state", node)
        if state is None:
            self._recorded.pop(node, None)
            made = etree.Element("node_state", wanted.attributes or {"id": node})
            if wanted.transient:
                made.append(_transient(node, wanted.transient))
            histories = [found for found in wanted.histories.values() if found is not None]
            if histories:
                made.append(_lrm(node, histories))
            yield self._appended(_STATUS, status, made)
            return
        path = f"{_STATUS}/node_state[@id='{node}']"
        if wanted.attributes is not None:
            before = attributes(state)
            if before != wanted.attributes:
                yield _modified(path, "node_state", before, wanted.attributes)
        if wanted.transient is not None:
            section = child(state, "transient_attributes")
            new = _transient(node, wanted.transient) if wanted.transient else None
            yield from self._replaced(state, path, section, new)
        if wanted.forgotten or wanted.histories:
            yield from self._history_changes(state, path, node, wanted)

    def _history_changes(
        self, state: Element, path: str, node: str, wanted: _Wanted
    ) -> Iterator[Change]:
        lrm = child(state, "lrm")
        resources = None if lrm is None else child(lrm, "lrm_resources")
        new = [found for found in wanted.histories.values() if found is not None]
        if lrm is None or resources is None or wanted.forgotten:
            self._recorded.pop(node, None)
            yield from self._replaced(state, path, lrm, _lrm(node, new) if new else None)
            return
        within = f"{path}/lrm[@id='{lrm.get('id')}']/lrm_resources"
        recorded = self._recorded.get(node)
        if recorded is None:
            recorded = {each.get("id", "") for each in resources.iterchildren("lrm_resource")}
            self._recorded[node] = recorded
        for resource, history in wanted.histories.items():
            before = None
            if resource in recorded:
                before = self.cib.lookup.find(resources, "lrm_resource", resource)
            yield from self._replaced(resources, within, before, history)
            (recorded.discard if history is None else recorded.add)(resource)

    def _replaced(
        self, parent: Element, path: str, before: Element | None, after: Element | None
    ) -> Iterator[Change]:
        """What turns a child into another, or lets it come or go."""
        if before is None:
            if after is not None:
                yield self._appended(path, parent, after)
            return
        name = before.get("id")
        way = f"{path}/{before.tag}" + (f"[@id='{name}']" if name is not None else "")
        found = None if after is None else compare_within(before, after, way)
        if found is not None:
            yield from (*found[0], *found[1])
            return
        yield Delete(way)
        if after is not None:
            yield self._appended(path, parent, after)

    def _appended(self, path: str, parent: Element, node: Element) -> Create:
        self._lengths[path] = len(parent)
        return Create(path, _LAST, node)

    def _placed(self, deletions: list[Change], changes: list[Change]) -> list[Change]:
        """New children at the end of one parent come one behind the other."""
        ends = dict(self._lengths)
        for gone in deletions:
            parent = gone.path.rpartition("/")[0]
            if parent in ends:
                ends[parent] -= 1
        placed: list[Change] = []
        for change in changes:
            if isinstance(change, Create) and change.position == _LAST:
                place = ends[change.path]
                ends[change.path] = place + 1
                change = Create(change.path, place, change.node)
            placed.append(change)
        return placed


def _modified(path: str, tag: str, before: Mapping[str, str], after: Mapping[str, str]) -> Modify:
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    return Modify(path, tag, after, changed, tuple(name for name in before if name not in after))


def _lrm(node: str, histories: list[Element]) -> Element:
    lrm = etree.Element("lrm", {"id": node})
    etree.SubElement(lrm, "lrm_resources").extend(histories)
    return lrm


def _transient(node: str, values: Mapping[str, str]) -> Element:
    section = etree.Element("transient_attributes", {"id": node})
    block = etree.SubElement(section, "instance_attributes", {"id": f"status-{node}"})
    for name, value in values.items():
        id_ = f"status-{node}-{_as_id(name)}"
        etree.SubElement(block, "nvpair", {"id": id_, "name": name, "value": value})
    return section


def _as_id(name: str) -> str:
    """As Pacemaker makes ids of names: what an id may not have becomes a dot."""
    return "".join(sign if sign.isalnum() or sign in "-_." else "." for sign in name)
