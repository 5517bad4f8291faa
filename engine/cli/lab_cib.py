"""The configuration that the nodes of a lab begin with, checked before anything is started."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.agents.names import spoken
from engine.agents.places import find, here
from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.finding import Severity
from engine.cib.views.configuration import Configuration
from engine.cli.reading import read_cib
from engine.cli.trouble import Trouble
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.founding import has_disks

EXAMPLE: Final = Path(__file__).parents[2] / "resources" / "examples" / "lab.xml"


def first_cib(path: str | None, folder: Folder) -> str | None:
    """Its text; None: the nodes have one.

    Args:
        path: a file, plain or packed, or ``-``; None: whatever there is, else the example.
        folder: the lab's.

    Raises:
        Trouble: it cannot be read, or has errors, all of which are named.
    """
    if path is None and (has_disks(folder) or folder.first_cib.exists()):
        return None
    name = str(EXAMPLE) if path is None else path
    cib = read_cib(name)
    errors = [each for each in check(cib) if each.severity is Severity.ERROR]
    if errors:
        lines = (
            f"{name}{'' if each.line is None else f', line {each.line}'}: {each.message}"
            for each in errors
        )
        raise Trouble("\n".join(lines))
    for line in _unknown_agents(cib):
        sys.stderr.write(f"hagui-engine: {line}\n")
    return cib.text()


def _unknown_agents(cib: Cib) -> Iterator[str]:
    """The lab starts all the same: that such a resource fails is worth seeing, too."""
    places = here()
    for primitive in Configuration.of(cib).primitives():
        if find(primitive, places) is None:
            yield (
                f"The agent {spoken(primitive)} of {primitive.id} is not installed here,"
                " so that it will not start."
            )
