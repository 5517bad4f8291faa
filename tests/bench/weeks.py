"""A week of a busy cluster, made of what a simulated lab really said: the patches of five nodes
through hundreds of faults, over and over, each time at its own time.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from engine.cib.document import Cib
from engine.cib.patch.change import Modify
from engine.cib.patch.patchset import Patchset
from engine.cib.xml import Element, attributes
from engine.stacks.lab.instructions import PublishChange, PublishWhole
from hagui.cluster.events import Event
from hagui.cluster.live import LiveCluster
from hagui.monitor.recording.entries import Begun, Entry, Happened, Patched, Told, Whole
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from hagui.monitor.story.truth import Cluster
from tests.lab.clusters import designs
from tests.lab.faults import make_schedule
from tests.lab.play import happen, settle
from tests.lab.world import World

WEEK = 7 * 86_400.0
MANY = 1_000_000
"""Numbers of bars and events from one turn to the next."""
_STAMP = re.compile(r'(last-rc-change(?:="|" operation="set" value="))(\d+)')


@dataclass(frozen=True)
class Said:
    """What clients of an engine saw, and when."""

    at: float
    text: str
    whole: bool


Later = Callable[[float], float]


def listen(rounds: int, seed: int = 1) -> list[Said]:
    """What one engine of simulated labs says while faults happen to all nodes, in virtual time;
    one lab after the other, as if each were the same cluster a little later.
    """
    said: list[Said] = []
    since = 0.0
    for number in range(rounds):
        since = _play(seed + number, since, said)
    return said


def _play(seed: int, since: float, said: list[Said]) -> float:
    """One lab, from that time on; the time when it was over."""
    world = World(seed, designs()[2], 5)
    late = int(since - world.now) if since else 0

    def hear(who: str, what: PublishWhole | PublishChange) -> None:
        if who == "a":
            text = what.cib if isinstance(what, PublishWhole) else what.diff
            said.append(Said(world.now + late, moved(text, late), isinstance(what, PublishWhole)))

    world.heard = hear
    for host in world.hosts.values():
        host.start()
    settle(world)
    for pause, fault in make_schedule(Random(seed), world.names, world.design):
        world.run(pause)
        happen(world, fault)
    world.heal()
    settle(world)
    return world.now + late + 5


def moved(text: str, seconds: int) -> str:
    """The same, so much later."""
    return _STAMP.sub(lambda found: f"{found[1]}{int(found[2]) + seconds}", text)


class Week:
    """Entries of a recording of that week."""

    def __init__(self, said: list[Said], patches: int) -> None:
        """``patches``: at least so many, in as many turns as that takes; 0: in one."""
        self._parts = list(_entries(said))
        once = sum(isinstance(entry, Patched) for entry in self._parts)
        self.turns = max(1, -(-patches // once))
        self.patches = self.turns * once
        self._begin = said[0].at
        self._every = int(WEEK / self.turns)
        self._pace = min(1.0, self._every / (said[-1].at - said[0].at + 10))

    def __iter__(self) -> Iterator[Entry]:
        for turn in range(self.turns):
            for entry in self._parts:
                yield from self._moved(entry, turn)

    def _moved(self, entry: Entry, turn: int) -> Iterator[Entry]:
        shift = turn * self._every

        def later(at: float) -> float:
            return self._begin + (at - self._begin) * self._pace + shift

        seconds = int(later(self._begin) - self._begin)
        match entry:
            case Begun(told, events) if turn:  # the connection goes on
                yield replace(_story(told, later, turn), facts=())
                yield Happened(later(told.at), tuple(_event(item, later, turn) for item in events))
            case Begun(told, events):
                yield Begun(_story(told, later, 0), events)
            case Told():
                yield _story(entry, later, turn)
            case Whole(at, text):
                yield Whole(later(at), moved(text, seconds))
            case Patched(at, diff):
                yield Patched(later(at), moved(diff, seconds))
            case Happened(at, events, gone):
                told = tuple(_event(item, later, turn) for item in events)
                yield Happened(later(at), told, frozenset(n + turn * MANY for n in gone))
            case _:
                yield replace(entry, at=later(entry.at))


def _story(told: Told, later: Later, turn: int) -> Told:
    spans = tuple(
        replace(item, begin=later(item.begin), end=None if item.end is None else later(item.end))
        for item in told.spans
    )
    bars = tuple(
        replace(
            item,
            queued=later(item.queued),
            begun=later(item.begun),
            end=None if item.end is None else later(item.end),
            number=item.number + turn * MANY,
        )
        for item in told.bars
    )
    marks = tuple(replace(item, time=later(item.time)) for item in told.marks)
    facts = tuple(replace(item, time=later(item.time)) for item in told.facts)
    return Told(later(told.at), spans, bars, marks, facts)


def _event(event: Event, later: Later, turn: int) -> Event:
    return replace(event, time=later(event.time), number=event.number + turn * MANY)


def _entries(said: list[Said]) -> Iterator[Entry]:
    """What a recorder hands over, once."""
    now = said[0].at
    live = LiveCluster()
    teller = Teller(live, clock=lambda: now)
    heard: list[Added] = []
    teller.listen(heard.append)
    fact: Cluster | None = None
    begun = False
    for item in said:
        now = item.at
        if item.whole:
            change = live.load(item.text, at=now, source="a")
        else:
            change = live.apply(item.text, at=now)
        teller.told(change)
        if not begun:
            begun = True
            story = teller.chronicle
            fact = story.fact
            facts = () if fact is None else (fact,)
            told = Told(now, tuple(story.spans), tuple(story.bars), story.marks, facts)
            yield Begun(told, change.events)
            yield Whole(now, item.text)
            heard.clear()
            continue
        yield Whole(now, item.text) if item.whole else Patched(now, item.text)
        for added in heard:
            facts = ()
            if teller.chronicle.fact != fact and teller.chronicle.fact is not None:
                fact = teller.chronicle.fact
                facts = (fact,)
            yield Told(now, added.spans, added.bars, added.marks, facts)
        heard.clear()
        if change.events or change.superseded:
            yield Happened(now, change.events, change.superseded)
    teller.close()


def large(nodes: int, resources: int, patches: int) -> list[Said]:
    """A large cluster, of which one operation after the other is told anew, ten in a second."""
    command = [sys.executable, "-m", "tests.bench.generate", str(nodes), str(resources)]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    cib = Cib.parse(text)
    random = Random(1)
    operations = [
        (_path(operation), attributes(operation)) for operation in cib.root.iter("lrm_rsc_op")
    ]
    root, version, begin = attributes(cib.root), cib.version, 1_700_000_000.0
    said = [Said(begin, text, whole=True)]
    for number in range(patches):
        target = version._replace(num_updates=version.num_updates + 1)
        root |= {"num_updates": str(target.num_updates)}
        path, operation = random.choice(operations)
        at = begin + number / 10
        told = {"last-rc-change": str(int(at)), "call-id": str(number + 1000), "exec-time": "30"}
        operation |= told
        changes = (
            Modify("/cib", "cib", dict(root), {"num_updates": root["num_updates"]}),
            Modify(path, "lrm_rsc_op", dict(operation), told),
        )
        said.append(Said(at, Patchset(version, target, changes).text(), whole=False))
        version = target
    return said


def _path(operation: Element) -> str:
    steps = [operation, *operation.iterancestors()]
    named = (
        step.tag + (f"[@id='{step.get('id')}']" if step.get("id") else "")
        for step in reversed(steps)
    )
    return "/" + "/".join(named)
