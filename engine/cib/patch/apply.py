"""Applying a patchset to a document, whole or not at all."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from engine.cib.document import Cib
from engine.cib.patch.change import Change, Create, Delete, Modify, Move
from engine.cib.patch.collect import Collector
from engine.cib.patch.digest import matches
from engine.cib.patch.errors import PatchError
from engine.cib.patch.patchset import Patchset
from engine.cib.patch.path import find, steps
from engine.cib.patch.touched import Touched
from engine.cib.xml import Element, attributes, is_element


def apply(cib: Cib, patchset: Patchset, *, verify: bool = False) -> Touched:
    """Apply ``patchset`` to ``cib`` in place; the document then has the patchset's target version.

    Changes are applied as Pacemaker applies them: deletions and new attributes in the order
    given, then creations and moves by their position. Deleting what is not there is no error,
    there as here. With ``verify`` the patchset's digest, where it has one, must be that of the
    result; that reads the whole document.

    Raises:
        PatchError: ``version``, ``path``, ``change`` or ``digest``. The document is then exactly
            as it was.
    """
    version = cib.version
    if version != patchset.source:
        raise PatchError(
            "version",
            f"The patch leads from version {patchset.source}, but the CIB has version {version}; "
            "fetch the CIB anew.",
        )
    run = _Run(cib)
    try:
        run.all(patchset.changes)
        if verify and patchset.digest is not None and not matches(cib, patchset.digest):
            raise PatchError(
                "digest",
                f"The CIB with the patch to version {patchset.target} applied is not the one that "
                "was meant (its digest differs); fetch the CIB anew.",
            )
    except BaseException:
        run.undo()
        raise
    if cib.version != patchset.target:
        cib.version = patchset.target
    return run.collector.touched()


class _Run:
    """One application, with what it takes to go back."""

    def __init__(self, cib: Cib) -> None:
        self._root = cib.root
        self._lookup = cib.lookup
        self._back: list[Callable[[], None]] = []
        self.collector = Collector()

    def all(self, changes: tuple[Change, ...]) -> None:
        """Apply every change."""
        later: list[tuple[int, Element, Create | None]] = []
        for change in changes:
            match change:
                case Delete():
                    self._delete(change)
                case Modify():
                    self._modify(self._find_element(change.path), change)
                case Create():
                    later.append((change.position, self._find_element(change.path), change))
                case Move():
                    node = self._find(change.path)
                    later.append((change.position, node, None))
                    self._to_the_end(node, change)
        later.sort(key=lambda item: item[0])
        for position, node, create in later:
            if create is None:
                self._place(node, position)
            else:
                self._create(node, create)

    def undo(self) -> None:
        """Take everything back, the last first."""
        while self._back:
            self._back.pop()()

    def _find(self, path: str) -> Element:
        node = find(self._root, path, self._lookup)
        if node is None:
            raise PatchError(
                "path", f"The patch changes {path}, which this CIB does not have; fetch it anew."
            )
        return node

    def _find_element(self, path: str) -> Element:
        node = self._find(path)
        if not is_element(node):
            raise PatchError(
                "path", f"The patch treats {path}, a comment, as an element; fetch the CIB anew."
            )
        return node

    def _modify(self, element: Element, change: Modify) -> None:
        before = attributes(element)
        self.collector.attributes(steps(change.path), element, change.attributes)
        self._back.append(lambda: _set_attributes(element, before))
        _set_attributes(element, change.attributes)

    def _delete(self, change: Delete) -> None:
        node = find(self._root, change.path, self._lookup, change.position)
        if node is None:
            return
        parent = node.getparent()
        if parent is None:
            raise PatchError("change", "The patch deletes the whole CIB, which no CIB can express.")
        self.collector.part(steps(change.path)[:-1], node)
        self._take_out(parent, node)
        self._lookup.forget(node)

    def _create(self, parent: Element, change: Create) -> None:
        node = deepcopy(change.node)
        node.tail = None
        parent.insert(change.position, node)
        self._back.append(lambda: parent.remove(node))
        self._lookup.added(node)
        self.collector.part(steps(change.path), node)

    def _to_the_end(self, node: Element, change: Move) -> None:
        parent = node.getparent()
        if parent is None:
            raise PatchError("change", "The patch moves the whole CIB, which has no other place.")
        self.collector.part(steps(change.path)[:-1], node)
        self._take_out(parent, node)
        parent.append(node)
        self._back.append(lambda: parent.remove(node))

    def _place(self, node: Element, position: int) -> None:
        parent = node.getparent()
        if parent is None or parent.index(node) == position:
            return
        self._take_out(parent, node)
        parent.insert(position, node)
        self._back.append(lambda: parent.remove(node))

    def _take_out(self, parent: Element, node: Element) -> None:
        """Remove a child; text that follows it (which lxml counts as its own) stays."""
        index = parent.index(node)
        tail = node.tail
        if not tail:
            parent.remove(node)
            self._back.append(lambda: parent.insert(index, node))
            return
        before = node.getprevious()
        kept = parent.text if before is None else before.tail
        node.tail = None
        _set_text(parent, before, (kept or "") + tail)
        parent.remove(node)

        def back() -> None:
            _set_text(parent, before, kept)
            parent.insert(index, node)
            node.tail = tail

        self._back.append(back)


def _set_text(parent: Element, before: Element | None, text: str | None) -> None:
    if before is None:
        parent.text = text
    else:
        before.tail = text


def _set_attributes(element: Element, wanted: Mapping[str, str]) -> None:
    held = element.attrib
    if list(held) != list(wanted):
        held.clear()
    for name, value in wanted.items():
        if held.get(name) != value:
            held[name] = value
