from collections.abc import Iterator

import pytest

from tests.rig import Rig, missing


@pytest.fixture(scope="session")
def cluster() -> Iterator[Rig]:
    """Three nodes without engines, for the tests of this folder."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    with Rig.up(3, engines=False) as rig:
        yield rig


@pytest.fixture
def rig(cluster: Rig) -> Rig:
    """The cluster, settled and as after its bring-up."""
    cluster.reset()
    return cluster
