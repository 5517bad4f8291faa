"""Playing a schedule on a lab, and judging how it ends."""

from dataclasses import dataclass
from random import Random

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.xml import Element, child
from engine.scheduler.schedule import schedule
from engine.stacks.lab.instructions import Asked
from engine.stacks.lab.settings import PingGroup
from tests.lab.agents import STOPPED
from tests.lab.clusters import Design, designs
from tests.lab.faults import (
    Blackout,
    Crash,
    Cure,
    Cut,
    Disk,
    Edit,
    Fall,
    Fault,
    Freeze,
    HealNetwork,
    Leave,
    Role,
    Schedule,
    Sicken,
    Split,
    Start,
    Thaw,
    Unpinged,
    Weather,
    Wish,
    make_schedule,
)
from tests.lab.promises import PARTS, edits_in
from tests.lab.world import BRISK, PATIENT, Timing, World

SETTLING = 240.0
"""Seconds within which a lab without faults settles: hung agents, resets and restarts included."""
_CALM = 3.0
"""Seconds without a change after which it is looked at whether it has settled."""


@dataclass(frozen=True)
class Case:
    """A lab and what happens to it."""

    seed: int
    design: Design
    count: int
    pings: tuple[PingGroup, ...]
    timing: Timing
    together: bool
    """All nodes start at once, and the lab settles before anything happens."""
    schedule: Schedule


def make_case(seed: int) -> Case:
    """The case of a seed."""
    rng = Random(seed)
    design = rng.choice(designs(rng.choice(["stop"] * 5 + ["freeze", "suicide", "demote"])))
    count = rng.choice([2, 3, 3, 3, 3, 4, 5])
    pings = (PingGroup("gateway", ("gateway",)),) if count % 2 == 0 else ()
    names = tuple("abcdefg"[:count])
    timing = rng.choice([PATIENT, PATIENT, BRISK])
    together = rng.random() < 0.8
    return Case(seed, design, count, pings, timing, together, make_schedule(rng, names, design))


def make_world(case: Case, *, telling: bool = False) -> World:
    """The lab of a case, before anything has happened."""
    return World(case.seed, case.design, case.count, case.pings, case.timing, telling=telling)


def play(case: Case, world: World | None = None) -> World:
    """Play a case to its end, on a lab of its own where none is given.

    Raises:
        AssertionError: a promise was broken, or the lab does not settle.
    """
    world = world or make_world(case)
    for host in world.hosts.values():
        if case.together:
            host.start()
        else:
            world.at(world.now + world.rng.random() * 5, host.start)
    if case.together:
        world.run(world.rng.choice([5.0, 20.0, 30.0]))
    for pause, fault in case.schedule:
        world.run(pause)
        world.tell("", f"--- {fault}")
        happen(world, fault)
    world.run(world.rng.choice([0.1, 3.0, 20.0]))
    world.tell("", "--- all is well again")
    world.heal()
    settle(world)
    return world


def settle(world: World) -> None:
    """Wait until a lab without faults has nothing left to do; look whether all is as it must be."""
    begun = world.now
    since, seen = world.now, ""
    why = "nothing"
    while world.now < begun + SETTLING:
        world.run(1.0)
        for host in world.hosts.values():
            host.start()
        stamp = _stamp(world)
        if stamp != seen:
            since, seen = world.now, stamp
        elif world.now >= since + _CALM:
            why = unsettled(world)
            if not why:
                break
            since = world.now
    assert not why, f"It does not settle: {why}"
    dc = world.dcs[0]
    assert dc.node is not None
    cib = dc.node.cib
    world.promises.at_the_end(cib)
    open_ = sorted(set(world.asked) - set(world.replies))
    lives = {
        number: world.hosts[name].disk.boot == boot for number, (name, boot) in world.asked.items()
    }
    forgotten = [number for number in open_ if lives[number]]
    assert not forgotten, f"Never answered: {forgotten}"


def _stamp(world: World) -> str:
    """Changes whenever something in the lab does."""
    found: list[str] = []
    for host in world.hosts.values():
        if host.node is not None:
            text = host.node.cib
            found.append(f"{host.view} {hash(text)} {host.site.busy}")
    return " ".join(found)


