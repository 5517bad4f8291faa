"""Fencing under random schedules: whatever devices, nodes and the network do, its promises hold."""

import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest

from engine.cib.document import Cib
from engine.stacks.lab.fencing import Fenced, Fencing, Out, Try
from engine.stacks.lab.fencing.attempt import LATE
from engine.stacks.lab.fencing.devices import read_arsenal
from engine.stacks.lab.wire import Result
from tests.engine.stacks.lab.fencing.cibs import NODES, away, cib, device, level

SEEDS = range(int(os.environ.get("HAGUI_SIMULATIONS", "60")))
STEPS = 60
LONGEST = 3600.0
"""Seconds that the longest fencing may take here."""
DEVICES = ("a", "b", "c", "d")
HOSTS = (
    {"pcmk_host_check": "none"},
    {"pcmk_host_check": "none"},
    {"pcmk_host_list": "alpha beta"},
    {"pcmk_host_check": "status"},
    {"ip": "1"},
)
OTHERS: tuple[dict[str, str], ...] = (
    {},
    {"pcmk_action_limit": "2"},
    {"pcmk_delay_base": "1s", "pcmk_delay_max": "4s"},
    {"pcmk_reboot_retries": "4", "pcmk_off_timeout": "7s"},
)


def random_cib(random: Random) -> Cib:
    """Some devices, and for some nodes levels of them."""
    names = DEVICES[: random.randint(0, len(DEVICES))]
    devices = [device(name, **random.choice(HOSTS), **random.choice(OTHERS)) for name in names]
    kept_away = [away(name, node) for name in names for node in NODES if random.random() < 0.15]
    levels = [
        level(index, ",".join(random.sample(DEVICES, random.randint(1, 2))), target=node)
        for node in NODES
        if random.random() < 0.4
        for index in range(1, random.randint(1, 3) + 1)
    ]
    return cib(*devices, levels="".join(levels), constraints="".join(kept_away))


