"""Finding agents by class."""

from pathlib import Path

import pytest

from engine.agents.names import Name
from engine.agents.places import Places, find, installed


def put(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


@pytest.fixture
def some(tmp_path: Path) -> Places:
    return Places(
        tmp_path / "ocf", tmp_path / "own", tmp_path / "init.d", tmp_path / "ha.d",
        (tmp_path / "sbin", tmp_path / "usr-sbin"),
    )  # fmt: skip


def test_every_class_has_its_place(some: Places, tmp_path: Path) -> None:
    paths = {
        Name("ocf", "A", "one"): put(tmp_path / "ocf/resource.d/one/A"),
        Name("ocf", "B", "hagui"): put(tmp_path / "own/hagui/B"),
        Name("lsb", "c"): put(tmp_path / "init.d/c"),
        Name("heartbeat", "D"): put(tmp_path / "ha.d/D"),
        Name("stonith", "fence_e"): put(tmp_path / "usr-sbin/fence_e"),
    }
    put(tmp_path / "sbin/other")
    for name, path in paths.items():
        assert find(name, some) == path
    assert set(installed(some)) == set(paths)


def test_our_own_fence_agents_come_first(some: Places, tmp_path: Path) -> None:
    put(tmp_path / "sbin/fence_x")
    own = put(tmp_path / "own/stonith/fence_x")
    assert find(Name("stonith", "fence_x"), some) == own
    assert installed(some) == (Name("stonith", "fence_x"),)


def test_what_may_not_be_run_or_is_hidden_is_no_agent(some: Places, tmp_path: Path) -> None:
    put(tmp_path / "init.d/plain", 0o644)
    put(tmp_path / "init.d/.hidden")
    (tmp_path / "init.d/folder").mkdir()
    for kind in ("plain", ".hidden", "folder", "none", "../init.d/plain", ""):
        assert find(Name("lsb", kind), some) is None
    assert installed(some) == ()


def test_unknown_classes_and_ocf_without_a_provider_have_no_agents(some: Places) -> None:
    assert find(Name("nagios", "x"), some) is None
    assert find(Name("ocf", "x"), some) is None
    assert find(Name("ocf", "x", ".."), some) is None


def test_no_folders_no_agents(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    assert installed(Places(nowhere, nowhere, nowhere, nowhere, (nowhere,))) == ()
