"""``simulate --check``: our answer beside that of Pacemaker's crm_simulate."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.source import parse_tree
from engine.cib.transition.model import Graph, Step
from engine.cib.transition.read import read_graph
from engine.cib.xml import Element
from engine.cli.trouble import Trouble
from engine.scheduler.result import Result

NAME: Final = "crm_simulate"
PATIENCE: Final = 600.0
"""Seconds; the largest clusters take minutes."""

Bag = Counter[tuple[str, ...]]

_NUMBER: Final = re.compile(r":(\d+)\Z")


def run(cib: Cib, result: Result, date: float | None) -> int:
    """Print what differs; 0 where nothing does, else 1.

    Raises:
        Trouble: crm_simulate is not there, or does not answer.
    """
    status, graph = _ask(cib.text(), date)
    placed = Bag(
        (item.resource, item.instance or "", item.node, item.role) for item in result.placements
    )
    differs = _print("placement", placed, placed_by_tool(status))
    differs |= _print("action", labels(result.graph), labels(graph))
    if not differs:
        sys.stdout.write(f"{NAME} says the same.\n")
    return int(differs)


def placed_by_tool(root: Element) -> Bag:
    """(resource, instance number or "", node, role) of all that runs, by its revised status."""
    found = Bag()
    for resource in root.iterfind("revised_cluster_status/resources//resource"):
        name = str(resource.get("id"))
        number = _NUMBER.search(name)
        instance = "" if number is None else number.group(1)
        role = str(resource.get("role"))
        for node in resource.iterfind("node"):
            found[_NUMBER.sub("", name), instance, str(node.get("name")), role] += 1
    return found


def labels(graph: Graph) -> Bag:
    """How often each action is in a graph; see ``label``."""
    return Bag(label(step) for step in graph.steps)


def label(step: Step) -> tuple[str, str, str]:
    """What an action is known by in any graph: kind, key, and the node it is about."""
    node = step.target if step.task == "stonith" else step.node
    return step.kind.name.lower(), step.key, node or ""


def _print(what: str, ours: Bag, theirs: Bag) -> bool:
    for only, whose in ((ours - theirs, "only hagui"), (theirs - ours, f"only {NAME}")):
        for item in sorted(only):
            sys.stdout.write(f"{what}, {whose}: {' '.join(part for part in item if part)}\n")
    return ours != theirs


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
