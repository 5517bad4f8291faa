"""What must hold whatever is drafted, undone, and changed by others meanwhile, on any CIB."""

import os
from collections.abc import Iterator, Mapping
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from engine.cib.document import Cib
from engine.cib.edits import EditRefused
from engine.cib.edits.vocabulary import Edits
from engine.cib.patch import Patchset, apply
from engine.cib.views import Configuration
from hagui.cluster.draft import Delta, Draft, Entry, Keep
from hagui.cluster.draft.documents import configuration
from hagui.cluster.live import LiveCluster
from tests.hagui.cluster.draft.wishes import possible, wish
from tests.hagui.cluster.draft.world import NOW, World, canonical
from tests.hagui.conftest import EXAMPLES

MANY = int(os.environ.get("HAGUI_EXAMPLES", "30"))
relaxed = settings(
    deadline=None,
    max_examples=MANY,
    suppress_health_check=[HealthCheck.too_slow],
)
seeds = st.integers(0, 2**32)
_LARGEST = 150_000


class Cibs:
    """CIBs by name."""

    def __init__(self, found: dict[str, bytes]) -> None:
        self.found = found

    def any(self, pick: Random) -> bytes:
        """One of them; its name is printed with a failing test."""
        name = pick.choice(sorted(self.found))
        note(name)
        return self.found[name]


