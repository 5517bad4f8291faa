"""Clusters for benchmarks of the scheduler: groups, primitives, clones, and what follows others.

    python -m tests.bench.workload NODES RESOURCES [--fresh] [--standby K] > cib.xml

Of the primitives six in ten are in groups of three, two in ten stand alone and prefer one node and
then another, one in ten is an anonymous clone on every node, and one in ten comes after, and runs
with, one of the others. Either nothing has been started yet, or everything runs where it prefers
to. The same arguments give the same document.
"""

import argparse
import random
import sys
from dataclasses import dataclass, field

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.actions.digests import parameters_digest

E = etree.SubElement
_SINCE = "1700000000"
_TRANSITION = "aaaaaaaa-0000-4000-8000-000000000000"


@dataclass(slots=True)
class _Primitive:
    """A primitive, and the nodes where it runs."""

    id: str
    agent: tuple[str, str, str]
    parameters: dict[str, str]
    homes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Cluster:
    """The document in the making."""

    resources: Element
    constraints: Element
    nodes: list[str]
    primitives: list[_Primitive] = field(default_factory=list[_Primitive])
    whole: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """What others can follow, and where it is."""

    def add(
        self,
        parent: Element,
        id_: str,
        agent: tuple[str, str, str],
        parameters: dict[str, str],
        *homes: str,
    ) -> None:
        """Add a primitive."""
        standard, provider, kind = agent
        attributes = {"id": id_, "class": standard, "type": kind}
        if provider:
            attributes["provider"] = provider
        element = E(parent, "primitive", attributes)
        if parameters:
            block = E(element, "instance_attributes", id=f"{id_}-ia")
            for name, value in parameters.items():
                E(block, "nvpair", id=f"{id_}-ia-{name}", name=name, value=value)
        operations = E(element, "operations")
        E(operations, "op", id=f"{id_}-m", name="monitor", interval="10s", timeout="20s")
        E(operations, "op", id=f"{id_}-s", name="start", interval="0", timeout="60s")
        E(operations, "op", id=f"{id_}-t", name="stop", interval="0", timeout="60s")
        self.primitives.append(_Primitive(id_, agent, parameters, homes))

    def prefer(self, id_: str, node: str, score: int) -> None:
        """Add a location."""
        name = f"loc-{id_}-{node}"
        E(self.constraints, "rsc_location", id=name, rsc=id_, node=node, score=str(score))


