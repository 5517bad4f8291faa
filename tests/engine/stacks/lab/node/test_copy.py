"""The CIB as a node's clients see it."""

from engine.stacks.lab.node.copy import Copy
from tests.engine.stacks.lab.node.nodes import START
from tests.engine.stacks.lab.node.test_node import patch


def test_a_copy_from_the_disk_takes_no_patchset() -> None:
    copy = Copy(START)
    assert not copy.change(patch(0))
    assert (copy.text, copy.heard, copy.current) == (START, False, False)


def test_patchsets_follow_a_whole_one() -> None:
    copy = Copy("")
    copy.replace(START)
    assert copy.change(patch(0))
    assert copy.change(patch(1))
    assert 'num_updates="2"' in copy.text
    assert copy.text.count("<node_state") == 2


def test_after_a_gap_nothing_fits_until_the_next_whole_one() -> None:
    copy = Copy("")
    copy.replace(START)
    assert not copy.change(patch(1))
    assert not copy.change(patch(0)), "the order is lost"
    assert copy.text == START
    copy.replace(START)
    assert copy.change(patch(0))
    copy.outdated()
    assert not copy.change(patch(1))
    assert copy.heard


def test_what_is_no_patchset_does_no_harm() -> None:
    copy = Copy("")
    copy.replace("<cib/")
    assert not copy.change(patch(0))
    copy.replace(START)
    assert not copy.change("<diff")
    assert copy.text == START
