"""What is kept on disk: saved clusters and trusted certificates."""

import stat
from pathlib import Path

import pytest

from hagui.session.pins import PinStore, groups
from hagui.session.profile import Profile, ProfileStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "hagui" / "clusters.json"


def test_saved_clusters_are_there_next_time(path: Path) -> None:
    store = ProfileStore(path)
    web = Profile("web", ("node1", "node2:5561"), user="admin", production=True)
    mail = Profile("mail", ("mail1",))
    store.save(web)
    store.save(mail)
    assert ProfileStore(path).all() == (web, mail)


def test_a_changed_cluster_keeps_its_place(path: Path) -> None:
    store = ProfileStore(path)
    for name in ("a", "b", "c"):
        store.save(Profile(name, (name,), id=name))
    store.save(Profile("B", ("b",), id="b"))
    assert [profile.name for profile in ProfileStore(path).all()] == ["a", "B", "c"]


def test_a_deleted_cluster_can_come_back_where_it_was(path: Path) -> None:
    store = ProfileStore(path)
    for name in ("a", "b", "c"):
        store.save(Profile(name, (name,), id=name))
    profile = store.find("b")
    assert profile is not None
    index = store.delete("b")
    assert [item.id for item in ProfileStore(path).all()] == ["a", "c"]
    store.save(profile, index=index)
    assert [item.id for item in ProfileStore(path).all()] == ["a", "b", "c"]


def test_only_the_owner_may_read(path: Path) -> None:
    ProfileStore(path).save(Profile("a", ("a",)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_password_is_in_the_file(path: Path) -> None:
    ProfileStore(path).save(Profile("a", ("a",), remember=True))
    assert "password" not in path.read_text()


@pytest.mark.parametrize("damage", [b"", b"[{", b"\xff\xfe", b'{"name": 1}', b'[{"name": "a"}]'])
def test_a_damaged_file_is_set_aside_and_nothing_is_lost(path: Path, damage: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    store = ProfileStore(path)
    assert store.all() == ()
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == damage
    store.save(Profile("a", ("a",), id="a"))
    path.write_bytes(b"again")
    again = ProfileStore(path)
    assert again.set_aside not in {None, store.set_aside}


def test_unknown_settings_of_a_newer_program_do_no_harm(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text('[{"name": "a", "addresses": ["a"], "id": "a", "later": 1}]')
    store = ProfileStore(path)
    assert store.set_aside is None
    assert store.all() == (Profile("a", ("a",), id="a"),)


def test_a_place_that_cannot_be_written_loses_nothing(path: Path) -> None:
    store = ProfileStore(path)
    store.save(Profile("a", ("a",), id="a"))
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file where the folder was")
    with pytest.raises(OSError, match="exists"):
        store.save(Profile("b", ("b",), id="b"))
    assert [item.id for item in store.all()] == ["a"]


def test_pins(tmp_path: Path) -> None:
    path = tmp_path / "certificates.json"
    pins = PinStore(path)
    assert pins.get("node1:5560") is None
    pins.trust("node1:5560", "AB:" * 31 + "CD")
    pins.trust("node2:5560", "0" * 64)
    assert PinStore(path).get("node1:5560") == "ab" * 31 + "cd"
    pins.forget("node1:5560")
    assert PinStore(path).get("node1:5560") is None
    assert PinStore(path).get("node2:5560") == "0" * 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_pin_that_is_none_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "certificates.json"
    path.write_text('{"node1:5560": "", "node2:5560": "abc"}')
    pins = PinStore(path)
    assert pins.get("node1:5560") is None
    assert pins.get("node2:5560") is None


def test_fingerprints_are_grouped_for_the_eye() -> None:
    assert groups("ab:cd:ef:01:23:45") == "ABCD EF01 2345"
