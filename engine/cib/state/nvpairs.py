"""Sets of name-value pairs: which pairs count, and in which order sets win."""

from collections.abc import Iterable
from typing import Final

from engine.cib.score import parse_score
from engine.cib.state.rules import Circumstances, set_applies
from engine.cib.xml import Element

_DEFAULT: Final = "#default"


class References:
    """Finds the elements that ``id-ref`` names, anywhere in a document."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._found: dict[tuple[str, str], Element] | None = None

    def resolve(self, element: Element) -> Element | None:
        """The element itself, or the one of the same name that its ``id-ref`` points at."""
        reference = element.get("id-ref")
        if reference is None:
            return element
        if self._found is None:
            self._found = {
                (str(node.tag), node.get("id", "")): node
                for tag in ("instance_attributes", "meta_attributes", "operations", "op")
                for node in self._root.iter(tag)
                if node.get("id") is not None
            } | {
                ("nvpair", node.get("id", "")): node
                for node in self._root.iter("nvpair")
                if node.get("id") is not None
            }
        return self._found.get((str(element.tag), reference))


def unpack(
    parent: Element | None,
    tag: str,
    into: dict[str, str],
    circumstances: Circumstances,
    references: References,
    *,
    first: str | None = None,
    overwrite: bool = False,
) -> None:
    """Add the pairs of all sets named ``tag`` under ``parent`` to ``into``.

    The set with the id ``first`` counts before the others, then those with higher scores, then
    those later in the document. Without ``overwrite`` what is there already stays.
    """
    if parent is None:
        return
    for block in _in_order(parent.iterchildren(tag), references, first):
        if set_applies(block, circumstances):
            _add_pairs(block, into, references, overwrite=overwrite)


def has_rules(parent: Element | None, tag: str, references: References) -> bool:
    """Whether it depends on circumstances which pairs of the sets named ``tag`` count."""
    if parent is None:
        return False
    return any(
        block is not None and next(block.iterchildren("rule"), None) is not None
        for block in map(references.resolve, parent.iterchildren(tag))
    )


def _in_order(
    blocks: Iterable[Element], references: References, first: str | None
) -> list[Element]:
    found = [node for node in map(references.resolve, blocks) if node is not None]
    found.reverse()
    if len(found) > 1:
        found.sort(
            key=lambda node: (
                node.get("id") != first or first is None,
                -parse_score(node.get("score")),
            )
        )
    return found


def _add_pairs(
    block: Element, into: dict[str, str], references: References, *, overwrite: bool
) -> None:
    for pair in block.iter("nvpair"):
        source = references.resolve(pair)
        name = pair.get("name")
        value = pair.get("value")
        if source is not None:
            name = source.get("name") if name is None else name
            value = source.get("value") if value is None else value
        if name is None or value is None:
            continue
        if value == _DEFAULT:
            into.pop(name, None)
        elif overwrite or name not in into:
            into[name] = value
