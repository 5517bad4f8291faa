"""The checkout as a whole: what every change has to keep."""

import ast
import os
import re
import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONG = 400
GENERATED = re.compile(
    r"(^|/)(__pycache__|\.venv|build|dist|[^/]+\.egg-info|\.[a-z_]+_cache|\.hypothesis)/"
    r"|\.(pyc|qm|rcc|orig|rej|log)$"
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
TEXT = {".py", ".sh", ".md", ".toml", ".txt", ".service", ".desktop", ".qss", ".ts", ""}
NOT_OURS = {"hagui", "pip", "setuptools", "wheel"}
"""Ourselves, and what a virtual environment brings along."""


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file of the checkout that is under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_the_licence_is_the_one_declared() -> None:
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()[:200]
    assert 'license = "GPL-2.0-or-later"' in (ROOT / "pyproject.toml").read_text()


def test_nothing_generated_is_kept(tracked: list[Path]) -> None:
    assert [str(path) for path in tracked if GENERATED.search(str(path))] == []


def test_a_long_file_says_why_it_is_long(tracked: list[Path]) -> None:
    unexplained: list[str] = []
    for path in tracked:
        if path.suffix != ".py":
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        reason = ast.get_docstring(ast.parse(text)) or ""
        if text.count("\n") > LONG and "long" not in reason.lower():
            unexplained.append(str(path))
    assert unexplained == []


def test_nothing_is_left_unfinished(tracked: list[Path]) -> None:
    found = [
        f"{path}:{number}"
        for path in tracked
        if path.suffix in TEXT and path != Path(__file__).relative_to(ROOT)
        for number, line in enumerate(
            (ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_all_that_is_installed_is_pinned() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text().split()
    pins = {_normal(name): version for name, _, version in (line.partition("==") for line in lines)}
    installed = {_normal(found.metadata["Name"]): found.version for found in distributions()}
    wrong = {
        name: version
        for name, version in installed.items()
        if name not in NOT_OURS and pins.get(name) != version
    }
    assert wrong == {}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("command", ["packaging/run", "packaging/test"])
def test_the_commands_of_the_readme_explain_themselves(command: str) -> None:
    assert f"    {command}\n" in (ROOT / "README.md").read_text()
    surroundings = {"PATH": os.environ["PATH"]}
    told = subprocess.run(
        [str(ROOT / command), "--help"],
        check=True,
        capture_output=True,
        text=True,
        env=surroundings,
    ).stdout
    assert told.startswith(f"Usage: {command} ")
    assert {"HAGUI_VENV", "HAGUI_NO_APT"} <= set(told.split())


def test_continuous_integration_runs_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "packaging/test" in script.read_text()
