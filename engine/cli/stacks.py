"""The cluster stacks by name, each loaded only when it is chosen."""

import importlib
from collections.abc import Callable
from typing import Final, cast

from engine.cli.trouble import Trouble
from engine.stacks.contract import Stack

STACKS: Final = {"pacemaker": ("engine.stacks.pacemaker.stack", "PacemakerStack")}


def load(name: str) -> Callable[[str | None], Stack]:
    """What makes a stack for a node name (None: the stack finds out).

    Raises:
        Trouble: it is not installed.
    """
    module, maker = STACKS[name]
    try:
        found = getattr(importlib.import_module(module), maker)
    except (ImportError, OSError) as error:
        raise Trouble(
            f"The stack {name} cannot be loaded ({error}): check the installation."
        ) from error
    return cast("Callable[[str | None], Stack]", found)
