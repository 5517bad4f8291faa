"""Patchsets in Pacemaker's format 2: a ``<diff>`` that takes one version of a CIB to another."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from engine.cib.errors import CibError
from engine.cib.patch.change import Change, Create, Delete, Modify, Move
from engine.cib.patch.errors import PatchError
from engine.cib.source import parse_tree
from engine.cib.version import Version
from engine.cib.xml import Element, attributes, child, elements

_COUNTERS: Final = ("admin_epoch", "epoch", "num_updates")
_ROOT: Final = "/cib"


@dataclass(frozen=True, slots=True)
class Patchset:
    """Changes in the order in which they are to be applied; a plain value."""

    source: Version
    target: Version
    changes: tuple[Change, ...] = ()
    digest: str | None = None
    """Of the document with the changes applied; see ``engine.cib.patch.digest``."""

    @classmethod
    def parse(cls, xml: str | bytes) -> "Patchset":
        """Read a ``<diff format="2">``, alone or inside a notification of libcib.

        Raises:
            PatchError: ``syntax``, ``format`` or ``change``.
        """
        try:
            root = parse_tree(xml)
        except CibError as error:
            raise PatchError("syntax", f"This is no patch: {error.message}") from None
        diff = next(root.iter("diff"), None)
        if diff is None:
            raise PatchError("syntax", f"This is no patch: it holds <{root.tag}> and no <diff>.")
        form = diff.get("format", "1")
        if form != "2":
            raise PatchError(
                "format",
                f"The patch is in format {form} and only format 2 can be applied; make it anew "
                "with crm_diff of Pacemaker 1.1.12 or later.",
            )
        source, target = _versions(diff)
        changes = tuple(
            _change(item) for item in diff.iterchildren("change") if item.get("operation")
        )
        return cls(source, target, changes, diff.get("digest"))

    @property
    def configuration(self) -> bool:
        """Whether anything within the configuration section changes."""
        return any(
            change.path == "/cib/configuration"
            or change.path.startswith("/cib/configuration/")
            or (
                isinstance(change, Create)
                and change.path == _ROOT
                and change.node.tag == "configuration"
            )
            for change in self.changes
        )

    def with_source(self, version: Version) -> "Patchset":
        """The same changes, on top of another version of the same configuration.

        For a commit that is tried again after nothing but the status has changed. The target
        moves by as much as the source. The digest is left out, as it spoke of the whole document.
        """
        if version == self.source:
            return self
        target = _moved(self.source, self.target, version)
        changes = tuple(
            _restamped(change, target)
            if isinstance(change, Modify) and change.path == _ROOT
            else change
            for change in self.changes
        )
        return replace(self, source=version, target=target, changes=changes, digest=None)

    def text(self) -> str:
        """The patchset as XML text on one line, as ``cibadmin --patch`` takes it."""
        diff = etree.Element("diff", {"format": "2"})
        if self.digest is not None:
            diff.set("digest", self.digest)
        version = etree.SubElement(diff, "version")
        etree.SubElement(version, "source", _counters(self.source))
        etree.SubElement(version, "target", _counters(self.target))
        for change in self.changes:
            diff.append(_element(change))
        return etree.tostring(diff, encoding="unicode")


def _versions(diff: Element) -> tuple[Version, Version]:
    version = child(diff, "version")
    source = None if version is None else child(version, "source")
    target = None if version is None else child(version, "target")
    if source is None or target is None:
        raise PatchError(
            "change",
            "The patch does not say which versions it leads from and to, so that it cannot be "
            "applied safely; make it again with crm_diff --cib.",
        )
    return _version(source), _version(target)


def _version(element: Element) -> Version:
    try:
        return Version(*(int(element.get(name, "0")) for name in _COUNTERS))
    except ValueError:
        raise PatchError(
            "change", f"A version in the patch is not made of numbers: {attributes(element)}."
        ) from None


def _change(item: Element) -> Change:
    path = item.get("path")
    operation = item.get("operation")
    if not path:
        raise PatchError("change", f"The patch has a change ({operation}) without a path.")
    match operation:
        case "create":
            if not len(item):
                raise PatchError("change", f"The patch creates nothing below {path}.")
            return Create(path, _position(item) or 0, item[0])
        case "modify":
            return _modify(item, path)
        case "delete":
            return Delete(path, _position(item))
        case "move":
            return Move(path, _position(item) or 0)
        case _:
            raise PatchError("change", f"The patch has an unknown kind of change: {operation}.")


def _modify(item: Element, path: str) -> Modify:
    result = child(item, "change-result")
    inside = [] if result is None else elements(result)
    if not inside:
        raise PatchError("change", f"The patch modifies {path} without saying to what.")
    listed = child(item, "change-list")
    changed = [] if listed is None else list(listed.iterchildren("change-attr"))
    return Modify(
        path,
        inside[0].tag,
        attributes(inside[0]),
        {
            attr.get("name", ""): attr.get("value", "")
            for attr in changed
            if attr.get("operation") == "set"
        },
        tuple(attr.get("name", "") for attr in changed if attr.get("operation") == "unset"),
    )


def _position(item: Element) -> int | None:
    try:
        position = int(item.get("position", ""))
    except ValueError:
        return None
    return position if position >= 0 else None


def _moved(source: Version, target: Version, base: Version) -> Version:
    if target.admin_epoch != source.admin_epoch:
        return Version(
            base.admin_epoch + target.admin_epoch - source.admin_epoch,
            target.epoch,
            target.num_updates,
        )
    if target.epoch != source.epoch:
        return Version(
            base.admin_epoch, base.epoch + target.epoch - source.epoch, target.num_updates
        )
    return base._replace(num_updates=base.num_updates + target.num_updates - source.num_updates)


def _restamped(change: Modify, target: Version) -> Modify:
    counters = _counters(target)

    def stamp(values: Mapping[str, str]) -> dict[str, str]:
        return {name: counters.get(name, value) for name, value in values.items()}

    return replace(change, attributes=stamp(change.attributes), set=stamp(change.set))


def _counters(version: Version) -> dict[str, str]:
    return dict(zip(_COUNTERS, map(str, version), strict=True))


def _element(change: Change) -> Element:
    match change:
        case Create(path, position, node):
            item = _item("create", path, position)
            item.append(deepcopy(node))
        case Modify(path, tag, result, changed, unset):
            item = _item("modify", path)
            listed = etree.SubElement(item, "change-list")
            for name, value in changed.items():
                etree.SubElement(
                    listed, "change-attr", {"name": name, "operation": "set", "value": value}
                )
            for name in unset:
                etree.SubElement(listed, "change-attr", {"name": name, "operation": "unset"})
            etree.SubElement(etree.SubElement(item, "change-result"), tag, dict(result))
        case Delete(path, position):
            item = _item("delete", path, position)
        case Move(path, position):
            item = _item("move", path, position)
    return item


def _item(operation: str, path: str, position: int | None = None) -> Element:
    item = etree.Element("change", {"operation": operation, "path": path})
    if position is not None:
        item.set("position", str(position))
    return item
