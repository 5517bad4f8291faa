"""What becomes of nodes, in a CIB."""

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element
from engine.scheduler.injection.events import NodeFate
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.injection.sections import configuration, status

_ATTRIBUTE = {
    NodeFate.STANDBY: ("standby", "on"),
    NodeFate.ONLINE: ("standby", None),
    NodeFate.MAINTENANCE: ("maintenance", "true"),
    NodeFate.READY: ("maintenance", None),
}
_UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
_DOWN = {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}


def node_state(cib: Cib, name: str) -> Element:
    """The node's state; made where the configuration knows the node only.

    Raises:
        InjectionRefused: there is no such node.
    """
    for found in cib.root.iterfind("status/node_state"):
        if found.get("uname") == name:
            return found
    for node in cib.root.iterfind("configuration/nodes/node"):
        if node.get("uname") == name:
            id_ = node.get("id") or name
            return etree.SubElement(status(cib), "node_state", {"id": id_, "uname": name})
    for primitive in cib.root.iterfind("configuration/resources//primitive"):
        if _connects_to(primitive, name):
            attributes = {"id": name, "uname": name, "remote_node": "true"}
            return etree.SubElement(status(cib), "node_state", attributes)
    raise InjectionRefused(f"There is no node «{name}» in this CIB.")


def _connects_to(primitive: Element, name: str) -> bool:
    agent = (primitive.get("class"), primitive.get("provider"), primitive.get("type"))
    if primitive.get("id") == name and agent == ("ocf", "pacemaker", "remote"):
        return True
    return any(
        pair.get("name") == "remote-node" and pair.get("value") == name
        for pair in primitive.iterfind("meta_attributes/nvpair")
    )


def change_node(cib: Cib, name: str, fate: NodeFate) -> None:
    """Let something become of a node.

    Raises:
        InjectionRefused: there is no such node, and it does not come up.
    """
    if fate in _ATTRIBUTE:
        _set_attribute(cib, name, *_ATTRIBUTE[fate])
        return
    if fate is NodeFate.UP:
        _know(cib, name)
    state = node_state(cib, name)
    for attribute, value in (_DOWN if fate is NodeFate.DOWN else _UP).items():
        state.set(attribute, value)
    if fate is NodeFate.FAIL:
        state.set("in_ccm", "false")
    if fate is NodeFate.DOWN:
        for gone in [*state.iterfind("lrm"), *state.iterfind("transient_attributes")]:
            state.remove(gone)


def _know(cib: Cib, name: str) -> None:
    """Let a node that comes up for the first time be configured."""
    try:
        node_state(cib, name)
    except InjectionRefused:
        nodes = configuration(cib, "nodes")
        etree.SubElement(nodes, "node", {"id": name, "uname": name})


def _set_attribute(cib: Cib, name: str, attribute: str, value: str | None) -> None:
    """Set a permanent attribute, and take away the transient one of the same name."""
    id_ = node_state(cib, name).get("id") or name
    nodes = configuration(cib, "nodes")
    node = next((found for found in nodes if found.get("uname") == name), None)
    if node is None:
        node = etree.SubElement(nodes, "node", {"id": id_, "uname": name})
    state = node_state(cib, name)
    for owner in (node, state):
        for pair in [pair for pair in owner.iter("nvpair") if pair.get("name") == attribute]:
            parent = pair.getparent()
            if parent is not None and not _of_resource(pair):
                parent.remove(pair)
    if value is None:
        return
    block = node.find("instance_attributes")
    if block is None:
        block = etree.SubElement(node, "instance_attributes", {"id": f"nodes-{id_}"})
    pair = {"id": f"nodes-{id_}-{attribute}", "name": attribute, "value": value}
    etree.SubElement(block, "nvpair", pair)


def _of_resource(pair: Element) -> bool:
    return any(ancestor.tag == "lrm" for ancestor in pair.iterancestors())
