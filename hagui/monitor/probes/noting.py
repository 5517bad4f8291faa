"""Runs as a recording keeps them, and back."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from hagui.monitor.probes.model import Miss, Target
from hagui.monitor.probes.runs import Run, State

NAME: Final = "probe"
"""Of the kind of note."""


@dataclass(frozen=True, slots=True)
class RunNote:
    """A run that began or ended; the later note of the same begin tells more."""

    target: Target
    state: State
    begin: float
    last: float
    end: float | None
    count: int
    total: float
    longest: float
    reasons: tuple[tuple[Miss, int], ...] = ()
    exact: bool = True

    @property
    def key(self) -> str:
        """The same for all notes of one run."""
        target = self.target
        place = f"{target.how.value} {target.host} {target.port} {target.path} {target.expected}"
        return f"{place} {target.interval} {target.timeout} {target.node} {self.begin}"

    @property
    def run(self) -> Run:
        """The run itself."""
        return Run(
            self.state,
            self.begin,
            self.last,
            self.end,
            self.count,
            self.total,
            self.longest,
            Counter(dict(self.reasons)),
            self.exact,
        )


def note_of(target: Target, run: Run) -> RunNote:
    """What is to be kept of a run as it is now."""
    return RunNote(
        target,
        run.state,
        run.begin,
        run.last,
        run.end,
        run.count,
        run.total,
        run.longest,
        tuple(run.reasons.items()),
        run.exact,
    )
