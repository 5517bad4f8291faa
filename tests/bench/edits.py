"""How long one edit takes from its arrival to the answer, as it does while something is dragged.

    python -m tests.bench.edits [--limit SECONDS]

A worker's copy of a cluster where all runs is asked what each edit would do: the patch is read
and applied to a draft, the status is seen by it, and all is scheduled. The first question after a
change of the cluster makes the draft; the next ones change it, one edit in another's place.
Beside it crm_simulate -R on the edited document.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.xml import Element
from hagui.scheduling.copies import Copy
from tests.bench.figures import emit
from tests.bench.tool import NOW, run_tool
from tests.bench.workload import workload

E = etree.SubElement
_ROUNDS: Final = 10


def measure_edits(nodes: int, resources: int, limit: float) -> None:
    """Measure and print every edit.

    Args:
        nodes: how many the cluster has.
        resources: the same.
        limit: seconds that the tool may take.
    """
    content = workload(nodes, resources)
    for name, edit in EDITS.items():
        edited = [_edited(content, edit, turn) for turn in range(2)]
        diffs = [make(Cib.parse(content), cib).text() for cib in edited]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cib.xml"
            path.write_text(edited[0].text(), encoding="utf-8")
            peer = run_tool(path, "-R", limit)
        size = f"{nodes} nodes, {resources} resources"
        first, following = _asked(content.decode(), diffs)
        emit(f"one edit, {name}, {size}", following, "ms", "crm_simulate -R", peer)
        emit(f"the first edit, {name}, {size}", first, "ms", "crm_simulate -R", peer)


def _asked(text: str, diffs: list[str]) -> tuple[float, float]:
    """Milliseconds for the first question, and for one that follows: the least of several."""
    firsts: list[float] = []
    others: list[float] = []
    for _ in range(3):
        copy = Copy(text, NOW)
        copy.ask("", (), NOW)
        gc.collect()
        firsts.append(_taken(copy, diffs[0]))
        others += [_taken(copy, diffs[turn % 2]) for turn in range(1, _ROUNDS)]
    return min(firsts), min(others)


def _taken(copy: Copy, diff: str) -> float:
    gc.disable()  # as the worker does while it is asked
    began = time.perf_counter()
    copy.ask(diff, (), NOW)
    taken = time.perf_counter() - began
    gc.enable()
    return taken * 1000


def _edited(content: bytes, edit: Callable[[Element, int], None], turn: int) -> Cib:
    cib = Cib.parse(content)
    edit(cib.root, turn)
    return cib


def _found(root: Element, path: str) -> Element:
    element = root.find(f"configuration/{path}")
    if element is None:
        raise LookupError(path)
    return element


def _standby(root: Element, turn: int) -> None:
    block = E(_found(root, f"nodes/node[@id='{turn + 3}']"), "instance_attributes", id="new")
    E(block, "nvpair", id="new-pair", name="standby", value="on")


def _location(root: Element, turn: int) -> None:
    _found(root, "constraints/rsc_location[@rsc='p3']").set("score", str(300 + turn))


def _stop(root: Element, turn: int) -> None:
    primitive = _found(root, f"resources/primitive[@id='p{turn + 3}']")
    block = E(primitive, "meta_attributes", id="new")
    E(block, "nvpair", id="new-pair", name="target-role", value="Stopped")


def _join(root: Element, turn: int) -> None:
    group = _found(root, f"resources/group[@id='g{turn + 4}']")
    group.append(_found(root, "resources/primitive[@id='p5']"))


def _colocation(root: Element, turn: int) -> None:
    ends = {"rsc": "p7", "with-rsc": f"p{turn + 8}", "score": "INFINITY"}
    E(_found(root, "constraints"), "rsc_colocation", {"id": "new", **ends})


EDITS: Final = {
    "a node's standby": _standby,
    "a location's score": _location,
    "a primitive's target-role": _stop,
    "joining a group": _join,
    "a new colocation": _colocation,
}
"""What can be done with the mouse."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--limit", type=float, default=60, help="seconds that the tool may take")
    measure_edits(16, 500, parser.parse_args().limit)


if __name__ == "__main__":
    main()
