"""A change of the configuration, as everybody wants one: an edit, and what follows from it."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import EditRefused
from engine.cib.edits import apply as apply_edits
from engine.cib.edits.vocabulary import Edits
from engine.cib.version import Version
from engine.cib.xml import attributes
from engine.stacks.contract import StackError
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.objections import objection
from engine.stacks.lab.controller.proposals import Refusal

Edit = Callable[[Cib], None]
"""Changes the configuration of a document that has no status; raises StackError if it cannot."""
Then = Callable[[Version | StackError, float], Sequence[Out]]
"""What follows once the change counts, in that version, or why it does not; and the time."""


@dataclass(slots=True)
class Change:
    """A ``Proposal``. The edit is made when its turn has come, on the newest configuration."""

    user: str
    edit: Edit
    then: Then

    def make(self, current: Cib) -> Cib | Refusal:
        """The configuration as it shall be; ``current`` where the edit changes nothing."""
        made = _without_status(current)
        untouched = made.canonical()
        try:
            self.edit(made)
        except StackError as error:
            return Refusal(error.code, error.message)
        made.version = current.version
        if made.canonical() == untouched:
            return current
        found = objection(current, made)
        if found is not None:
            return Refusal("invalid", f"The change was refused: {found.message}")
        return made

    def over(self, refusal: Refusal | None, version: Version, now: float) -> list[Out]:
        """What came of it."""
        result = version if refusal is None else StackError(refusal.code, refusal.message)
        return [*self.then(result, now)]


def editing(edits: Edits) -> Edit:
    """Those of ``engine.cib.edits`` that a person makes, too."""

    def edit(cib: Cib) -> None:
        try:
            apply_edits(cib, edits)
        except EditRefused as error:
            raise StackError("invalid", error.findings[0].message) from error

    return edit


def _without_status(cib: Cib) -> Cib:
    root = etree.Element("cib", attributes(cib.root))
    configuration = cib.section("configuration")
    if configuration is not None:
        root.append(deepcopy(configuration))
    return Cib(root)
