"""What waits for a client stays bounded, and what it gets stays in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.server.outbox import Outbox


def drain(outbox: Outbox) -> list[bytes]:
    found: list[bytes] = []
    while (frame := outbox.pop()) is not None:
        found.append(frame)
    return found


def test_frames_go_out_in_order() -> None:
    outbox = Outbox(10, 1000)
    outbox.put(b"reply")
    outbox.put_snapshot(b"snapshot")
    outbox.put_patch(b"patch")
    assert drain(outbox) == [b"reply", b"snapshot", b"patch"]
    assert outbox.reply_bytes == 0


def test_of_keyed_frames_the_newest_waits_in_the_place_of_the_first() -> None:
    outbox = Outbox(10, 1000)
    outbox.put(b"old facts", key="facts")
    outbox.put(b"reply")
    outbox.put(b"new facts", key="facts")
    assert drain(outbox) == [b"new facts", b"reply"]
    outbox.put(b"later facts", key="facts")
    assert drain(outbox) == [b"later facts"]
    assert outbox.reply_bytes == 0


def test_too_many_patches_leave_the_client_stale_until_a_snapshot() -> None:
    outbox = Outbox(2, 1000)
    outbox.put(b"reply")
    for number in range(4):
        outbox.put_patch(b"%d" % number)
    assert outbox.stale
    assert drain(outbox) == [b"reply"]
    outbox.put_patch(b"still stale")
    assert len(outbox) == 0
    outbox.put_snapshot(b"snapshot")
    outbox.put_patch(b"next")
    assert not outbox.stale
    assert drain(outbox) == [b"snapshot", b"next"]


def test_too_many_bytes_do_as_well() -> None:
    outbox = Outbox(100, 10)
    outbox.put_patch(b"12345")
    outbox.put_patch(b"67890")
    assert not outbox.stale
    outbox.put_patch(b"!")
    assert outbox.stale


def test_a_snapshot_replaces_all_before_it() -> None:
    outbox = Outbox(10, 1000)
    outbox.put_snapshot(b"first")
    outbox.put_patch(b"patch")
    outbox.put(b"reply")
    outbox.put_snapshot(b"second")
    assert drain(outbox) == [b"reply", b"second"]


_puts = st.one_of(
    st.tuples(st.just("patch"), st.binary(min_size=1, max_size=30)),
    st.tuples(st.just("snapshot"), st.binary(min_size=1, max_size=30)),
    st.tuples(st.just("pop"), st.just(b"")),
)


@settings(deadline=None)
@given(st.lists(_puts, max_size=60))
def test_whatever_happens_the_stream_is_bounded(actions: list[tuple[str, bytes]]) -> None:
    outbox = Outbox(5, 60)
    for what, frame in actions:
        match what:
            case "patch":
                outbox.put_patch(frame)
            case "snapshot":
                outbox.put_snapshot(frame)
            case _:
                outbox.pop()
        assert len(outbox) <= 6
    drain(outbox)
    for _ in range(5):
        outbox.put_patch(b"x")
    assert outbox.stale or len(outbox) == 5, "what was counted was given back"