def workload(nodes: int, resources: int, *, fresh: bool = False, standby: int = 0) -> bytes:
    """The document.

    Args:
        nodes: how many.
        resources: how many primitives.
        fresh: whether nothing has been started, nor looked for, yet.
        standby: so many nodes are in standby, whatever runs on them.
    """
    root = etree.Element(
        "cib",
        {
            "crm_feature_set": "3.16.1",
            "validate-with": "pacemaker-3.9",
            "epoch": "1",
            "num_updates": "0",
            "admin_epoch": "0",
            "have-quorum": "1",
            "dc-uuid": "1",
        },
    )
    configuration = E(root, "configuration")
    options = E(E(configuration, "crm_config"), "cluster_property_set", id="options")
    for name, value in (("stonith-enabled", "false"), ("no-quorum-policy", "stop")):
        E(options, "nvpair", id=f"options-{name}", name=name, value=value)
    names = [f"node{number}" for number in range(1, nodes + 1)]
    section = E(configuration, "nodes")
    for number, name in enumerate(names, 1):
        node = E(section, "node", id=str(number), uname=name)
        if number <= standby:
            block = E(node, "instance_attributes", id=f"nodes-{number}")
            E(block, "nvpair", id=f"nodes-{number}-standby", name="standby", value="on")
    cluster = _Cluster(E(configuration, "resources"), E(configuration, "constraints"), names)
    _fill(cluster, resources)
    defaults = E(E(configuration, "rsc_defaults"), "meta_attributes", id="rd")
    E(defaults, "nvpair", id="rd-s", name="resource-stickiness", value="1")
    _add_status(root, cluster, fresh=fresh)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(cluster: _Cluster, resources: int) -> None:
    chance = random.Random(1)
    nodes = cluster.nodes
    groups, clones, followers = resources * 6 // 10 // 3, resources // 10, resources // 10
    for number in range(groups):
        home = nodes[number % len(nodes)]
        group = E(cluster.resources, "group", id=f"g{number}")
        ip = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        address = {"ip": ip, "cidr_netmask": "24"}
        cluster.add(group, f"g{number}-ip", ("ocf", "heartbeat", "IPaddr2"), address, home)
        disk = {"device": f"/dev/vg/lv{number}", "directory": f"/srv/g{number}", "fstype": "xfs"}
        cluster.add(group, f"g{number}-fs", ("ocf", "heartbeat", "Filesystem"), disk, home)
        cluster.add(group, f"g{number}-svc", ("systemd", "", f"app@{number}"), {}, home)
        cluster.prefer(f"g{number}", home, 100)
        cluster.whole.append((f"g{number}", home))
    for number in range(resources - 3 * groups - clones - followers):
        id_ = f"p{number}"
        preferred = chance.sample(nodes, min(2, len(nodes)))
        parameters = {"fake": f"v{number}"}
        cluster.add(cluster.resources, id_, ("ocf", "heartbeat", "Dummy"), parameters, preferred[0])
        for node, score in zip(preferred, (200, 50), strict=False):
            cluster.prefer(id_, node, score)
        cluster.whole.append((id_, preferred[0]))
    for number in range(clones):
        clone = E(cluster.resources, "clone", id=f"c{number}-clone")
        cluster.add(clone, f"c{number}", ("ocf", "pacemaker", "Dummy"), {}, *nodes)
        block = E(clone, "meta_attributes", id=f"c{number}-ma")
        E(block, "nvpair", id=f"c{number}-ma-i", name="interleave", value="true")
    for number in range(followers):
        id_ = f"o{number}"
        first, home = chance.choice(cluster.whole)
        parameters = {"fake": id_}
        cluster.add(cluster.resources, id_, ("ocf", "heartbeat", "Dummy"), parameters, home)
        E(cluster.constraints, "rsc_order", {"id": f"ord-{id_}", "first": first, "then": id_})
        score = chance.choice(("INFINITY", "INFINITY", "500"))
        together = {"id": f"col-{id_}", "rsc": id_, "with-rsc": first, "score": score}
        E(cluster.constraints, "rsc_colocation", together)


def _add_status(root: Element, cluster: _Cluster, *, fresh: bool) -> None:
    status = E(root, "status")
    digests = [
        (
            primitive,
            set(primitive.homes),
            parameters_digest(primitive.parameters),
            parameters_digest({**primitive.parameters, "CRM_meta_timeout": "20000"}),
        )
        for primitive in cluster.primitives
    ]
    for number, node in enumerate(cluster.nodes, 1):
        state = E(status, "node_state", id=str(number), uname=node, in_ccm="true")
        for name, value in (("crmd", "online"), ("join", "member"), ("expected", "member")):
            state.set(name, value)
        resources = E(E(state, "lrm", id=str(number)), "lrm_resources")
        if fresh:
            continue
        call = 0
        for primitive, homes, digest, timed in digests:
            standard, provider, kind = primitive.agent
            entry = E(resources, "lrm_resource", {"id": primitive.id, "type": kind})
            entry.set("class", standard)
            if provider:
                entry.set("provider", provider)
            done = [("last_0", "monitor", 0, 7, digest)]
            if node in homes:
                done = [("last_0", "start", 0, 0, digest)]
                done.append(("monitor_10000", "monitor", 10_000, 0, timed))
            for suffix, task, interval, rc, noted in done:
                call += 1
                transition = f"{call}:1:{rc}:{_TRANSITION}"
                values = {
                    "id": f"{primitive.id}_{suffix}",
                    "operation_key": f"{primitive.id}_{task}_{interval}",
                    "operation": task,
                    "crm_feature_set": "3.16.1",
                    "transition-key": transition,
                    "transition-magic": f"0:{rc};{transition}",
                    "on_node": node,
                    "call-id": str(call),
                    "rc-code": str(rc),
                    "op-status": "0",
                    "interval": str(interval),
                    "last-rc-change": _SINCE,
                    "exec-time": "10",
                    "queue-time": "0",
                    "op-digest": noted,
                }
                E(entry, "lrm_rsc_op", values)


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("nodes", type=int)
    parser.add_argument("resources", type=int)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--standby", type=int, default=0)
    options = parser.parse_args()
    made = workload(options.nodes, options.resources, fresh=options.fresh, standby=options.standby)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
