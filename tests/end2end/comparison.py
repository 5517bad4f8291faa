"""The desktop's model and Pacemaker's own ``crm_mon``, side by side."""

from engine.cib.state.model import Instance
from engine.cib.views import Group
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
    """Members of groups that crm_mon passes over whole.

    Pacemaker 2.1.5 does so with a group that is active in part, on a node it cannot reach.
    """
    told = {group.get("id") for group in seen.iter("group")}
    left_out: list[Instance] = []
    for group in live.configuration.every_resource():
        if isinstance(group, Group) and group.id not in told:
            members = [i for member in group.members for i in live.state.instances_of(member.id)]
            if len({member.active for member in members}) > 1:
                left_out += members
    return left_out
