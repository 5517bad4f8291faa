"""A sequence of edits as steps, each with the configuration before and after it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Edit, Edits
from engine.cib.views import Configuration
from engine.cib.views.known import Known
from engine.cib.xml import attributes


@dataclass(frozen=True, slots=True)
class Step:
    """One edit in the light of those before it."""

    edit: Edit
    before: Configuration
    after: Configuration
    cib_before: Cib
    """The document without its status."""
    cib_after: Cib


def steps(cib: Cib, edits: Edits) -> Iterator[Step]:
    """The steps that ``edits`` take from ``cib``, which is not changed.

    Raises:
        EditRefused: an edit cannot be made.
    """
    here = _bare(cib)
    known = Known()
    before = Configuration.of(here, known)
    for edit in edits:
        there = _bare(here)
        apply(there, (edit,), before)
        after = Configuration.of(there, known)
        yield Step(edit, before, after, here, there)
        here, before = there, after


def _bare(cib: Cib) -> Cib:
    root = etree.Element("cib", attributes(cib.root))
    section = cib.section("configuration")
    if section is not None:
        root.append(deepcopy(section))
    return Cib(root)
