"""Results of operations, in a CIB."""

from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.score import INFINITY
from engine.cib.xml import Element
from engine.scheduler.injection.events import OperationEvent
from engine.scheduler.injection.nodes import node_state
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.projection.nodes import States
from engine.scheduler.projection.record import Outcome, record

_OK: Final = 0
_NOT_RUNNING: Final = 7

Agent = tuple[str, str | None, str]


def add_result(cib: Cib, event: OperationEvent, now: int) -> None:
    """Let an operation have ended with a result, and count it where it is a failure.

    Raises:
        InjectionRefused: the node or the resource does not exist.
    """
    state = node_state(cib, event.node)
    states = States(cib)
    entry = states.entry(event.node, event.resource)
    if entry is None:
        entry = states.add_entry(event.node, event.resource, _agent(cib, event.resource))
    if event.rc != _OK and not (event.rc == _NOT_RUNNING and event.interval_ms == 0):
        _count(state, event, now)
    outcome = Outcome(
        event.task, event.interval_ms, event.rc, now=now, exit_reason="Supposed result"
    )
    record(entry, event.resource, outcome, cib.feature_set)


def _agent(cib: Cib, resource: str) -> Agent:
    """Class, provider and type of the agent."""
    name, _, number = resource.rpartition(":")
    wanted = {resource, name} if number.isdecimal() else {resource}
    for primitive in cib.root.iterfind("configuration/resources//primitive"):
        if primitive.get("id") in wanted:
            source: Element | None = primitive
            if primitive.get("template") is not None:
                source = _template(cib, primitive.get("template") or "")
            if source is not None:
                return _described(source)
    for entry in cib.root.iter("lrm_resource"):
        if entry.get("id") == resource:
            return _described(entry)
    raise InjectionRefused(f"There is no resource «{resource}» in this CIB.")


def _described(element: Element) -> Agent:
    return element.get("class", ""), element.get("provider"), element.get("type", "")


def _template(cib: Cib, id_: str) -> Element | None:
    templates = cib.root.iterfind("configuration/resources/template")
    return next((found for found in templates if found.get("id") == id_), None)


def _count(state: Element, event: OperationEvent, now: int) -> None:
    """Add one to the fail count, and remember when."""
    tail = f"{event.resource}#{event.task}_{event.interval_ms}"
    id_ = state.get("id") or ""
    transient = state.find("transient_attributes")
    if transient is None:
        transient = etree.SubElement(state, "transient_attributes", {"id": id_})
    block = transient.find("instance_attributes")
    if block is None:
        attributes = {"id": f"status-{id_}"}
        block = etree.SubElement(transient, "instance_attributes", attributes)
    count = _pair(block, id_, f"fail-count-{tail}")
    value = count.get("value") or "0"
    if value.upper() != "INFINITY":
        known = int(value) if value.isdecimal() else 0
        count.set("value", str(min(known + 1, INFINITY)))
    _pair(block, id_, f"last-failure-{tail}").set("value", str(now))


def _pair(block: Element, id_: str, name: str) -> Element:
    for pair in block.iterchildren("nvpair"):
        if pair.get("name") == name:
            return pair
    attributes = {"id": f"status-{id_}-{name.replace('#', '.')}", "name": name, "value": "0"}
    return etree.SubElement(block, "nvpair", attributes)
