"""All that is known by probes of one cluster: what is asked, runs and outages. Pure.

Three kinds of listeners, each called as it happens: for every result, for outages that began or
ended, and for runs that began or ended (which is what lanes are drawn of).
"""

from collections.abc import Callable, Iterable, Iterator

from hagui.monitor.probes.judge import Judge
from hagui.monitor.probes.model import Outage, Result, Target
from hagui.monitor.probes.noting import RunNote
from hagui.monitor.probes.runs import Run, Runs

OnResult = Callable[[Result], None]
OnOutage = Callable[[Outage], None]
OnRun = Callable[[Target, Run], None]


class Book:
    """Keeps results by target."""

    def __init__(self) -> None:
        self.targets: tuple[Target, ...] = ()
        """What is asked now."""
        self._runs: dict[Target, Runs] = {}
        self._judges: dict[Target, Judge] = {}
        self.on_result: list[OnResult] = []
        self.on_outage: list[OnOutage] = []
        self.on_forgotten: list[OnOutage] = []
        """Of outages that go on, and of which nobody will know the end."""
        self.on_run: list[OnRun] = []

    def __iter__(self) -> Iterator[tuple[Target, Runs]]:
        """Every target that was ever asked, with what came of it."""
        return iter(self._runs.items())

    def runs(self, target: Target) -> Runs | None:
        """What came of a target; None where it was never asked."""
        return self._runs.get(target)

    def outage(self, target: Target) -> Outage | None:
        """The outage that goes on."""
        judge = self._judges.get(target)
        return None if judge is None else judge.outage

    @property
    def outages(self) -> list[Outage]:
        """Those that go on, the oldest first."""
        found = [judge.outage for judge in self._judges.values() if judge.outage is not None]
        return sorted(found, key=lambda outage: outage.begin)

    def set_targets(self, targets: Iterable[Target], at: float) -> None:
        """These are asked from now on, and no others."""
        self.targets = tuple(dict.fromkeys(targets))
        for target in self._runs:
            if target not in self.targets:
                self.stop(target, at)

    def restore(self, notes: Iterable[RunNote]) -> None:
        """Take back what a recording kept, in order of time."""
        for note in notes:
            self._runs.setdefault(note.target, Runs()).add(note.run)

    def clear(self) -> None:
        """Forget all but the listeners."""
        self.targets = ()
        self._runs.clear()
        self._judges.clear()

    def stop(self, target: Target, at: float) -> None:
        """Nobody asks a target any more. An outage of it ends nowhere: it is forgotten."""
        judge = self._judges.pop(target, None)
        if judge is not None and judge.outage is not None:
            for hear in tuple(self.on_forgotten):
                hear(judge.outage)
        self.pause(target, at)

    def pause(self, target: Target, at: float) -> None:
        """A target cannot be asked for a while: what comes next is another run of answers, and an
        outage goes on.
        """
        runs = self._runs.get(target)
        run = None if runs is None else runs.current
        # nobody knows anything of the time after the next question would have been sent
        until = at if run is None else min(at, run.last + 2 * target.interval)
        ended = None if runs is None else runs.stop(until)
        if ended is not None:
            self._tell_run(target, ended)

    def take(self, result: Result) -> None:
        """Take the next result; one of a target that is not asked any more is passed over."""
        target = result.target
        if target not in self.targets:
            return
        for hear in tuple(self.on_result):
            hear(result)
        runs = self._runs.setdefault(target, Runs())
        changed = runs.take(result)
        outage = self._judges.setdefault(target, Judge()).take(result)
        for run in changed:
            self._tell_run(target, run)
        if outage is not None:
            for hear in tuple(self.on_outage):
                hear(outage)

    def _tell_run(self, target: Target, run: Run) -> None:
        for hear in tuple(self.on_run):
            hear(target, run)
