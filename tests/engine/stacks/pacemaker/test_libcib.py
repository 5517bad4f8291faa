"""The library's layout is checked before a function of it is called."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.stacks.pacemaker.libcib import LAYOUTS, UnknownLibrary, load

REPOSITORY = Path(__file__).parents[4]
TRY = """
from dataclasses import replace
from engine.stacks.pacemaker.libcib import CibConnection, CibRefused, UnknownLibrary, load
library, layout = load()
try:
    CibConnection(library, replace(layout, {change})).sign_on("test")
except UnknownLibrary:
    print("unknown")
except CibRefused as refused:
    print("refused", refused.errno)
"""


def attempt(change: str) -> str:
    """In a process of its own, as a wrong layout that is used is a crash."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", TRY.format(change=change)],
        cwd=REPOSITORY,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return done.stdout.strip() or f"exit {done.returncode}: {done.stderr}"


@pytest.fixture(autouse=True)
def installed() -> None:
    try:
        load()
    except UnknownLibrary:
        pytest.skip("libcib is not installed")


def test_the_installed_library_has_the_layout_that_its_name_says() -> None:
    assert attempt("").startswith("refused")  # for no cluster runs here


@pytest.mark.parametrize(
    "change", ["op_callback=not layout.op_callback", "signon=500", "signon=4000"]
)
def test_another_layout_is_refused_before_it_is_used(change: str) -> None:
    assert attempt(change) == "unknown"


def test_every_known_layout_names_another_library() -> None:
    assert len({layout.soname for layout in LAYOUTS}) == len(LAYOUTS)
