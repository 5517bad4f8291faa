"""The example cluster with a draft over it."""

import pytest

from tests.hagui.cluster.draft.world import World


@pytest.fixture
def world(example: str) -> World:
    """The example cluster with one resource more, ``spare``, which nothing constrains; nothing is
    drafted yet.
    """
    spare = '<primitive id="spare" class="ocf" provider="pacemaker" type="Dummy"/>'
    return World(example.replace("</resources>", f"{spare}</resources>"))
