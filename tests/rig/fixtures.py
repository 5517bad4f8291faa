"""Fixtures for tests on a rig; registered for the whole test tree.

The rig of a test run is brought up when the first test asks for it, is brought back to its first
state before each, and is taken down at the end. Tests that use it are marked ``rig``.
"""

import os
from collections.abc import Iterator

import pytest

from tests.rig import Rig, RigError, missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a rig, so that ``-m 'not rig'`` leaves all of it out."""
    for item in items:
        if "rig" in getattr(item, "fixturenames", ()):
            item.add_marker("rig")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a rig, or its tools, where there are none; in CI that is a failure."""
    if item.get_closest_marker("rig") is None and item.get_closest_marker("tools") is None:
        return
    reason = missing()
    if reason is not None and os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    if reason is not None:
        pytest.skip(reason)


class _Shared:
    """The rig of this test run, replaced where a test has damaged it beyond mending."""

    def __init__(self) -> None:
        self._rig: Rig | None = None

    def get(self) -> Rig:
        if self._rig is not None:
            try:
                self._rig.reset()
            except RigError:
                self.down()
        if self._rig is None:
            self._rig = Rig.up(3)
        return self._rig

    def down(self) -> None:
        if self._rig is not None:
            self._rig.down()
            self._rig = None


@pytest.fixture(scope="session")
def _shared_rig() -> Iterator[_Shared]:
    shared = _Shared()
    yield shared
    shared.down()


@pytest.fixture
def rig(_shared_rig: _Shared) -> Rig:
    """Three nodes with engines and the example cluster: settled, as after the bring-up."""
    return _shared_rig.get()
