"""Whatever happens in whatever order: what rings, is listed and is muted hold together."""

import os
import random

import pytest

from hagui.monitor.alarms.alarming import (
    KEPT,
    REPEAT,
    Alarming,
    Amend,
    Event,
    Found,
    Instruction,
    Looked,
    Muted,
    Ring,
    Tick,
    Unmuted,
    standing,
)
from hagui.monitor.alarms.model import AlarmKind, Grief, Key
from hagui.monitor.alarms.mutes import Mutes

STEPS = int(os.environ.get("HAGUI_STEPS", "400"))
NAMES = ("a", "b", "c")


class World:
    """Griefs that come and go, and a person who mutes and looks."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.machine = Alarming()
        self.now = 1_000_000.0
        self.griefs: dict[Key, Grief] = {}
        self.incident: int | None = None
        self.incidents = 0
        self.rang: dict[Key, float] = {}
        self.numbers: set[int] = set()

    def step(self) -> None:
        """Something happens."""
        self.now += self.random.choice((0.1, 1.0, 20.0, 90.0, 700.0))
        before = self.machine.mutes
        event = self.event()
        done = self.machine.handle(event, self.now)
        self.check(event, done, before)

    def event(self) -> Event:
        match self.random.randrange(8):
            case 0:
                kinds = (None, *AlarmKind)
                return Muted(self.random.choice(kinds), self.now + self.random.choice((30, 4000)))
            case 1:
                return Unmuted(self.random.choice((None, *AlarmKind)))
            case 2:
                known = [alarm.number for alarm in self.machine.alarms]
                return Looked(self.random.choice((None, *known)))
            case 3:
                return Tick()
            case _:
                return self.change()

    def change(self) -> Found:
        for _ in range(self.random.randrange(3)):
            if self.griefs and self.random.random() < 0.5:
                del self.griefs[self.random.choice([*self.griefs])]
            else:
                kind = self.random.choice((*AlarmKind, AlarmKind.FAILED))
                resource = self.random.choice(NAMES) if kind is AlarmKind.FAILED else None
                node = self.random.choice(NAMES) if kind is AlarmKind.FENCING_FAILED else None
                grief = Grief(kind, self.now, node, resource)
                if kind is AlarmKind.FAILED or grief.key not in self.griefs:
                    self.griefs[grief.key] = grief
        if self.random.random() < 0.2:
            self.incident = None
            if self.random.random() < 0.7:
                self.incidents += 1
                self.incident = self.incidents
        keys = [*self.griefs]
        meant = frozenset(keys if self.random.random() < 0.2 else keys[: len(keys) // 3])
        return Found(tuple(self.griefs.values()), self.incident, expected=meant)

    def check(self, event: Event, done: list[Instruction], before: Mutes) -> None:
        machine, now = self.machine, self.now
        going = standing(machine.alarms)
        held = [grief.key for alarm in going for grief in alarm.griefs]
        if isinstance(event, Found):
            assert sorted(held, key=str) == sorted(self.griefs, key=str), "each in one alarm"
        assert len(machine.alarms) - len(going) <= KEPT
        for alarm in going:
            assert alarm.griefs
            assert alarm.times >= 1
        rung = [item.alarm for item in done if isinstance(item, Ring)]
        assert len({alarm.number for alarm in rung}) == len(rung)
        for alarm in rung:
            assert alarm in going
            loud = [g for g in alarm.griefs if machine.mutes.of(g.kind, now) is None]
            assert loud, "something in it is not muted"
            assert any(now - self.rang.get(g.key, 0.0) >= REPEAT for g in loud), "not again so soon"
            for grief in loud:
                self.rang[grief.key] = now
        if isinstance(event, Looked | Unmuted | Muted | Tick):
            ended = set(before.ends) - set(machine.mutes.ends)
            assert not rung or ended, "only what happens, and the end of a mute, rings"
        if isinstance(event, Found) and event.expected >= set(self.griefs):
            ended = set(before.ends) - set(machine.mutes.ends)
            assert not rung or ended, "what was meant does not"
        for item in done:
            if isinstance(item, Amend):
                assert item.alarm not in rung, "one or the other"


@pytest.mark.parametrize("case", range(20))
def test_alarms_hold_together(case: int) -> None:
    seed = int(os.environ.get("HAGUI_SEED", random.randrange(2**32)))
    print(f"HAGUI_SEED={seed} ({case})")
    world = World(seed + case)
    for _ in range(STEPS):
        world.step()
