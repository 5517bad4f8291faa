"""What crm_simulate says of a CIB, read into the same values that ours are read into."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.scheduler.cases import Case, folder

TOOL = shutil.which("crm_simulate")
_MEMORY = 2 * 1024**3
"""Bytes of address space that the tool gets: some documents let it take all that there is."""


class Silent(Exception):
    """The tool gave no answer: it refused the input, or took too long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tool printed, and the graph that it wrote."""

    output: bytes
    graph: bytes


def ask(path: Path, arguments: Sequence[str] = (), *, limit: float = 120) -> Answer:
    """Let the tool schedule a CIB and carry the transition out.

    Raises:
        Silent: it gave no answer.
    """
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "graph.xml"
        command = ["-x", str(path), "-S", "-s", "-G", str(graph), "--output-as=xml", *arguments]
        done = run(command, limit=limit)
        if not graph.is_file() or not done.stdout:
            raise Silent(done.stderr.decode(errors="replace").strip() or f"code {done.returncode}")
        return Answer(done.stdout, graph.read_bytes())


def run(arguments: Sequence[str], *, limit: float) -> subprocess.CompletedProcess[bytes]:
    """Run the tool, which gets no more than so many seconds and so much memory.

    Raises:
        Silent: it took too long, or crashed.
    """
    assert TOOL is not None
    try:
        done = subprocess.run(
            ["prlimit", f"--as={_MEMORY}", TOOL, *arguments],
            capture_output=True,
            check=False,
            timeout=limit,
            env={**os.environ, "TZ": "UTC"},
        )
    except subprocess.TimeoutExpired as late:
        raise Silent(f"no answer within {limit} s") from late
    if done.returncode < 0:
        raise Silent(f"ended by signal {-done.returncode}")
    return done


def cached(case: Case) -> Answer:
    """The answer to one of the cases, asked for once and kept."""
    kept = folder() / "answers"
    kept.mkdir(exist_ok=True)
    output, graph = kept / f"{case.name}.xml", kept / f"{case.name}.graph"
    if not (output.is_file() and graph.is_file()):
        answer = ask(case.path, case.arguments)
        for place, content in ((output, answer.output), (graph, answer.graph)):
            part = place.with_name(f"{place.name}.{os.getpid()}")
            part.write_bytes(content)
            part.replace(place)
    return Answer(output.read_bytes(), graph.read_bytes())


def fill(cases: Sequence[Case]) -> None:
    """Ask for all answers that are not there yet, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(cached, cases))
