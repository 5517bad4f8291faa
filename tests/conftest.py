"""What every test gets: a Qt without a display, a home of its own, and no leaks."""

import gc
import itertools
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# A shell starts what it runs in the background with Ctrl-C ignored; tests send it to themselves.
signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["pytester", "tests.cases", "tests.leaks", "tests.rig.fixtures"]

_numbers = itertools.count()
_ENOUGH_GARBAGE = 50_000
"""Containers that were made and not yet let go."""
_COMPUTING = tuple(
    Path(__file__).parent / below for below in ("engine/cib", "engine/scheduler", "lab")
)
"""Whose tests only compute: no windows, no clusters, nothing that has to be in time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what only computes, which may run beside others."""
    for item in items:
        if any(folder in item.path.parents for folder in _COMPUTING):
            item.add_marker("computes")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    homes = tmp_path_factory.mktemp("homes")
    (homes / "run").mkdir(mode=0o700)
    return homes


@pytest.fixture(autouse=True)
def _home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty home for each test: none sees a person's settings, or another test's."""
    home = _homes / str(next(_numbers))
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(_homes / "run"))


@pytest.fixture(autouse=True, scope="session")
def _garbage_waits() -> Iterator[None]:
    """No garbage is collected in the middle of a test, whose threads may not end Qt objects."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _garbage_goes(_garbage_waits: None) -> Iterator[None]:
    """What tests leave is collected between them, in the main thread."""
    yield
    if gc.get_count()[0] > _ENOUGH_GARBAGE:
        gc.collect()
