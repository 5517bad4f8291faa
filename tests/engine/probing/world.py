"""A service under a virtual clock: it is up or down, and answers late, in any order."""

import heapq
import random
from dataclasses import dataclass, field
from itertools import count

from engine.probing.model import How, Miss, Result, Target
from engine.probing.schedule import Question, Schedule


@dataclass
class World:
    """Plays a schedule against services that change; times are seconds from 0."""

    seed: int
    targets: list[Target]
    schedule: Schedule = field(default_factory=Schedule)
    sent: list[tuple[float, Question]] = field(default_factory=list[tuple[float, Question]])
    results: list[Result] = field(default_factory=list[Result])
    truth: dict[Question, Miss | None] = field(default_factory=dict[Question, "Miss | None"])

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.now = 0.0
        self.down: dict[Target, float] = {}
        """Until when each is down."""
        self._order = count()
        self._answers: list[tuple[float, int, Question, float, Miss | None]] = []
        self.schedule.set_targets(self.targets, 0.0)

    def play(self, seconds: float, *, late: float = 0.0) -> None:
        """Let time pass; ``late`` is how much later than due the shell may wake up."""
        end = self.now + seconds
        while True:
            due = self.schedule.due
            wake = end if due is None else max(due, self.now) + self.random.random() * late
            answer = self._answers[0][0] if self._answers else end
            self.now = min(wake, answer, end)
            if self.now >= end:
                return
            if answer <= wake:
                _, _, question, took, miss = heapq.heappop(self._answers)
                self.results += self.schedule.decide(question, took, miss, self.now)
                continue
            for question in self.schedule.send(self.now, self.now):
                self.sent.append((self.now, question))
                self._ask(question)

    def _ask(self, question: Question) -> None:
        target, dice = question.target, self.random
        if self.down.get(target, 0.0) < self.now and dice.random() < 0.01:
            self.down[target] = self.now + dice.expovariate(1.0)
        miss: Miss | None = None
        took = dice.random() * target.timeout * 0.9
        if self.down.get(target, 0.0) >= self.now:
            miss = dice.choice([Miss.REFUSED, Miss.TIMEOUT, Miss.CLOSED])
            took = target.timeout if miss is Miss.TIMEOUT else took / 100
        self.truth[question] = miss
        heapq.heappush(self._answers, (self.now + took, next(self._order), question, took, miss))


def some_targets(random_: random.Random, most: int) -> list[Target]:
    """Targets of any interval, all different."""
    found: list[Target] = []
    for number in range(random_.randint(1, most)):
        interval = random_.choice([0.025, 0.05, 0.1, 0.5, 1.0, 2.0])
        timeout = min(random_.choice([0.1, 0.25, 1.0]), interval * 20)
        found.append(Target(How.TCP, "192.0.2.1", number + 1, interval=interval, timeout=timeout))
    return found
