"""Labs for tests: one that several share, and one that a test may end."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end2end.lab.labs import Lab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Labs run on Linux, and their times need the machine to themselves."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.lab)
            if sys.platform != "linux":
                item.add_marker(pytest.mark.skip(reason="labs need Linux"))


@pytest.fixture(scope="module")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab of three nodes that is up."""
    root = tmp_path_factory.mktemp("lab")
    lab = Lab(root / "lab", root / "cib.xml")
    lab.up()
    yield lab
    lab.run("down", "--now")


@pytest.fixture
def lab(shared_lab: Lab) -> Lab:
    """The same, whole again after whatever the test before has done to it."""
    shared_lab.do("heal")
    for node in shared_lab.nodes().values():
        if node.state == "frozen":
            shared_lab.do("thaw", node.name)
        shared_lab.do("power", node.name)
    shared_lab.settle()
    shared_lab.wait_for_answer()
    return shared_lab


@pytest.fixture
def own_lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab that is not up."""
    lab = Lab(tmp_path / "lab", tmp_path / "cib.xml")
    yield lab
    lab.run("down", "--now")
