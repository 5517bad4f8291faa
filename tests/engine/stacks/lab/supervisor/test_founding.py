import stat
from pathlib import Path

import pytest

from engine.stacks.lab.config.authkeys import load_authkeys
from engine.stacks.lab.config.ha_cf import read_ha_cf
from engine.stacks.lab.layout import Description, Folder
from engine.stacks.lab.supervisor.founding import Unfounded, found, ha_cf_text, has_disks
from engine.stacks.lab.supervisor.sweeping import clear_up, sweep, tidy


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "lab"
    root.mkdir()
    return Folder(root)


def names(folder: Folder) -> set[str]:
    return {path.name for path in folder.root.iterdir()}


def test_an_empty_folder_gets_all_that_nodes_need(folder: Folder) -> None:
    description = found(folder, None, None, "<cib/>")
    assert [place.name for place in description.nodes] == ["node1", "node2", "node3"]
    assert folder.read_description() == description
    config = read_ha_cf(folder.ha_cf.read_text())
    assert (config.keepalive, config.warntime, config.deadtime, config.initdead) == (
        pytest.approx(0.2),
        pytest.approx(0.6),
        pytest.approx(1.5),
        pytest.approx(3.0),
    )
    assert load_authkeys(folder.authkeys)[0].method == "sha256"
    assert stat.S_IMODE(folder.token.stat().st_mode) == 0o600
    assert len(folder.token.read_text().strip()) >= 32
    assert folder.first_cib.read_text() == "<cib/>"


def test_many_nodes_get_longer_times(folder: Folder) -> None:
    found(folder, 16, None, None)
    config = read_ha_cf(folder.ha_cf.read_text())
    assert (len(config.nodes), config.keepalive, config.deadtime) == (16, 0.5, 5.0)


def test_each_lab_has_its_own_secrets(tmp_path: Path) -> None:
    made: list[str] = []
    for name in ("one", "two"):
        folder = Folder(tmp_path / name)
        folder.root.mkdir()
        found(folder, 1, None, None)
        made += [folder.token.read_text(), folder.authkeys.read_text()]
    assert len(set(made)) == 4


def test_what_is_there_is_used_and_stays(folder: Folder) -> None:
    folder.ha_cf.write_text(ha_cf_text(["alpha", "beta"], 5560))
    description = found(folder, None, None, None)
    assert [place.name for place in description.nodes] == ["alpha", "beta"]
    assert "ha.cf" not in description.made
    sweep(folder)
    assert names(folder) == {"ha.cf"}


def test_all_that_it_made_goes(folder: Folder) -> None:
    found(folder, 2, None, "<cib/>")
    folder.node("node1").run.mkdir(parents=True)
    folder.log.write_text("x")
    sweep(folder)
    assert not folder.root.exists()


def test_a_kept_lab_goes_on_where_it_was(folder: Folder) -> None:
    first = found(folder, 2, None, "<cib/>")
    folder.node("node1").disk.mkdir(parents=True)
    (folder.node("node1").disk / "first.json").touch()
    folder.node("node1").run.mkdir()
    tidy(folder)
    assert not folder.node("node1").run.exists()
    assert has_disks(folder)
    again = found(folder, None, None, None)
    assert (again.nodes, again.made) == (first.nodes, first.made)
    assert again.keep
    assert not first.keep
    with pytest.raises(Unfounded, match="have a configuration already"):
        found(folder, None, None, "<cib/>")
    sweep(folder)
    assert not folder.root.exists()


def test_a_sudden_end_leaves_what_was_kept_before(folder: Folder) -> None:
    found(folder, 1, None, "<cib/>")
    folder.node("node1").disk.mkdir(parents=True)
    (folder.node("node1").disk / "first.json").touch()
    found(folder, None, None, None)
    folder.socket.touch()
    clear_up(folder)
    assert has_disks(folder)
    assert not folder.socket.exists()
    folder.description.unlink()
    clear_up(folder)
    assert not folder.nodes.exists()


def test_keys_that_others_may_read_are_refused(folder: Folder) -> None:
    folder.authkeys.write_text("auth 1\n1 sha1 secret\n")
    folder.authkeys.chmod(0o644)
    with pytest.raises(Unfounded, match="mode is 644"):
        found(folder, None, None, None)
    assert names(folder) == {"authkeys"}


def test_every_contradiction_in_ha_cf_is_named(folder: Folder) -> None:
    folder.ha_cf.write_text("keepalive 2\ndeadtime 1\nwatchdogs on\nnode a\n")
    with pytest.raises(Unfounded) as caught:
        found(folder, None, None, None)
    lines = str(caught.value).splitlines()
    assert any("line 3" in line and "watchdogs" in line for line in lines)
    assert any("deadtime" in line for line in lines)


def test_another_number_of_nodes_than_ha_cf_names_is_refused(folder: Folder) -> None:
    folder.ha_cf.write_text(ha_cf_text(["a", "b"], 5560))
    with pytest.raises(Unfounded, match="a, b"):
        found(folder, 5, None, None)


def test_a_folder_too_deep_for_a_socket_is_refused(tmp_path: Path) -> None:
    deep = Folder(tmp_path / ("x" * 120))
    deep.root.mkdir()
    with pytest.raises(Unfounded, match="too long"):
        found(deep, None, None, None)
    assert list(deep.root.iterdir()) == []


def test_a_file_that_cannot_be_read_is_named(folder: Folder) -> None:
    folder.ha_cf.mkdir()
    with pytest.raises(Unfounded, match=r"ha\.cf cannot be used: Is a directory"):
        found(folder, None, None, None)


def test_a_damaged_description_is_named(folder: Folder) -> None:
    folder.description.write_text("{")
    with pytest.raises(Unfounded, match=r"lab\.json is damaged"):
        found(folder, None, None, None)


def test_a_description_names_places(folder: Folder) -> None:
    description: Description = found(folder, 1, None, None)
    place = description.place("node1")
    assert place is not None
    assert place.address == "127.0.0.11"
    assert description.place("nobody") is None
