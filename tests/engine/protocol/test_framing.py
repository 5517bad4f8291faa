"""Frames survive any chunking, and nobody can make the other side hold more than the limit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT, LIMIT_BEFORE_LOGIN, FrameReader, pack


def read_all(reader: FrameReader) -> list[bytes]:
    found: list[bytes] = []
    while (payload := reader.next_payload()) is not None:
        found.append(payload)
    return found


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=8), st.lists(st.integers(1, 64), min_size=1))
def test_any_chunking_gives_the_same_payloads(payloads: list[bytes], sizes: list[int]) -> None:
    stream = b"".join(pack(payload) for payload in payloads)
    reader, found, at, turn = FrameReader(), list[bytes](), 0, 0
    while at < len(stream):
        size = sizes[turn % len(sizes)]
        reader.feed(stream[at : at + size])
        found += read_all(reader)
        at, turn = at + size, turn + 1
    assert found == payloads
    assert reader.buffered == 0


@pytest.mark.parametrize("limit", [LIMIT_BEFORE_LOGIN, LIMIT])
def test_a_payload_of_the_limit_passes_and_one_byte_more_does_not(limit: int) -> None:
    payload = bytes(limit)
    reader = FrameReader(limit)
    reader.feed(pack(payload, limit))
    assert read_all(reader) == [payload]
    with pytest.raises(LocalProtocolError, match="limit"):
        pack(payload + b"x", limit)
    reader.feed((limit + 1).to_bytes(4, "big"))
    with pytest.raises(RemoteProtocolError) as caught:
        reader.next_payload()
    assert caught.value.code == "too-large"


def test_an_oversized_frame_is_refused_by_its_header_alone() -> None:
    reader = FrameReader(LIMIT_BEFORE_LOGIN)
    reader.feed(b"\xff\xff\xff\xff" + bytes(1000))
    with pytest.raises(RemoteProtocolError):
        reader.next_payload()
    assert reader.buffered == 0


def test_a_truncated_frame_waits() -> None:
    reader = FrameReader()
    reader.feed(pack(b"hello")[:-1])
    assert reader.next_payload() is None
    reader.feed(b"o")
    assert reader.next_payload() == b"hello"


def test_a_new_limit_counts_from_the_next_frame_on() -> None:
    reader = FrameReader(4)
    reader.feed(pack(b"abcd") + pack(b"abcdefgh"))
    assert reader.next_payload() == b"abcd"
    reader.limit = 8
    assert reader.next_payload() == b"abcdefgh"
