"""From edits to command lines."""

from engine.cib.commands import by_crm, by_pcs
from engine.cib.commands.cibadmin import cibadmin
from engine.cib.commands.entangled import entangled
from engine.cib.commands.steps import steps
from engine.cib.commands.tool import Tool, say
from engine.cib.document import Cib
from engine.cib.edits.vocabulary import Edits


def crm(before: Cib, edits: Edits) -> tuple[str, ...]:
    """What to type into a shell with crmsh 4.4 to do on ``before`` what ``edits`` do.

    The lines are to be run in that order, each of them is one transaction of the cluster, and an
    edit that changes nothing has none. Where crm has no command that does the same and nothing
    else, the line is one of cibadmin.

    Raises:
        EditRefused: an edit cannot be made.
    """
    return _write(before, edits, by_crm)


def pcs(before: Cib, edits: Edits) -> tuple[str, ...]:
    """The same with pcs 0.11."""
    return _write(before, edits, by_pcs)


def _write(before: Cib, edits: Edits, tool: Tool) -> tuple[str, ...]:
    lines: list[str] = []
    for step in steps(before, edits):
        # What the views cannot tell apart is nothing to say in a tool's words.
        exactly = step.before == step.after or entangled(step)
        said = None if exactly else say(step, tool)
        lines += cibadmin(step) if said is None else said
    return tuple(lines)
