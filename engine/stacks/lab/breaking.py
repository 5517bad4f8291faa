"""Breaking a resource where it runs, behind the cluster's back.

Its agent is told to stop it, as somebody would who knows no cluster: the next monitor finds it not
running. A fencing device does not run by itself, so that there is nothing to break.
"""

from collections.abc import Sequence
from typing import Final

from engine.agents.codes import Ocf
from engine.agents.environment import action_environment
from engine.agents.names import Name
from engine.agents.running import run_action
from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.model import Instance, Role
from engine.cib.views.configuration import Configuration
from engine.cib.views.resources import Clone, Group, Primitive
from engine.stacks.contract import StackError
from engine.stacks.lab.around import surroundings
from engine.stacks.lab.layout import Folder

TIMEOUT: Final = 20.0
"""Seconds that the agent has."""


async def break_resource(folder: Folder, cib: Cib, resource: str, nodes: Sequence[str] = ()) -> str:
    """Break it, and give the node where that was.

    Args:
        folder: the lab's.
        cib: what runs where.
        resource: a primitive; a group stands for its last member, a clone for its promoted, else
            its first instance.
        nodes: where to break it; empty: wherever it runs.

    Raises:
        StackError: ``unknown-resource``, ``not-running``, ``invalid`` or ``failed``.
    """
    primitive = _primitive(Configuration.of(cib), resource)
    if primitive.fencing:
        words = f"{resource} is a fencing device, which does not run: there is nothing to break."
        raise StackError("invalid", words)
    instance, node = _running(cib, primitive, nodes)
    agent = Name(primitive.standard, primitive.type, primitive.provider)
    name = instance.key if instance.unique else instance.resource
    told = action_environment(agent, name, primitive.parameters, {})
    ended = await run_action(agent, "stop", told, surroundings(folder, node), TIMEOUT)
    if ended.rc != Ocf.OK:
        why = ended.reason or f"its agent's stop ended with {ended.rc}"
        raise StackError("failed", f"{name} on {node} could not be broken: {why}.")
    return node


def _primitive(configuration: Configuration, resource: str) -> Primitive:
    match configuration.find(resource):
        case Primitive() as primitive:
            return primitive
        case Group() | Clone() as around:
            inside = list(around.primitives())
            if inside:
                return inside[-1]
        case _:
            pass
    known = ", ".join(primitive.id for primitive in configuration.primitives())
    raise StackError("unknown-resource", f"There is no resource {resource}; there are {known}.")


def _running(cib: Cib, primitive: Primitive, nodes: Sequence[str]) -> tuple[Instance, str]:
    active = [
        (instance, node)
        for instance in Derivation(cib).state.instances_of(primitive.id)
        for node in instance.nodes
        if not nodes or node in nodes
    ]
    if not active:
        where = f" on {', '.join(nodes)}" if nodes else ""
        words = f"{primitive.id} does not run{where}: there is nothing to break."
        raise StackError("not-running", words)
    return next((one for one in active if one[0].role is Role.PROMOTED), active[0])
