"""ha.cf and authkeys: what they mean, and every mistake named in a sentence with its line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.stacks.lab.config.authkeys import load_authkeys, read_authkeys
from engine.stacks.lab.config.ha_cf import read_ha_cf
from engine.stacks.lab.config.trouble import ConfigTrouble
from engine.stacks.lab.settings import Key, PingGroup

GOOD = """
# timing
keepalive 500ms
deadtime 4
warntime 2
initdead 10
udpport 5694
bcast eth0        # the medium
auto_failback off
node node1 node2
node node3
ping 192.0.2.1
ping_group routers 192.0.2.2 192.0.2.3
crm yes
"""


def test_a_real_file_means_what_it_says() -> None:
    found = read_ha_cf(GOOD)
    settings = found.settings("node2", (Key(1, "crc"),))
    assert settings.nodes == ("node1", "node2", "node3")
    assert settings.others == ("node1", "node3")
    times = (settings.keepalive, settings.warntime, settings.deadtime, settings.initdead)
    assert times == (0.5, 2.0, 4.0, 10.0)
    assert (settings.auto_failback, found.port) == (False, 5694)
    assert settings.pings == (
        PingGroup("192.0.2.1", ("192.0.2.1",)),
        PingGroup("routers", ("192.0.2.2", "192.0.2.3")),
    )


def test_nodes_may_have_more_votes_than_one_or_none() -> None:
    found = read_ha_cf("node a b c\nvotes a 3\nvotes c 0\n")
    settings = found.settings("b", ())
    assert [settings.votes_of(name) for name in settings.nodes] == [3, 1, 0]
    assert settings.all_votes == 4


def test_times_that_are_not_given_follow_from_the_others() -> None:
    found = read_ha_cf("deadtime 10\nkeepalive 1\nnode a b\n")
    assert (found.warntime, found.initdead) == (5.0, 20.0)


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("keepalive 5\ndeadtime 3\nnode a", "deadtime", 2, "not longer than keepalive"),
        ("deadtime 4\nwarntime 4\nnode a", "warntime", 2, "not shorter than deadtime"),
        ("deadtime 4\ninitdead 7\nnode a", "initdead", 2, "twice deadtime"),
        ("bcast eth0\nudpport 700\nnode a", "media-before-port", 2, "line 1"),
        ("node a\nvotes a", "votes", 2, "votes node1 2"),
        ("node a\nvotes a -1", "votes", 2, "from 0 to 255"),
        ("node a\nvotes a 2\nvotes a 3", "votes-twice", 3, "a stand twice"),
        ("votes b 2\nnode a", "votes-of-nobody", 1, "names b"),
        ("node a\nvotes a 0", "no-votes", None, "never quorum"),
        ("node a\nquorum_magic on", "unknown", 2, "quorum_magic"),
        ("node a\nnode b a", "node-twice", 2, "a stands twice"),
        ("node a\ndeadtime 9\ndeadtime 9", "twice", 3, "line 2"),
        ("node a\ndeadtime soon", "time", 2, "soon"),
        ("node a\nkeepalive 0", "time", 2, "no time"),
        ("node a\nudpport 70000", "port", 2, "65535"),
        ("node a\nauto_failback maybe", "boolean", 2, "on or off"),
        ("node a\nping_group lonely", "ping-group", 2, "at least one host"),
        ("node a\nbcast", "no-value", 2, "bcast"),
        ('node "a', "quote", 1, "not closed"),
        ("deadtime 9", "no-node", None, "names the nodes"),
    ],
)
def test_every_mistake_is_named(text: str, code: str, line: int | None, words: str) -> None:
    with pytest.raises(ConfigTrouble) as caught:
        read_ha_cf(text)
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert [problem.line for problem in found] == [line]
    assert words in found[0].message
    assert (f"ha.cf, line {line}: " if line else "ha.cf: ") in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ConfigTrouble) as caught:
        read_ha_cf("keepalive never\nudpport x\nfoo bar")
    assert [item.code for item in caught.value.problems] == ["time", "port", "unknown", "no-node"]


def test_a_node_that_is_not_named_is_told_who_is() -> None:
    with pytest.raises(ConfigTrouble, match="they name node1, node2, node3"):
        read_ha_cf(GOOD).settings("node9", ())


def test_the_key_that_signs_comes_first() -> None:
    keys = read_authkeys("# keys\nauth 2\n1 crc\n2 sha1 secret!\n3 md5 other\n4 SHA256 long\n")
    assert keys == (
        Key(2, "sha1", "secret!"),
        Key(1, "crc"),
        Key(3, "md5", "other"),
        Key(4, "sha256", "long"),
    )
    assert "secret!" not in repr(keys)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 crc", "no-auth"),
        ("auth 2\n1 crc", "no-key"),
        ("auth 1\n1 rot13 x", "method"),
        ("auth 1\n1 sha1", "secret"),
        ("auth 1\n1 crc\n1 crc", "twice"),
        ("auth\n1 crc", "auth"),
        ("auth 1\none crc", "number"),
        ("", "no-auth"),
    ],
)
def test_wrong_keys_are_named(text: str, code: str) -> None:
    with pytest.raises(ConfigTrouble) as caught:
        read_authkeys(text)
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(("mode", "good"), [(0o600, True), (0o400, True), (0o640, False)])
def test_only_the_owner_may_read_the_keys(tmp_path: Path, mode: int, good: bool) -> None:
    path = tmp_path / "authkeys"
    path.write_text("auth 1\n1 sha1 secret\n")
    path.chmod(mode)
    if good:
        assert load_authkeys(path)[0].method == "sha1"
        return
    with pytest.raises(ConfigTrouble, match="chmod 600"):
        load_authkeys(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigTrouble, match="authkeys: It cannot be read: No such file"):
        load_authkeys(tmp_path / "authkeys")


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_ha_cf, read_authkeys):
        with suppress(ConfigTrouble):
            assert read(text)
