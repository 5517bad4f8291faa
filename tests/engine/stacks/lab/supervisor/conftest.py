"""A power switch at work."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.stacks.lab.supervisor.switches import Lab, running


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab of the nodes a and b, which are shell scripts."""
    if sys.platform != "linux":
        pytest.skip("labs need Linux")
    with running(tmp_path) as lab:
        yield lab
