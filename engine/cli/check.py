"""``simulate --check``: our answer beside that of Pacemaker's crm_simulate."""

import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.source import parse_tree
from engine.cib.transition.model import Graph
from engine.cib.transition.read import read_graph
from engine.cib.xml import Element
from engine.cli.simulated import Bag, labels, placed, placed_by_tool
from engine.cli.trouble import Trouble
from engine.scheduler.result import Result

NAME: Final = "crm_simulate"
PATIENCE: Final = 600.0
"""Seconds; the largest clusters take minutes."""


def differences(cib: Cib, result: Result, date: float | None) -> list[str]:
    """A line for each placement and action that only one of the two has.

    Args:
        cib: what was scheduled, injected events included.
        result: our answer.
        date: the moment that was supposed, in seconds since 1970.

    Raises:
        Trouble: crm_simulate is not there, or does not answer.
    """
    status, graph = _ask(cib.text(), date)
    return [
        *_lines("placement", placed(result), placed_by_tool(status)),
        *_lines("action", labels(result.graph), labels(graph)),
    ]


def _lines(what: str, ours: Bag, theirs: Bag) -> list[str]:
    return [
        f"{what}, only {whose}: {' '.join(part for part in item if part)}"
        for whose, only in (("hagui", ours - theirs), (NAME, theirs - ours))
        for item in sorted(only)
    ]


def _ask(text: str, date: float | None) -> tuple[Element, Graph]:
    tool = shutil.which(NAME)
    if tool is None:
        raise Trouble(f"{NAME} is not installed; --check compares with it.")
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "graph.xml"
        command = [tool, "--xml-pipe", "-S", "-G", str(graph), "--output-as=xml"]
        if date is not None:
            moment = datetime.fromtimestamp(date, UTC)
            command.append(f"--set-datetime={moment:%Y-%m-%d %H:%M:%SZ}")
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                check=False,
                timeout=PATIENCE,
                env={**os.environ, "TZ": "UTC"},
            )
        except subprocess.TimeoutExpired as error:
            raise Trouble(f"{NAME} gave no answer within {PATIENCE:.0f} s.") from error
        try:
            return parse_tree(done.stdout), read_graph(graph.read_bytes())
        except (OSError, CibError) as error:
            said = done.stderr.decode(errors="replace").strip() or str(error)
            raise Trouble(f"{NAME} gave no answer: {said}") from error
