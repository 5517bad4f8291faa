"""A clone's actions: those of its instances, and pseudo-actions for the clone as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.cib.score import INFINITY
from engine.scheduler.actions.find import actions_of_task
from engine.scheduler.actions.kinds import (
    action_flags,
    add_to_graph,
    create_actions,
    create_probe,
)
from engine.scheduler.actions.make import resource_pseudo_action
from engine.scheduler.actions.notify import announce, begin_after
from engine.scheduler.actions.notify_actions import tell_instances
from engine.scheduler.actions.probes import probe_each
from engine.scheduler.actions.promotable_actions import create_promotable_actions
from engine.scheduler.actions.summary import summarised_flags
from engine.scheduler.graph.add import add_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.clone import CloneParts
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of
from engine.scheduler.model.resource import Discovery, Kind, Resource
from engine.scheduler.ordering.link import link


@create_actions.of(Kind.CLONE)
def create_clone_actions(clone: Resource) -> None:
    """Make the instances' actions, then those that stand for the clone, and what tells of them."""
    parts = parts_of(clone)
    create_instance_actions(clone, clone.children)
    begin_after(parts.start_notify, parts.stop_notify)
    if parts.ordered:
        _order_instances(clone)
    if clone.promotable:
        create_promotable_actions(clone)


def parts_of(clone: Resource) -> CloneParts:
    """What only clones have."""
    assert clone.clone is not None
    return clone.clone


@dataclass(slots=True)
class _Activity:
    active: bool = False
    starting: bool = False
    stopping: bool = False

    def add(self, instances: Iterable[Resource]) -> None:
        """Look at primitives that are instances, or members of one."""
        for primitive in instances:
            self.active = self.active or bool(primitive.running_on)
            for action in primitive.actions:
                if action.optional:
                    continue
                if action.task == "stop" and (action.pseudo or action.runnable):
                    self.stopping = True
                elif action.task == "start" and action.runnable:
                    self.starting = True


def create_instance_actions(whole: Resource, instances: list[Resource]) -> None:
    """Make the actions of instances, or a bundle's containers, and start and stop of the whole.

    A clone's instances are told of each by actions made right after it.
    """
    total = _Activity()
    migratable = True
    for instance in instances:
        if instance.settled:
            total.active = True
            continue
        create_actions(instance)
        own = _Activity()
        own.add(instance.primitives())
        migratable = migratable and not (own.starting and own.stopping)
        total.active = total.active or own.active
        total.starting = total.starting or own.starting
        total.stopping = total.stopping or own.stopping
    begun = not total.starting
    start = resource_pseudo_action(whole, "start", optional=begun, runnable=True)
    running = resource_pseudo_action(
        whole, "running", optional=begun, runnable=total.active or total.starting
    )
    running.priority = INFINITY
    if whole.clone is not None:
        whole.clone.start_notify = announce(whole, "start", start, running)
    ended = not total.stopping
    stop = resource_pseudo_action(whole, "stop", optional=ended, runnable=True)
    stopped = resource_pseudo_action(whole, "stopped", optional=ended, runnable=True)
    stopped.priority = INFINITY
    if migratable:
        stop.migratable = True
    if whole.clone is not None:
        whole.clone.stop_notify = announce(whole, "stop", stop, stopped)


def _order_instances(clone: Resource) -> None:
    """Of an ordered clone, start one instance after another, and stop them the other way round."""
    previous: dict[str, Action] = {}
    clone.children.sort(key=instance_number)
    for instance in clone.children:
        for task in ("stop", "start"):
            required = [item for item in actions_of_task(instance, task) if not item.optional]
            if len(required) != 1:
                continue  # with several the sequence would be a matter of chance
            action = required[0]
            last = previous.get(task)
            if last is not None and task == "stop":
                link(action, last, ties.OPTIONAL)
            elif last is not None:
                link(last, action, ties.OPTIONAL)
            previous[task] = action


def instance_number(instance: Resource) -> int:
    """Sort key that brings instances back into the order of their numbers."""
    return -1 if instance.number is None else instance.number


@create_probe.of(Kind.CLONE)
def probe_clone(clone: Resource, node: Node) -> bool:
    """Probe every instance of a unique clone; of any other one, which stands for all."""
    parts = parts_of(clone)
    if parts.stand_ins is None:
        clone.children.sort(key=instance_number)
        parts.stand_ins = {} if clone.unique else _stand_ins(clone.children)
    if not clone.children:
        return False
    if (
        clone.exclusive_discovery
        and node in clone.allowed
        and clone.discovery.get(node) is not Discovery.EXCLUSIVE
    ):
        # So that instances are told only of nodes on which one could ever run.
        del clone.allowed[node]
        return False
    if clone.unique:
        return probe_each(clone.children, node)
    return create_probe(parts.stand_ins.get(node, clone.children[0]), node)


def _stand_ins(instances: list[Resource]) -> dict[Node, Resource]:
    """By node the first instance that is known there, else the first that goes there."""
    found: dict[Node, Resource] = {}
    for instance in instances:
        for primitive in instance.primitives():
            for node in primitive.known_on:
                found.setdefault(node, instance)
    for instance in instances:
        nodes = nodes_of(instance, current=False)
        if len(nodes) == 1:
            found.setdefault(nodes[0], instance)
    return found


@action_flags.of(Kind.CLONE)
def clone_flags(clone: Resource, action: Action, node: Node | None) -> int:
    """What a clone's action is follows from those of its instances."""
    return summarised_flags(action, clone.children, node)


@add_to_graph.of(Kind.CLONE)
def add_clone_to_graph(clone: Resource) -> None:
    """Have the instances told of what they take part in, then add all actions."""
    parts = parts_of(clone)
    for action in clone.actions:
        action_flags(clone, action, None)
    for told in (
        parts.start_notify,
        parts.stop_notify,
        parts.promote_notify,
        parts.demote_notify,
    ):
        if told is not None:
            tell_instances(clone, told)
    for instance in clone.children:
        add_to_graph(instance)
    for action in reversed(clone.actions):
        add_action(action)