@dataclass
class Wanted:
    """What was asked for, and what devices have done since."""

    executioners: set[str]
    since: float
    did: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Device and action."""


class Player:
    """Plays nodes, devices and the clock, and looks at all that comes out."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.now = 0.0
        self.cib = random_cib(self.random)
        self.arsenal = read_arsenal(self.cib, 0.0)
        self.machine = Fencing(f"dc{seed}")
        self.alive = set(NODES)
        self.running: dict[str, Try] = {}
        self.began: dict[str, float] = {}
        self.until: dict[str, float] = {}
        """When the machine gives them up."""
        self.answers: list[Result] = []
        """That will never be sent, or were."""
        self.wanted: dict[tuple[str, str], Wanted] = {}
        self.outcomes = Counter[bool]()

    def step(self) -> None:
        """One event, or some time."""
        chance = self.random.random()
        if chance < 0.15:
            self.fence()
        elif chance < 0.6:
            self.end()
        elif chance < 0.64:
            self.lose()
        elif chance < 0.68:
            self.alive = set(NODES)
        elif chance < 0.72 and self.answers:
            # Heard twice, or too late
            self.tell(self.random.choice(self.answers))
        else:
            self.wait()
        self.check()

    def settle(self) -> None:
        """Until all that was asked for is answered."""
        for _ in range(5_000):
            if not self.wanted:
                break
            if self.random.random() < 0.5:
                self.end()
            else:
                self.wait()
            self.check()
        assert not self.wanted
        assert self.machine.under_way == ()
        assert self.machine.deadline is None

    def fence(self) -> None:
        target, action = self.random.choice(NODES), self.random.choice(("off", "reboot", "on"))
        if self.random.random() < 0.7:
            self.alive.discard(target)
        started = {
            name: {each for each in DEVICES if self.random.random() < 0.3} for name in self.alive
        }
        self.wanted.setdefault((target, action), Wanted(set(self.alive), self.now))
        delay = self.random.choice((0.0, 0.0, 15.0))
        self.see(self.machine.fence(target, action, self.cib, started, delay, self.now))

    def end(self) -> None:
        """A device answers; or the answer is lost."""
        if not self.running:
            return
        key = self.random.choice(sorted(self.running))
        operation = self.running.pop(key).operation
        rc = self.random.choice((0, 0, 1, 1, 7))
        status = self.random.choice((0, 0, 0, 0, 2, 4)) if rc else 0
        output = " ".join(self.random.sample(NODES, 2)) if operation.task == "list" else ""
        result = Result(operation, 1, rc, status, reason="why", output=output)
        self.answers.append(result)
        self.now += self.random.choice((0.0, 0.5, 3.0))
        if self.random.random() < 0.05:
            return
        self.tell(result)

    def tell(self, result: Result) -> None:
        operation = result.operation
        if result.rc == 0:
            for (target, _), wanted in self.wanted.items():
                began = self.began[operation.transition_key]
                if target == operation.meta["CRM_meta_on_node"] and began >= wanted.since:
                    wanted.did.add((operation.resource, operation.task))
        self.see(self.machine.ended(result, self.now))

    def lose(self) -> None:
        if not self.alive:
            return
        node = self.random.choice(sorted(self.alive))
        self.alive.discard(node)
        self.running = {key: one for key, one in self.running.items() if one.node != node}
        for wanted in self.wanted.values():
            wanted.executioners.discard(node)
        self.see(self.machine.lost(node, self.now))

    def wait(self) -> None:
        due = self.machine.deadline
        if due is None or self.random.random() < 0.2:
            self.now += self.random.random() * 3
        else:
            self.now = max(self.now, due)
        for key, until in self.until.items():
            if until <= self.now and key in self.running:
                # Not waited for any more, and perhaps heard of all the same
                self.answers.append(Result(self.running.pop(key).operation, 1, 0))
        self.see(self.machine.tick(self.now))
        after = self.machine.deadline
        assert after is None or after > self.now, "What was due is still due"

    def see(self, outs: list[Out]) -> None:
        """Look at what the machine wants and tells."""
        for out in outs:
            if isinstance(out, Try):
                self.tried(out)
            else:
                self.fenced(out)

    def tried(self, one: Try) -> None:
        operation = one.operation
        key = operation.transition_key
        target = operation.meta["CRM_meta_on_node"]
        assert key not in self.running
        assert operation.timeout_ms > 0
        device = self.arsenal.devices[operation.resource]
        asked = [wanted for (name, _), wanted in self.wanted.items() if name == target]
        assert any(one.node in wanted.executioners for wanted in asked)
        assert one.node in device.parameters
        others = asked[0].executioners & set(device.parameters) - {target}
        assert one.node != target or not others, "A node is to fence itself though another could"
        self.running[key] = one
        self.began[key] = self.now
        self.until[key] = self.now + operation.timeout_ms / 1000 + LATE - 0.001

    def fenced(self, out: Fenced) -> None:
        wanted = self.wanted.pop((out.target, out.action))
        self.outcomes[out.succeeded] += 1
        assert self.now - wanted.since < LONGEST
        assert out.succeeded or out.reason
        if not out.succeeded:
            return
        actions = {"off"} if out.action == "reboot" and len(out.devices) > 1 else {out.action}
        topology = self.arsenal.topology_of(out.target)
        assert out.devices
        assert all(wanted.did & {(name, action) for action in actions} for name in out.devices)
        assert not topology or set(out.devices) in map(set, topology)

    def check(self) -> None:
        """What holds at all times."""
        busy = Counter[str]()
        acting = Counter[str]()
        for one in self.running.values():
            busy[one.operation.resource] += 1
            if one.operation.task not in ("list", "status"):
                acting[one.operation.meta["CRM_meta_on_node"]] += 1
        for name, number in busy.items():
            assert number <= int(self.arsenal.devices[name].common.get("pcmk_action_limit", "1"))
        assert all(number == 1 for number in acting.values()), "Two things done to one node at once"
        assert set(self.machine.under_way) == set(self.wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_all_that_is_asked_for_is_answered(seed: int) -> None:
    player = Player(seed)
    for _ in range(STEPS):
        player.step()
    player.settle()


def test_the_schedules_have_both_ends() -> None:
    outcomes = Counter[bool]()
    for seed in range(20):
        player = Player(seed)
        for _ in range(STEPS):
            player.step()
        outcomes += player.outcomes
    assert outcomes[True] > 20
    assert outcomes[False] > 20
