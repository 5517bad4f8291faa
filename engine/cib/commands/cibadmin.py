"""What no command of a tool says, said with Pacemaker's own cibadmin: exact, whatever it is."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from engine.cib.commands.shell import line
from engine.cib.commands.steps import Step
from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.xml import Element, elements, is_element

_CONSTRAINTS = "constraints"


def cibadmin(step: Step) -> list[str]:
    """Commands for one step; none where it changes nothing.

    Constraints are created, replaced in their place and deleted one by one. Anything else is one
    patch without versions, which cibadmin applies to whatever the configuration is by then.
    """
    return _constraint_lines(step) or _patch(step.cib_before, step.cib_after)


def create(element: Element) -> str:
    """Adds a constraint behind all others."""
    return line("cibadmin", "--create", "-o", _CONSTRAINTS, "--xml-text", text(element))


def replace(element: Element) -> str:
    """Replaces the constraint of the same id, in its place."""
    return line("cibadmin", "--replace", "-o", _CONSTRAINTS, "--xml-text", text(element))


def delete(element: Element) -> str:
    """Deletes the constraint of that id."""
    bare = f'<{element.tag} id="{element.get("id", "")}"/>'
    return line("cibadmin", "--delete", "-o", _CONSTRAINTS, "--xml-text", bare)


def text(element: Element) -> str:
    """XML on one line, without the white space that only indents."""
    copy = deepcopy(element)
    copy.tail = None
    for node in copy.iter():
        if is_element(node) and node.text is not None and not node.text.strip():
            node.text = None
        if node.tail is not None and not node.tail.strip():
            node.tail = None
    words = etree.tostring(copy, encoding="unicode")
    # An apostrophe would end the quotes of the shell; outside comments XML has a name for it.
    return words if "<!--" in words or "<?" in words else words.replace("'", "&apos;")


def constraint_of(cib: Cib, id_: str) -> Element | None:
    """The constraint of that id."""
    section = cib.section(_CONSTRAINTS)
    found = () if section is None else elements(section)
    return next((node for node in found if node.get("id") == id_), None)


def _patch(before: Cib, after: Cib) -> list[str]:
    patchset = make(before, after)
    if not patchset.changes:
        return []
    diff = etree.fromstring(patchset.text())
    if "digest" in diff.attrib:
        del diff.attrib["digest"]
    for version in list(diff.iterchildren("version")):
        diff.remove(version)
    return [line("cibadmin", "--patch", "--xml-text", text(diff))]


def _constraint_lines(step: Step) -> list[str]:
    """Commands for a step that changes constraints and nothing else; empty for any other."""
    before, after = step.cib_before.copy(), step.cib_after.copy()
    old, new = before.section(_CONSTRAINTS), after.section(_CONSTRAINTS)
    if old is None or new is None or _foreign(old) or _foreign(new):
        return []
    former = {node.get("id", ""): node for node in old}
    latter = {node.get("id", ""): node for node in new}
    kept = [id_ for id_ in former if id_ in latter]
    if list(latter)[: len(kept)] != kept or any(former[id_].tag != latter[id_].tag for id_ in kept):
        return []
    lines = [*_differences(former, latter)]
    for section in (old, new):
        parent = section.getparent()
        assert parent is not None
        parent.remove(section)
    return lines if before.canonical() == after.canonical() else []


def _differences(former: dict[str, Element], latter: dict[str, Element]) -> Iterator[str]:
    for id_, node in former.items():
        if id_ not in latter:
            yield delete(node)
        elif text(node) != text(latter[id_]):
            yield replace(latter[id_])
    for id_, node in latter.items():
        if id_ not in former:
            yield create(node)


def _foreign(section: Element) -> bool:
    """Whether there is anything among the constraints that has no id of its own."""
    ids = [node.get("id") if is_element(node) else None for node in section]
    return None in ids or len(set(ids)) != len(ids)
