"""The executor under random schedules: whatever comes, its promises hold."""

import os
from random import Random

import pytest

from engine.stacks.lab.executor import Executor, Out
from engine.stacks.lab.instructions import AgentEnded, KillAgent, RunAgent, Say, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Agent, Do, Done, Forget, Operation, Report, Result, Stop

DUMMY = Agent("ocf", "Dummy", "hagui")
DEVICE = Agent("stonith", "fence_lab")
RESOURCES = ("a", "b", "device")
ONCE = ("start", "stop", "promote", "demote", "monitor", "notify", "migrate_to")
INTERVALS = (0, 0, 5_000, 10_000)
STEPS = 300
SEEDS = range(int(os.environ.get("HAGUI_SIMULATIONS", "60")))


class Player:
    """Plays the DC, the agents and the clock, and looks at all that comes out."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.now = 1000.0
        self.executor = Executor(Settings("alpha", ("alpha", "beta"), ()), self.now)
        self.term = 0
        self.dc: str | None = None
        self.running: dict[int, RunAgent] = {}
        self.killed: set[int] = set()
        self.begun: dict[int, float] = {}
        self.asked: dict[str, str] = {}
        """Of the DC that is: what was asked to be done once, by its transition key."""
        self.answered: dict[str, int] = {}
        self.count = 0

    def step(self) -> None:
        """One event, or some time."""
        chosen = self.random.random()
        if chosen < 0.3:
            self._ask()
        elif chosen < 0.6:
            self._end_agent()
        elif chosen < 0.9:
            self._wait()
        elif chosen < 0.94:
            self._lead()
        elif chosen < 0.97:
            self._see(self.executor.handle(self._stop(), self.now))
        else:
            resource = self.random.choice([*RESOURCES, None])
            self._see(self.executor.handle(Forget(self.term, resource), self.now))
        self._check()

    def settle(self) -> None:
        """Every agent ends, and nothing else happens until all that was asked is answered."""
        for _ in range(10_000):
            if not self.executor.busy:
                break
            if self.running:
                number = min(self.running)
                self._ended(AgentEnded(number, 0, killed=number in self.killed))
            else:
                self._wait()
            self._check()
        assert not self.executor.busy

    def _ask(self) -> None:
        self.count += 1
        resource = self.random.choice(RESOURCES)
        interval = self.random.choice(INTERVALS)
        device = resource == "device"
        task = "monitor" if interval else self.random.choice((*ONCE, "off") if device else ONCE)
        key = f"{self.count}:{self.term}"
        wanted = Operation(
            f"{resource}_{task}_{interval}", resource, DEVICE if device else DUMMY, task, interval,
            timeout_ms=self.random.choice((1_000, 20_000)),
            delay_ms=self.random.choice((0, 0, 0, 2_000)),
            expected_rc=self.random.choice((0, 7)),
            transition_key=key,
        )  # fmt: skip
        stale = self.random.random() < 0.1
        if self.dc is not None and not stale and not interval:
            self.asked[key] = task
        self._see(self.executor.handle(Do(self.term - stale, wanted), self.now), stale=stale)

    def _stop(self) -> Stop:
        interval = self.random.choice((5_000, 10_000))
        return Stop(self.term, self.random.choice(RESOURCES), "monitor", interval)

    def _end_agent(self) -> None:
        if not self.running:
            return
        number = self.random.choice(sorted(self.running))
        rc = self.random.choice((0, 0, 0, 7, 1, -9))
        self._ended(
            AgentEnded(number, rc, number in self.killed, missing=self.random.random() < 0.02)
        )

    def _ended(self, event: AgentEnded) -> None:
        del self.running[event.number]
        self._see(self.executor.handle(event, self.now))

    def _wait(self) -> None:
        due = self.executor.deadline
        if due is not None and self.random.random() < 0.8:
            self.now = max(self.now, due)
        else:
            self.now += self.random.random() * 3
        self._see(self.executor.tick(self.now))
        after = self.executor.deadline
        assert after is None or after > self.now, "What was due is still due"

    def _lead(self) -> None:
        self.term += 1
        self.dc = self.random.choice(("beta", "alpha", None))
        outs = self.executor.led(self.term, self.dc, self.now)
        self.asked.clear()
        self.answered.clear()
        if self.dc is None:
            assert outs == []
            return
        (send,) = outs
        assert isinstance(send, Send)
        assert isinstance(send.payload, Report)
        self._check_report(send.payload)

    def _see(self, outs: list[Out], *, stale: bool = False) -> None:
        assert not (stale and outs), "A DC that is no more was obeyed"
        for out in outs:
            match out:
                case RunAgent():
                    assert out.number not in self.begun, "A number is used twice"
                    self.begun[out.number] = self.now
                    self.running[out.number] = out
                case KillAgent(number):
                    assert number in self.running, "What has ended is ended"
                    assert number not in self.killed, "It is ended twice"
                    limit = self.begun[number] + self.running[number].timeout_ms / 1000
                    assert self.now >= limit, "Its time was not up"
                    self.killed.add(number)
                case Send(peer, payload):
                    assert peer == self.dc
                    if isinstance(payload, Done):
                        self._told(payload.result)
                case Say():
                    pass

    def _told(self, result: Result) -> None:
        key = result.operation.transition_key
        assert result.status != -1
        if key in self.asked:
            self.answered[key] = self.answered.get(key, 0) + 1
            assert self.answered[key] == 1, "An operation was answered twice"

    def _check(self) -> None:
        lanes = [
            (run.resource, run.environment.get("OCF_RESKEY_CRM_meta_on_node"))
            for run in self.running.values()
            if run.task != "off"
        ]
        assert len(set(lanes)) == len(lanes), "Two operations of a resource run at once"
        for number, run in self.running.items():
            if number not in self.killed:
                due = self.executor.deadline
                assert due is not None
                assert due <= self.begun[number] + run.timeout_ms / 1000, "A time limit is lost"
        self._check_report(self.executor.report())

    def _check_report(self, report: Report) -> None:
        calls = [result.call for result in report.results]
        assert calls == sorted(calls)
        done = [(one.call, one.rc, one.status) for one in report.results if one.status != -1]
        assert len(set(done)) == len(done), "A result is reported twice"


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_comes(seed: int) -> None:
    player = Player(seed)
    for _ in range(STEPS):
        player.step()
    player.settle()
    assert set(player.answered) == set(player.asked), "Something asked was never answered"


def test_the_same_seed_plays_the_same() -> None:
    def ends(seed: int) -> tuple[float, int, int]:
        player = Player(seed)
        for _ in range(STEPS):
            player.step()
        return player.now, len(player.begun), len(player.executor.report().results)

    assert ends(5) == ends(5)
