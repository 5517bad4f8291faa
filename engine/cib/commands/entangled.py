"""Whether a step concerns what the configuration shares by reference (``id-ref``).

The edits see to it that nobody else's part of something shared changes; the tools do not, so
that such steps are left to cibadmin.
"""

from collections.abc import Iterator

from lxml import etree

from engine.cib.commands.steps import Step
from engine.cib.document import Cib
from engine.cib.xml import Element, elements


def entangled(step: Step) -> bool:
    """Whether what changes has a reference in it, or is referred to."""
    shared = step.before.referenced
    if not shared:
        return False
    after = dict(_parts(step.cib_after))
    return any(
        _text(part) != _text(after.get(key)) and _shares(part, shared)
        for key, part in _parts(step.cib_before)
    )


def _parts(cib: Cib) -> Iterator[tuple[tuple[str, str | None], Element]]:
    """The children of each section, by section and id."""
    configuration = cib.section("configuration")
    for section in () if configuration is None else elements(configuration):
        for part in elements(section):
            yield (section.tag, part.get("id") or part.get("id-ref")), part


def _text(part: Element | None) -> str:
    return "" if part is None else etree.tostring(part, encoding="unicode", with_tail=False)


def _shares(part: Element, shared: frozenset[str]) -> bool:
    return any(
        node.get("id-ref") is not None or node.get("id") in shared for node in part.iter("*")
    )
