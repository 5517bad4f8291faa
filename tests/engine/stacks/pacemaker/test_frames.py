from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.stacks.pacemaker.frames import FrameError, FrameReader, Kind, encode

TEXT = '<diff format="2">über\n</diff>'


@given(cuts=st.lists(st.integers(0, 400)))
def test_frames_survive_any_cutting_of_the_bytes(cuts: list[int]) -> None:
    data = (
        encode(Kind.ROOT, {"version": [0, 1, 2], "dc": "1"})
        + encode(Kind.PATCH, {"source": [0, 1, 2]}, TEXT.encode())
        + encode(Kind.BLIND, {})
    )
    reader = FrameReader()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    found = [frame for begin, end in pairwise(edges) for frame in reader.feed(data[begin:end])]
    assert [frame.kind for frame in found] == [Kind.ROOT, Kind.PATCH, Kind.BLIND]
    assert found[0].header == {"version": [0, 1, 2], "dc": "1"}
    assert found[1].text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff\xffS{}\n",
        b"\x00\x00\x00\x03?{}\n",
        b"\x00\x00\x00\x04S{,}\n",
        b"\x00\x00\x00\x04S{}\n\xff",
        b"\x00\x00\x00\x02S1\n",
        b"Traceback (most recent call last):\n" * 100,
    ],
    ids=["length", "kind", "header", "text", "no object", "words"],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(FrameError):
        FrameReader().feed(data)
