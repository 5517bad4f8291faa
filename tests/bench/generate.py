"""A large cluster's CIB with a running history, for benchmarks and tests of scale.

    python -m tests.bench.generate NODES RESOURCES > cib.xml

Six in ten primitives are in groups of three, one in ten is an anonymous clone on every node, the
rest stand alone with a location preference; each third of those follows a group. Everything runs
where it prefers to, and the digests of its operations are those that Pacemaker makes of their
parameters: its scheduler leaves the cluster as it is. The same arguments give the same document.
"""

import sys
from hashlib import md5

from lxml import etree

from engine.cib.xml import Element

E = etree.SubElement
BEGIN = 1_700_000_000


def _primitive(parent: Element, name: str, agent: str, **parameters: str) -> None:
    cls, provider, kind = agent.split(":")
    item = E(parent, "primitive", id=name)
    item.set("class", cls)
    if provider:
        item.set("provider", provider)
    item.set("type", kind)
    if parameters:
        block = E(item, "instance_attributes", id=f"{name}-params")
        for key, value in parameters.items():
            E(block, "nvpair", id=f"{name}-params-{key}", name=key, value=value)
    operations = E(item, "operations")
    for task, interval in (("monitor", "15s"), ("start", "0s"), ("stop", "0s")):
        E(operations, "op", id=f"{name}-{task}", name=task, interval=interval, timeout="30s")


def _digest(parameters: dict[str, str], timeout_ms: int | None) -> str:
    """What Pacemaker notes of an operation's parameters (version 1 of its XML digest)."""
    given = dict(parameters)
    if timeout_ms is not None:
        given["CRM_meta_timeout"] = str(timeout_ms)
    values = "".join(f' {key}="{value}"' for key, value in sorted(given.items()))
    return md5(f" <parameters{values}/>\n".encode(), usedforsecurity=False).hexdigest()


def _parameters(defined: Element) -> dict[str, dict[str, str]]:
    """The parameters of each primitive."""
    return {
        primitive.get("id", ""): {
            pair.get("name", ""): pair.get("value", "")
            for pair in primitive.iterfind("instance_attributes/nvpair")
        }
        for primitive in defined.iter("primitive")
    }


def _history(
    resources: Element,
    name: str,
    agent: str,
    node: str,
    call: int,
    running: bool,
    parameters: dict[str, str],
) -> None:
    cls, provider, kind = agent.split(":")
    history = E(resources, "lrm_resource", {"id": name, "type": kind, "class": cls})
    if provider:
        history.set("provider", provider)

    def entry(task: str, interval: int, rc: int, call_id: int, suffix: str) -> None:
        key = f"{name}_{task}_{interval}"
        transition = f"{call_id}:{call_id}:{rc if task == 'monitor' else 0}:{'0' * 8}-bench"
        E(
            history,
            "lrm_rsc_op",
            {
                "id": f"{name}_{suffix}",
                "operation_key": key,
                "operation": task,
                "crm-debug-origin": "controld_update_resource_history",
                "crm_feature_set": "3.16.2",
                "transition-key": transition,
                "transition-magic": f"0:{rc};{transition}",
                "exit-reason": "",
                "on_node": node,
                "call-id": str(call_id),
                "rc-code": str(rc),
                "op-status": "0",
                "interval": str(interval),
                "last-rc-change": str(BEGIN + call_id),
                "exec-time": "12",
                "queue-time": "0",
                "op-digest": _digest(parameters, 30000 if interval else None),
            },
        )

    if running:
        entry("start", 0, 0, call, "last_0")
        entry("monitor", 15000, 0, call + 1, "monitor_15000")
    else:
        entry("monitor", 0, 7, call, "last_0")


def generate(nodes: int, resources: int) -> bytes:
    """The document, for that many nodes and primitives."""
    names = [f"node{index + 1}" for index in range(nodes)]
    cib = etree.Element(
        "cib",
        {
            "crm_feature_set": "3.16.2",
            "validate-with": "pacemaker-3.9",
            "epoch": "7",
            "num_updates": "100",
            "admin_epoch": "0",
            "have-quorum": "1",
            "dc-uuid": "1",
        },
    )
    configuration = E(cib, "configuration")
    options = E(E(configuration, "crm_config"), "cluster_property_set", id="cib-bootstrap-options")
    for key, value in (("cluster-name", "bench"), ("stonith-enabled", "false")):
        E(options, "nvpair", id=f"opt-{key}", name=key, value=value)
    members = E(configuration, "nodes")
    for index, node in enumerate(names):
        E(members, "node", id=str(index + 1), uname=node)
    defined = E(configuration, "resources")
    constraints = E(configuration, "constraints")
    placed: list[tuple[str, str, tuple[str, ...]]] = []

    groups = resources * 6 // 10 // 3
    clones = resources // 10
    for index in range(groups):
        node = names[index % nodes]
        group = E(defined, "group", id=f"g{index}")
        address = f"10.1.{index // 250}.{index % 250 + 1}"
        _primitive(group, f"g{index}-ip", "ocf:heartbeat:IPaddr2", ip=address, cidr_netmask="24")
        _primitive(
            group,
            f"g{index}-fs",
            "ocf:heartbeat:Filesystem",
            device=f"/dev/vg0/lv{index}",
            directory=f"/srv/{index}",
            fstype="xfs",
        )
        _primitive(group, f"g{index}-app", "systemd::app@" + str(index))
        E(constraints, "rsc_location", id=f"l-g{index}", rsc=f"g{index}", node=node, score="100")
        placed += [
            (f"g{index}-ip", "ocf:heartbeat:IPaddr2", (node,)),
            (f"g{index}-fs", "ocf:heartbeat:Filesystem", (node,)),
            (f"g{index}-app", f"systemd::app@{index}", (node,)),
        ]
    for index in range(clones):
        clone = E(defined, "clone", id=f"c{index}-clone")
        _primitive(clone, f"c{index}", "ocf:pacemaker:ping", host_list="10.1.0.1")
        placed.append((f"c{index}", "ocf:pacemaker:ping", tuple(names)))
    for index in range(resources - 3 * groups - clones):
        node = names[(index * 7) % nodes]
        _primitive(defined, f"p{index}", "ocf:heartbeat:Dummy", fake=f"value {index}")
        E(constraints, "rsc_location", id=f"l-p{index}", rsc=f"p{index}", node=node, score="50")
        if groups and index % 3 == 0:
            first = f"g{index % groups}"
            E(
                constraints,
                "rsc_order",
                {"id": f"o-p{index}", "first": first, "then": f"p{index}", "kind": "Optional"},
            )
        placed.append((f"p{index}", "ocf:heartbeat:Dummy", (node,)))

    parameters = _parameters(defined)
    status = E(cib, "status")
    for index, node in enumerate(names):
        state = E(
            status,
            "node_state",
            {
                "id": str(index + 1),
                "uname": node,
                "in_ccm": "true",
                "crmd": "online",
                "crm-debug-origin": "controld_update_resource_history",
                "join": "member",
                "expected": "member",
            },
        )
        history = E(E(state, "lrm", id=str(index + 1)), "lrm_resources")
        for call, (name, agent, where) in enumerate(placed):
            running = node in where
            _history(history, name, agent, node, 2 * call + 1, running, parameters[name])
        E(
            E(state, "transient_attributes", id=str(index + 1)),
            "instance_attributes",
            id=f"status-{index + 1}",
        )
    return etree.tostring(cib, encoding="utf-8", xml_declaration=True, pretty_print=True)


if __name__ == "__main__":
    sys.stdout.buffer.write(generate(int(sys.argv[1]), int(sys.argv[2])))
