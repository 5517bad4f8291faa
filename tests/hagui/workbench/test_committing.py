"""A commit and what may come in between, on the real window with engines that can be held up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from engine.cib.edits import apply
from engine.cib.edits.vocabulary import AddLocation, Edits, RemoveConstraint, SetMeta
from engine.cib.version import Version
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.subject import Subject, SubjectKind
from hagui.drafts.commits import Outcome
from hagui.session.committing import CommitFailed
from hagui.session.questions import Conflict
from hagui.shell.bottom import Tab
from hagui.shell.draft.values import Rehearsal
from hagui.shell.review.values import Rehearsed
from hagui.shell.settings import Settings
from hagui.shell.temporary.values import Passing
from hagui.shell.window import MainWindow
from hagui.workbench import workbench
from tests.hagui.held import NOW, Bench, Steps, until
from tests.hagui.windows import with_window

STOP: Edits = (SetMeta(resource="webip", name="target-role", value="Stopped"),)
LIKE: Edits = (AddLocation(id="like", resource="backup", node="node3", score="77"),)


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path, example: str) -> Callable[[Steps], None]:
    """Do what a coroutine says with a new window; several in a row share what is kept."""

    def run(steps: Steps) -> None:
        faults: list[str] = []

        async def life(window: MainWindow, _: Settings) -> None:
            bench = Bench(window, tmp_path, example)
            window.show()
            try:
                await steps(bench)
            finally:
                await bench.close()
            faults.extend(bench.faults)

        with_window(qapp, life)
        assert not faults

    return run


Play = Callable[[Steps], None]


def test_a_commit_of_which_nothing_was_heard_is_found_in_the_cluster(play: Play) -> None:
    async def steps(on: Bench) -> None:
        live = await on.connect()
        on.window.editing.edited.emit(STOP)
        on.window.editing.edited.emit(LIKE)
        on.engines.fails.append(CommitFailed("outcome-unknown", "Nobody knows."))
        on.commit()
        await until(lambda: on.stage == "Nobody knows.")
        await until(lambda: not on.bench.committing.busy)
        assert on.numbers == [1, 2]
        # later the live copy has it: it was made, once, and that is said
        change = live.apply(on.engines.sent[0], at=NOW)
        on.window.refresh(on.bench.follow(change))
        await until(lambda: "are in the cluster" in on.stage)
        await until(lambda: on.outcomes == [Outcome.DONE])
        assert on.numbers == []
        assert on.bench.committing.dialog is None

    play(steps)


def test_a_commit_of_which_nothing_was_heard_and_that_never_came_stays_a_draft(
    play: Play,
) -> None:
    async def steps(on: Bench) -> None:
        await on.connect()
        on.window.editing.edited.emit(LIKE)
        on.engines.fails.append(CommitFailed("outcome-unknown", "Nobody knows."))
        on.commit()
        await until(lambda: on.stage == "Nobody knows." and not on.bench.committing.busy)
        on.others(STOP)
        assert on.numbers == [1]
        dialog = on.bench.committing.dialog
        assert dialog is not None
        dialog.commit_wanted.emit()
        await until(lambda: "settled" in on.stage)
        assert on.numbers == []
        assert on.engines.live.configuration.find("like") is not None
        await until(lambda: Outcome.DONE in on.outcomes)

    play(steps)


def test_a_commit_is_held_against_what_was_foretold_of_just_that(play: Play) -> None:
    async def steps(on: Bench) -> None:
        live = await on.connect()
        on.window.editing.edited.emit(LIKE)
        other = Fate("backup", Verdict.MOVES, "node1", "node2")
        stale = Prediction(live.cib.version, fates=(other,))
        on.bench.forecast.rehearsal = Rehearsal(Rehearsed.WORKING, stale)
        on.commit()
        await until(lambda: on.stage == "done, the cluster has settled")
        assert on.error == ""

    play(steps)


def test_a_later_commit_ends_the_comparison_of_an_earlier_one(play: Play) -> None:
    async def steps(on: Bench) -> None:
        live = await on.connect()
        on.window.editing.edited.emit(LIKE)
        other = Fate("backup", Verdict.MOVES, "node1", "node2")
        foretold = Prediction(live.cib.version, fates=(other,))
        on.bench.forecast.rehearsal = Rehearsal(Rehearsed.DONE, foretold)
        on.engines.settled.clear()
        on.commit()
        await until(lambda: on.numbers == [] and not on.bench.committing.busy)
        on.window.editing.edited.emit((RemoveConstraint(id="like"),))
        on.bench.forecast.rehearsal = None
        on.commit()
        await until(lambda: len(on.engines.sent) == 2 and not on.bench.committing.busy)
        on.engines.settled.set()
        await until(lambda: not any(task.get_name() == "settle" for task in on.tasks))
        assert on.stage == "done, the cluster has settled"
        assert on.error == "", "what came of two commits is not held against the first one alone"

    play(steps)


def test_nothing_of_a_commit_reaches_a_cluster_that_was_opened_meanwhile(play: Play) -> None:
    async def steps(on: Bench) -> None:
        first = await on.connect("one")
        on.window.editing.edited.emit(LIKE)
        on.commit()
        await on.connect("two")  # before the record of the commit is written
        on.window.editing.edited.emit(STOP)
        assert on.numbers == [1]
        await asyncio.sleep(0.2)
        assert on.engines.sent == []

        # and one that is on its way already says what came of it, without touching the other
        await on.connect("one")
        await until(lambda: len(on.numbers) == 1)
        on.engines.open.clear()
        on.engines.fails.append(Conflict("Newer.", Version(9, 9, 9), ""))
        on.commit()
        await until(lambda: on.engines.sent)
        await on.connect("two")
        assert not on.bench.committing.busy
        await until(lambda: len(on.numbers) == 1)
        on.engines.open.set()
        await asyncio.sleep(0.2)
        assert on.bench.committing.dialog is None
        assert len(on.numbers) == 1
        assert first.configuration.find("like") is None

    play(steps)


def test_what_others_did_just_so_is_said_and_leaves_the_draft(play: Play) -> None:
    async def steps(on: Bench) -> None:
        await on.connect()
        on.window.editing.edited.emit(STOP)
        on.window.editing.edited.emit(LIKE)
        on.others(STOP)
        assert on.numbers == [2]
        assert "1 change of the draft was made by others" in on.error

        # and what came to be while nobody looked
        await on.connect("two")
        after = on.engines.live.cib.copy()
        apply(after, LIKE)
        on.example = after.text()
        await on.connect("one")
        await until(lambda: "in the cluster by now" in on.error)
        assert on.numbers == []

    play(steps)


def test_what_is_cleared_at_once_goes_back_where_the_review_is_left(play: Play) -> None:
    clears = Passing(Subject(SubjectKind.CONSTRAINT, "like"), "Left by a ban", clears=LIKE)

    async def steps(on: Bench) -> None:
        await on.connect()
        committing = on.bench.committing
        on.window.editing.clear_wanted.emit((clears,))
        assert committing.dialog is not None
        committing.dialog.reject()
        assert on.numbers == []
        on.window.editing.clear_wanted.emit((clears,))
        (number,) = on.numbers
        assert committing.dialog is not None
        committing.dialog.removed.emit(number)
        assert on.numbers == []
        committing.dialog.reject()
        assert on.numbers == [], "what was taken out by hand does not come back"

    play(steps)


def test_what_ends_by_itself_is_over_without_anything_else_happening(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [NOW]
    monkeypatch.setattr(workbench, "time", SimpleNamespace(time=lambda: now[0]))

    async def steps(on: Bench) -> None:
        end = datetime.fromtimestamp(NOW + 1, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        rule = (
            '<rsc_location id="cli-ban-backup-on-node3" rsc="backup"><rule id="cli-rule"'
            ' score="-INFINITY" boolean-op="and"><expression id="cli-who" attribute="#uname"'
            ' operation="eq" value="node3"/><date_expression id="cli-end" operation="lt"'
            f' end="{end}"/></rule></rsc_location></constraints>'
        )
        on.example = on.example.replace("</constraints>", rule)
        await on.connect()
        pane = on.window.panes.bottom.temporary
        on.window.panes.bottom.show_tab(Tab.TEMPORARY)
        (row,) = pane.rows()
        assert row.passing.ends.startswith("ends at")
        row.clear.setFocus()
        now[0] += 2
        await until(lambda: pane.rows()[0].passing.over)
        assert pane.rows()[0].clear.hasFocus() == on.window.isActiveWindow()

    play(steps)


def test_nothing_is_taken_out_of_a_draft_on_its_way(play: Play) -> None:
    async def steps(on: Bench) -> None:
        await on.connect()
        on.window.editing.edited.emit(LIKE)
        on.engines.open.clear()
        on.commit()
        await until(lambda: on.engines.sent)
        assert on.bench.committing.dialog is not None
        on.bench.committing.dialog.reject()
        on.window.editing.remove_wanted.emit(1)
        on.window.editing.undo_wanted.emit()
        on.window.editing.discard_wanted.emit()
        assert on.numbers == [1]
        assert "wait" in on.error
        on.engines.open.set()
        await until(lambda: on.numbers == [])

    play(steps)


def test_a_draft_that_was_left_and_opened_again_at_once_is_there(play: Play) -> None:
    async def steps(on: Bench) -> None:
        await on.connect()
        on.window.editing.edited.emit(LIKE)
        for _ in range(5):
            await on.connect()
            await until(lambda: len(on.numbers) == 1)
            assert "Another window" not in on.error

    play(steps)