@pytest.fixture(scope="session")
def cibs(scheduler_cases: Mapping[str, bytes]) -> Cibs:
    """Real ones of a handy size; the package's example often, as it has a bit of everything."""
    real = {
        name: content
        for name, content in scheduler_cases.items()
        if len(content) < _LARGEST and b"<primitive" in content and b"<node " in content
    }
    example = (EXAMPLES / "web-cluster-running.xml").read_bytes()
    return Cibs(real | {f"example {number}": example for number in range(len(real) // 8)})


def _add(draft: Draft, pick: Random) -> bool:
    try:
        draft.add(wish(draft.configuration, pick))
    except EditRefused:
        return False
    return True


def _others(world: World, pick: Random) -> Edits | None:
    edits = possible(world.live.cib, pick)
    if edits is not None:
        world.theirs(*edits)
    return edits


def _delta(before: Cib, after: Cib) -> Delta:
    return Delta.of(configuration(before), configuration(after))


@relaxed
@given(seed=seeds)
def test_undo_and_redo_give_exactly_what_was(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    stages = [draft.cib.canonical()]
    for _ in range(6):
        _add(draft, pick)
        if len(draft.entries) == len(stages):
            stages.append(draft.cib.canonical())
    assert len(draft.entries) == len(stages) - 1
    for _ in range(8):
        if pick.random() < 0.6:
            draft.undo()
        else:
            draft.redo()
        assert draft.cib.canonical() == stages[len(draft.entries)]
    while draft.entries:
        draft.undo()
        assert draft.cib.canonical() == stages[len(draft.entries)]
    assert draft.configuration is world.live.configuration
    while draft.undone:
        draft.redo()
        assert draft.cib.canonical() == stages[len(draft.entries)]


@relaxed
@given(seed=seeds)
def test_what_is_refused_changes_nothing(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(5):
        before = (draft.cib.canonical(), draft.entries, draft.undone, draft.configuration)
        if not _add(draft, pick):
            after = (draft.cib.canonical(), draft.entries, draft.undone, draft.configuration)
            assert after == before
        if draft.entries and pick.random() < 0.5:
            number = pick.choice(draft.entries).number
            before = (draft.cib.canonical(), draft.entries, draft.undone)
            try:
                draft.remove(number)
            except EditRefused:
                assert (draft.cib.canonical(), draft.entries, draft.undone) == before
            else:
                assert number not in {entry.number for entry in draft.entries}


@relaxed
@given(seed=seeds)
def test_a_draft_that_follows_is_what_one_made_anew_would_be(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(8):
        match pick.choice(("status", "status", "add", "add", "undo", "others", "reload")):
            case "status":
                world.status(pick)
            case "add":
                _add(draft, pick)
            case "undo":
                draft.undo()
            case "others":
                _others(world, pick)
            case _:
                world.reload()
        for item in draft.collisions:
            draft.decide(item.entry.number, Keep.THEIRS)
        _compare_with_anew(world)


def _compare_with_anew(world: World) -> None:
    draft = world.draft
    text = world.live.cib.text()
    fresh = Draft(_loaded(text))
    fresh.arrange(draft.entries)
    assert draft.cib.canonical() == fresh.cib.canonical()
    assert Cib.parse(draft.text()).canonical() == draft.cib.canonical()
    assert draft.configuration == Configuration.of(draft.cib) == fresh.configuration
    assert draft.state == fresh.state == _loaded(draft.text()).state
    assert list(draft.state.instances) == list(fresh.state.instances)
    assert draft.version == world.live.version == draft.base


def _loaded(text: str) -> LiveCluster:
    live = LiveCluster()
    live.load(text, at=NOW, source="node1")
    return live


@relaxed
@given(seed=seeds)
def test_views_are_told_all_that_looks_different(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(8):
        state, shown = draft.state, draft.configuration
        match pick.choice(("status", "add", "add", "undo", "redo", "others", "clear")):
            case "status":
                change = world.status(pick)
            case "add":
                try:
                    change = draft.add(wish(draft.configuration, pick))
                except EditRefused:
                    continue
            case "undo":
                change = draft.undo()
            case "redo":
                try:
                    change = draft.redo()
                except EditRefused:
                    continue
            case "others":
                edits = possible(world.live.cib, pick)
                change = world.theirs(*(edits or ()))
            case _:
                change = draft.clear()
        now = draft.state
        for name in state.nodes.keys() | now.nodes.keys():
            assert name in change.nodes or state.nodes.get(name) == now.nodes.get(name)
        for key in state.instances.keys() | now.instances.keys():
            assert key in change.instances or state.instances.get(key) == now.instances.get(key)
        assert change.configuration or shown == draft.configuration


@relaxed
@given(seed=seeds)
def test_a_commit_changes_what_the_draft_named_and_nothing_else(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(5):
        _add(draft, pick)
        if pick.random() < 0.3:
            _others(world, pick)
    before = world.live.cib.copy()
    footprint = draft.footprint
    diff = Patchset.parse(draft.diff().text())
    assert diff.source == world.live.version
    after = before.copy()
    apply(after, diff)
    assert _delta(before, after).atoms <= footprint
    assert canonical(after) == canonical(draft.cib)
    status, kept = after.section("status"), before.section("status")
    assert (status is None) == (kept is None)
    assert all(change.path.startswith("/cib/configuration") for change in diff.changes)


@relaxed
@given(seed=seeds)
def test_nobody_elses_change_is_lost_by_a_rebase(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(4):
        _add(draft, pick)
    for _ in range(3):
        before = world.live.cib.copy()
        mine = {entry.number: entry for entry in (*draft.entries, *_aside(draft))}
        if _others(world, pick) is None:
            continue
        theirs = _delta(before, world.live.cib)
        # What they changed differs from the live configuration nowhere in the draft.
        assert not theirs.atoms & _delta(world.live.cib, draft.cib).atoms
        # And no entry is lost without a word.
        left = {entry.number: entry for entry in (*draft.entries, *_aside(draft), *draft.fulfilled)}
        assert left.items() >= mine.items()
        draft.acknowledge()


def _aside(draft: Draft) -> list[Entry]:
    return [item.entry for item in draft.collisions]


@relaxed
@given(seed=seeds)
def test_what_does_not_touch_the_same_comes_to_the_same_in_any_order(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    text = cibs.any(pick)
    one, other = World(text), World(text)
    mine, theirs = possible(one.live.cib, pick), possible(one.live.cib, pick)
    if mine is None or theirs is None:
        return
    one.draft.add(mine)
    one.theirs(*theirs)
    other.theirs(*theirs)
    try:
        other.draft.add(mine)
    except EditRefused:
        assert not one.draft.entries
        return
    if one.draft.entries:
        assert _delta(one.draft.cib, other.draft.cib).atoms == frozenset()
        assert one.draft.cib.canonical() == other.draft.cib.canonical()


@relaxed
@given(seed=seeds)
def test_a_collision_can_be_decided_either_way(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(3):
        _add(draft, pick)
    for _ in range(3):
        _others(world, pick)
    for item in draft.collisions:
        keep = pick.choice((Keep.MINE, Keep.THEIRS))
        before = draft.cib.canonical()
        try:
            draft.decide(item.entry.number, keep)
        except EditRefused:
            assert keep is Keep.MINE
            assert item in draft.collisions
            assert draft.cib.canonical() == before
        else:
            assert item not in draft.collisions
            assert (item.entry in draft.entries) == (keep is Keep.MINE)
    live = world.live.cib
    assert _delta(live, draft.cib).atoms <= draft.footprint


@relaxed
@given(seed=seeds)
def test_what_was_committed_is_gone_from_the_draft_and_is_nobody_elses(
    cibs: Cibs, seed: int
) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(4):
        _add(draft, pick)
    wanted = canonical(draft.cib)
    if not draft.diff().changes:
        return
    world.committed()
    assert canonical(world.live.cib) == wanted
    assert draft.entries == draft.others == draft.collisions == draft.fulfilled == ()


@relaxed
@given(seed=seeds)
def test_a_draft_that_was_kept_goes_on_where_it_was(cibs: Cibs, seed: int) -> None:
    pick = Random(seed)
    world = World(cibs.any(pick))
    draft = world.draft
    for _ in range(4):
        _add(draft, pick)
    draft.undo()
    kept = draft.kept()
    again = Draft(_loaded(world.live.cib.text()))
    again.restore(kept)
    assert again.cib.canonical() == draft.cib.canonical()
    assert (again.entries, again.undone) == (draft.entries, draft.undone)
    _others(world, pick)
    late = Draft(_loaded(world.live.cib.text()))
    late.restore(kept)
    assert late.entries == draft.entries
    assert late.cib.canonical() == draft.cib.canonical()
    assert late.others == draft.others
    assert [item.entry for item in late.collisions] == [item.entry for item in draft.collisions]


def test_the_cibs_are_real(cibs: Cibs) -> None:
    names: Iterator[str] = (type(edit).__name__ for edit in _all_edits(cibs))
    assert len(set(names)) > 15


def _all_edits(cibs: Cibs) -> Iterator[object]:
    for at, content in enumerate(list(cibs.found.values())[::6]):
        cib = Cib.parse(content)
        for _ in range(10):
            yield from possible(cib, Random(at)) or ()
