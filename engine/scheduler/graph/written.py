"""A transition graph as Pacemaker's scheduler writes it."""

from lxml import etree

from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.xml import Element


def write_graph(graph: Graph) -> bytes:
    """A ``<transition_graph>``, which ``engine.cib.transition.read`` reads."""
    root = etree.Element("transition_graph", dict(graph.attributes))
    by_id = {step.id: step for step in graph.steps}
    for number, step in enumerate(graph.steps):
        synapse = etree.SubElement(root, "synapse", {"id": str(number)})
        if step.priority:
            synapse.set("priority", str(step.priority))
        action = _write(etree.SubElement(synapse, "action_set"), step)
        if step.agent is not None and step.recorded_as is not None:
            _write_agent(action, step)
        etree.SubElement(action, "attributes", dict(step.attributes))
        inputs = etree.SubElement(synapse, "inputs")
        for first in step.after:
            trigger = etree.SubElement(inputs, "trigger")
            if first in by_id:
                _write(trigger, by_id[first])
    return etree.tostring(root, pretty_print=True)


def _write(parent: Element, step: Step) -> Element:
    element = etree.SubElement(
        parent, step.kind.value, {"id": str(step.id), "operation": step.task}
    )
    key = step.key
    if step.kind is StepKind.CLUSTER and step.task == "stonith":
        key = f"stonith-{step.target}-{step.attributes.get('CRM_meta_stonith_action', 'reboot')}"
    element.set("operation_key", key)
    node = step.target if step.task == "stonith" else step.node
    if node is not None:
        element.set("on_node", node)
        uuid = step.attributes.get("CRM_meta_on_node_uuid")
        if uuid is not None:
            element.set("on_node_uuid", uuid)
    return element


def _write_agent(parent: Element, step: Step) -> None:
    assert step.agent is not None
    primitive = etree.SubElement(parent, "primitive", {"id": step.recorded_as or ""})
    if step.known_as is not None:
        primitive.set("long-id", step.known_as)
    for name, value in zip(("class", "provider", "type"), step.agent, strict=True):
        if value is not None:
            primitive.set(name, value)
