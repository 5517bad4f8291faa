"""What a recording keeps of probes is what they told."""

import msgspec

from hagui.monitor.probes.book import Book
from hagui.monitor.probes.model import How, Miss, Result, Target
from hagui.monitor.probes.noting import RunNote, note_of
from hagui.monitor.probes.runs import Run, State

WEB = Target(How.HTTP, "192.0.2.1", 80, expected="on", interval=0.025, resource="web")


def test_runs_come_back_as_they_were() -> None:
    told = Book()
    kept: dict[str, bytes] = {}

    def keep(target: Target, run: Run) -> None:
        note = note_of(target, run)
        kept[note.key] = msgspec.json.encode(note)

    told.on_run.append(keep)
    told.set_targets([WEB], 0.0)
    for number, miss in enumerate([None, None, Miss.REFUSED, Miss.TIMEOUT, Miss.REFUSED, None]):
        told.take(Result(WEB, number * 0.025, 0.004, miss))
    told.set_targets([], 0.2)

    again = Book()
    again.restore(msgspec.json.decode(body, type=RunNote) for body in kept.values())
    before, after = told.runs(WEB), again.runs(WEB)
    assert before is not None
    assert after is not None
    assert list(after) == list(before)
    assert [run.reasons for run in after][1] == {Miss.REFUSED: 2, Miss.TIMEOUT: 1}


def test_a_probe_that_goes_on_elsewhere_goes_on_here() -> None:
    again = Book()
    again.restore([note_of(WEB, Run(State.ANSWERED, 1.0, 2.0, count=5))])
    runs = again.runs(WEB)
    assert runs is not None
    assert runs.current is runs.at(100.0)
