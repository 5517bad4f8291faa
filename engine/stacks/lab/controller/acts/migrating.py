"""Moving a resource now, and leaving nothing behind.

A temporary constraint has the cluster move it; once the cluster has settled, exactly that
constraint is removed. Should this node cease to be DC meanwhile, the constraint ends by itself.
"""

from datetime import UTC, datetime

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import take_out
from engine.protocol.verbs import Migrate
from engine.stacks import moving
from engine.stacks.contract import StackError
from engine.stacks.lab.controller.acts.steps import Cluster, Configure, Settle, Stage, Steps
from engine.stacks.moving import Move


def migrate(cluster: Cluster, act: Migrate, now: float) -> Steps:
    """Move a resource to a node."""
    move = moving.plan(cluster.cib, act)
    end = moving.ending(act, datetime.fromtimestamp(now, UTC))
    yield Stage("accepted")
    yield Configure(lambda cib: _add(cib, move, end))
    yield Stage("applied")
    removing = Configure(lambda cib: _remove(cib, move, end))
    try:
        yield Settle()
    except StackError:
        yield removing
        raise
    there = moving.arrived(cluster.cib, move)
    yield removing
    yield Settle()
    moving.judge(move, there=there, still=moving.arrived(cluster.cib, move))


def _add(cib: Cib, move: Move, end: datetime) -> None:
    constraints = cib.section("constraints")
    assert constraints is not None
    if any(other.get("id") == move.id for other in cib.root.iter("*")):
        raise moving.overtaken(move)
    constraints.append(etree.fromstring(move.constraint(end)))


def _remove(cib: Cib, move: Move, end: datetime) -> None:
    constraints = cib.section("constraints")
    for location in () if constraints is None else list(constraints.iterchildren("rsc_location")):
        if move.made(location, end):
            take_out(location)
