"""What an action is, as bits, where it is asked for one node or for a whole collective."""

from typing import Final

from engine.scheduler.model.action import Action

OPTIONAL: Final = 1 << 0
RUNNABLE: Final = 1 << 1
PSEUDO: Final = 1 << 2
PRINT_ALWAYS: Final = 1 << 3
MIGRATABLE: Final = 1 << 4

ALL: Final = OPTIONAL | RUNNABLE | PSEUDO | PRINT_ALWAYS | MIGRATABLE


def flags_of(action: Action) -> int:
    """The bits of one action."""
    found = OPTIONAL if action.optional else 0
    if action.runnable:
        found |= RUNNABLE
    if action.pseudo:
        found |= PSEUDO
    if action.print_always:
        found |= PRINT_ALWAYS
    if action.migratable:
        found |= MIGRATABLE
    return found
