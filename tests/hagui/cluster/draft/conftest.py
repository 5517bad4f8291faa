"""The example cluster with a draft over it."""

import pytest

from tests.hagui.cluster.draft.world import World


@pytest.fixture
def world(example: str) -> World:
    """The example cluster; nothing is drafted yet."""
    return World(example)
