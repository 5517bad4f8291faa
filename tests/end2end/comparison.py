"""The desktop's model and Pacemaker's own ``crm_mon``, side by side."""

from engine.cib.state.model import Instance
from engine.cib.views import Clone, Group
from engine.cib.xml import Element
from hagui.cluster.live import LiveCluster
from tests.engine.cib.state.oracle import node_facts, read, resource_facts


def differences(live: LiveCluster, seen: Element) -> list[str]:
    """What the model says otherwise than ``crm_mon --output-as=xml --inactive`` does."""
    nodes, resources = read(seen)
    ours = node_facts(live.state)
    unsaid = resource_facts(_left_out(live, seen))
    return [
        *_cluster(live, seen),
        *(
            f"{name}: crm_mon says {nodes.get(name)}, the model {ours.get(name)}"
            for name in sorted(nodes.keys() | ours.keys())
            if nodes.get(name) != ours.get(name)
        ),
        *(f"only crm_mon: {item}" for item in resources - resource_facts(_all(live))),
        *(f"only the model: {item}" for item in resource_facts(_all(live)) - resources - unsaid),
    ]


def _cluster(live: LiveCluster, seen: Element) -> list[str]:
    found: list[str] = []
    dc = seen.find("summary/current_dc")
    name = dc.get("name") if dc is not None and dc.get("present") == "true" else None
    if name != live.state.dc:
        found.append(f"DC: crm_mon says {name}, the model {live.state.dc}")
    if dc is not None and (dc.get("with_quorum") == "true") != live.state.quorate:
        found.append(f"quorum: the model says {live.state.quorate}")
    return found


def _all(live: LiveCluster) -> list[Instance]:
    return list(live.state.instances.values())


def _left_out(live: LiveCluster, seen: Element) -> list[Instance]:
    """What is in groups and clones that crm_mon passes over whole.

    Pacemaker 2.1.5 does so with one that is not managed and active in part, on a node that is not
    online: neither the group or clone nor anything in it is in the output.
    """
    told = {element.get("id") for element in seen.iter("group", "clone")}
    left_out: list[Instance] = []
    for resource in live.configuration.resources:
        if isinstance(resource, Group | Clone) and resource.id not in told:
            ids = {primitive.id for primitive in resource.primitives()}
            inside = [item for item in _all(live) if item.resource in ids]
            if {item.active for item in inside} == {True, False}:
                left_out += inside
    return left_out
