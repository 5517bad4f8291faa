import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cib.version import Version
from engine.stacks.pacemaker.sequence import Sequence, Verdict


def v(num_updates: int, epoch: int = 5) -> Version:
    return Version(0, epoch, num_updates)


@pytest.fixture
def following() -> Sequence:
    sequence = Sequence()
    sequence.snapshot(v(10))
    return sequence


def test_patches_in_order_go_on(following: Sequence) -> None:
    assert following.patch(v(10), v(11)) is Verdict.FORWARD
    assert following.patch(v(11), v(0, epoch=6)) is Verdict.FORWARD
    assert following.version == v(0, epoch=6)


def test_what_the_snapshot_already_holds_is_dropped(following: Sequence) -> None:
    assert following.patch(v(8), v(9)) is Verdict.DROP
    assert following.patch(v(9), v(10)) is Verdict.DROP
    assert following.patch(v(10), v(11)) is Verdict.FORWARD


def test_a_double_after_the_stream_has_begun_is_no_late_comer(following: Sequence) -> None:
    following.patch(v(10), v(11))
    assert following.patch(v(10), v(11)) is Verdict.RESYNC


def test_a_gap_asks_once_for_a_snapshot_and_drops_until_it_comes(following: Sequence) -> None:
    assert following.patch(v(12), v(13)) is Verdict.RESYNC
    assert following.patch(v(13), v(14)) is Verdict.DROP
    assert following.blind() is Verdict.DROP
    assert following.root(v(14)) is Verdict.DROP
    following.snapshot(v(14))
    assert following.patch(v(13), v(14)) is Verdict.DROP
    assert following.patch(v(14), v(15)) is Verdict.FORWARD


def test_a_version_that_goes_back_needs_a_snapshot(following: Sequence) -> None:
    assert following.patch(v(10), v(3)) is Verdict.RESYNC
    following.snapshot(v(3))
    assert following.patch(v(3), v(4)) is Verdict.FORWARD


def test_other_content_under_the_same_version_needs_a_snapshot(following: Sequence) -> None:
    assert following.patch(v(10), v(10)) is Verdict.RESYNC


def test_a_change_without_a_patch_needs_a_snapshot(following: Sequence) -> None:
    assert following.blind() is Verdict.RESYNC


def test_a_silent_change_is_noticed_at_the_second_look(following: Sequence) -> None:
    assert following.root(v(10)) is Verdict.DROP
    assert following.root(v(12)) is Verdict.DROP
    assert following.root(v(12)) is Verdict.RESYNC


def test_a_look_that_overtakes_its_patches_is_no_gap(following: Sequence) -> None:
    assert following.root(v(11)) is Verdict.DROP
    assert following.patch(v(10), v(11)) is Verdict.FORWARD
    assert following.root(v(12)) is Verdict.DROP
    assert following.root(v(13)) is Verdict.DROP
    assert following.patch(v(11), v(12)) is Verdict.FORWARD


@given(
    length=st.integers(1, 30),
    seen=st.integers(0, 30),
    lost=st.sets(st.integers(0, 29), max_size=4),
    lag=st.integers(0, 5),
)
def test_whatever_is_lost_the_stream_is_whole_again(
    length: int, seen: int, lost: set[int], lag: int
) -> None:
    """A CIB at version 0, 1, 2, …; snapshots are up to ``lag`` changes ahead of the patches."""
    sequence = Sequence()
    given_out = min(seen, length)
    sequence.snapshot(v(given_out))
    for number in range(length):
        if number in lost:
            continue
        verdict = sequence.patch(v(number), v(number + 1))
        if verdict is Verdict.FORWARD:
            assert given_out == number
            given_out = number + 1
        elif verdict is Verdict.RESYNC:
            given_out = min(number + 1 + lag, length)
            sequence.snapshot(v(given_out))
    for _ in range(2):
        if sequence.root(v(length)) is Verdict.RESYNC:
            given_out = length
            sequence.snapshot(v(length))
    assert given_out == length
    assert sequence.version == v(length)
