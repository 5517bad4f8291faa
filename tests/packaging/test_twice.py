"""Tests on real processes count as failed only where they fail twice."""

import subprocess
import sys
from pathlib import Path

import pytest

TWICE = Path(__file__).parents[2] / "packaging" / "twice.py"

UNSTEADY = """
from pathlib import Path

def test_that_passes():
    with Path("runs").open("a") as runs:
        runs.write("x")

def test_that_fails_once():
    failed = Path("failed")
    if not failed.exists():
        failed.touch()
        raise AssertionError("the machine stalled")
"""
ALWAYS = """
def test_that_always_fails():
    raise AssertionError("a fault of ours")
"""
LEAK = """
from pathlib import Path
import pytest

@pytest.fixture
def leaking():
    yield
    left = Path("left")
    if not left.exists():
        left.touch()
        raise AssertionError("something was left")

def test_that_leaks_once(leaking):
    pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the tests stand that are run, away from our own configuration of pytest."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def _run(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Returns the exit code, and the names of what passed only the second time."""
    unsteady = folder / "unsteady"
    unsteady.touch()
    command = [sys.executable, str(TWICE), str(unsteady), "-q", *options]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    return done.returncode, unsteady.read_text().splitlines()


def test_what_fails_once_is_named_and_is_no_failure(folder: Path) -> None:
    (folder / "test_it.py").write_text(UNSTEADY)
    assert _run(folder) == (0, ["test_it.py::test_that_fails_once"])
    assert (folder / "runs").read_text() == "x", "what passed ran a second time"


def test_what_fails_twice_is_a_failure_whatever_else_passes(folder: Path) -> None:
    (folder / "test_it.py").write_text(UNSTEADY + ALWAYS)
    assert _run(folder) == (1, ["test_it.py::test_that_fails_once"])


def test_what_a_test_leaves_behind_once_is_named_too(folder: Path) -> None:
    (folder / "test_it.py").write_text(LEAK)
    assert _run(folder) == (0, ["test_it.py::test_that_leaks_once"])


def test_all_passing_is_run_once(folder: Path) -> None:
    (folder / "failed").touch()
    (folder / "test_it.py").write_text(UNSTEADY)
    assert _run(folder) == (0, [])
    assert (folder / "runs").read_text() == "x"


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [("import nothing_of_that_name", (), 2), (UNSTEADY, ("--no-such-option",), 4), ("", (), 5)],
)
def test_what_is_no_test_s_failure_stays_as_it_is(
    folder: Path, text: str, options: tuple[str, ...], code: int
) -> None:
    (folder / "test_it.py").write_text(text)
    assert _run(folder, *options) == (code, [])
