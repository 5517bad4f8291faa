import socket

import pytest

from engine.stacks.lab.layout import Place
from engine.stacks.lab.supervisor import places
from engine.stacks.lab.supervisor.places import NoPlace, check_places, find_places


def listening(kind: socket.SocketKind) -> socket.socket:
    taken = socket.socket(socket.AF_INET, kind)
    taken.bind(("127.0.0.12", 0))
    if kind == socket.SOCK_STREAM:
        taken.listen(1)
    return taken


def test_each_node_has_an_address_and_all_have_one_port() -> None:
    found = find_places(["a", "b", "c"])
    assert [place.address for place in found] == ["127.0.0.11", "127.0.0.12", "127.0.0.13"]
    assert len({place.port for place in found} | {place.udp for place in found}) == 1


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM], ids=["tcp", "udp"])
def test_a_port_that_is_in_use_is_named(kind: socket.SocketKind) -> None:
    with listening(kind) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NoPlace, match=rf"127\.0\.0\.12 port {port} \(b\)"):
            find_places(["a", "b"], port)
        with pytest.raises(NoPlace, match="b"):
            check_places([Place("b", "127.0.0.12", port, port)])


def test_without_further_addresses_ports_are_counted_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_none(_: str) -> bool:
        return False

    monkeypatch.setattr(places, "_is_address", is_none)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = find_places(["a", "b"], port)
    assert {place.address for place in found} == {"127.0.0.1"}
    assert [place.port for place in found] == sorted({place.port for place in found})
    assert found[0].port > port


def test_no_port_is_left() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.11", 65535))
        with pytest.raises(NoPlace, match="65535"):
            find_places(["a"], 65535)