def unsettled(world: World) -> str:
    """Why this is not one cluster where all is as the scheduler wants it; empty if it is."""
    if len(world.dcs) != 1:
        return f"{len(world.dcs)} DCs"
    chief = world.dcs[0]
    assert chief.node is not None
    if chief.view.members != world.names or not chief.view.quorate:
        return f"{chief.name} sees {chief.view}"
    cib = Cib.parse(chief.node.cib)
    for host in world.hosts.values():
        if host.node is None or host.view != chief.view:
            return f"{host.name} sees {host.view}"
        if Cib.parse(host.node.cib).canonical() != cib.canonical():
            return f"{host.name} has another CIB than {chief.name}"
        durable = host.node.durable
        if durable.committed != durable.kept or durable != host.disk:
            return f"{host.name} has not agreed on what it keeps"
        if host.site.busy:
            return f"{host.name} runs {host.site.busy}"
    if edits_in(chief.node.durable.cib) != edits_in(chief.node.cib):
        return "What is published is not what was agreed"
    result = schedule(cib, now=world.now)
    if result.graph:
        first = result.graph.steps[:6]
        wanted = ", ".join(f"{step.key} on {step.node}" for step in first)
        return f"still to do: {wanted}"
    real = {
        (resource, node, {"started": "Started", "promoted": "Promoted"}[state])
        for resource, where in world.active.items()
        for node, state in where.items()
        if state != STOPPED and resource != "fencing"
    }
    meant = {
        (place.resource, place.node, "Started" if place.role == "Unpromoted" else place.role)
        for place in result.placements
        if place.resource != "fencing"
    }
    if real != meant:
        return f"real is {sorted(real - meant)}, meant is {sorted(meant - real)}"
    return ""


def happen(world: World, fault: Fault) -> None:
    """Let it happen."""
    match fault:
        case Crash(node):
            world.hosts[node].crash()
        case Start(node):
            world.hosts[node].start()
        case Freeze(node):
            world.hosts[node].freeze()
        case Thaw(node):
            world.hosts[node].thaw()
        case Leave(node):
            world.hosts[node].leave()
        case Split(parts):
            world.split(*parts)
        case Cut(sender, receiver):
            world.net.cuts.add((sender, receiver))
        case Weather(loss, doubled, delay):
            world.net.loss, world.net.doubled, world.net.delay = loss, doubled, delay
        case HealNetwork():
            world.heal_network()
        case Disk(node, trouble):
            world.hosts[node].disk_trouble = trouble
        case Fall(resource, node):
            place = world.names.index(node)
            for name in (*world.names[place:], *world.names[:place]):
                if world.hosts[name].site.fail(resource):
                    break
        case Sicken(sickness):
            world.ill.now.append(sickness)
            world.promises.sick_stops |= sickness.task in ("stop", "any")
            world.promises.sick_probes |= sickness.task in ("monitor", "any")
        case Cure():
            world.ill.now.clear()
        case Blackout(on):
            world.no_power = on
        case Unpinged(nodes):
            world.pinging = set(world.names) - set(nodes)
        case Edit() | Role() | Wish():
            _operate(world, fault)


def _operate(world: World, fault: Edit | Role | Wish) -> None:
    host = world.hosts[fault.node]
    if host.node is None or host.frozen:
        return
    if isinstance(fault, Wish):
        world.ask(host, Asked(fault.number, "admin", wish=fault.wish))
        return
    before = Cib.parse(host.node.cib)
    after = before.copy()
    if isinstance(fault, Edit):
        if fault.stale and before.version.epoch:
            before.version = before.version._replace(epoch=before.version.epoch - 1)
        if not _mark(after, fault.number):
            return
        world.promises.edits.add(fault.number)
    elif not _set_role(after, fault):
        return
    after.version = before.version._replace(epoch=before.version.epoch + 1, num_updates=0)
    diff = make(before, after).text()
    world.ask(host, Asked(fault.number, "admin", diff, _triple(before)))


def _triple(cib: Cib) -> tuple[int, int, int]:
    version = cib.version
    return version.admin_epoch, version.epoch, version.num_updates


def _mark(cib: Cib, number: int) -> bool:
    """Change two places that mean nothing to the scheduler."""
    options = cib.section("crm_config")
    block = None if options is None else child(options, "cluster_property_set")
    resources = cib.section("resources")
    if block is None or resources is None:
        return False
    etree.SubElement(
        block, "nvpair", id=f"edit-{number}-{PARTS[0]}", name=f"edit-{number}", value="1"
    )
    op = next(resources.iter("primitive"))
    params = child(op, "instance_attributes")
    if params is None:
        params = etree.SubElement(op, "instance_attributes", id="edits")
    etree.SubElement(
        params, "nvpair", id=f"edit-{number}-{PARTS[1]}", name=f"edit-{number}", value="1"
    )
    return True


def _set_role(cib: Cib, fault: Role) -> bool:
    resources = cib.section("resources")
    if resources is None:
        return False
    found: Element | None = next(
        (one for one in resources.iter("primitive") if one.get("id") == fault.resource), None
    )
    if found is None:
        return False
    meta = child(found, "meta_attributes")
    if meta is None:
        meta = etree.SubElement(found, "meta_attributes", id=f"{fault.resource}-role-meta")
    for pair in list(meta):
        if pair.get("name") == "target-role":
            meta.remove(pair)
    if fault.role is not None:
        etree.SubElement(
            meta,
            "nvpair",
            id=f"{fault.resource}-role",
            name="target-role",
            value=fault.role,
        )
    return True
