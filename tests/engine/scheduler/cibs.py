"""Tiny clusters for tests of the scheduler: CIBs made of a few lines, and what is done in them."""

from collections.abc import Iterable, Mapping

from engine.cib.document import Cib
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule

NOW = 1_700_000_000
_MAGIC = "12345678-9abc-def0-1234-56789abcdef0"
_DIGESTS = {False: "f2317cad3d54cec5d7d7aa7d0bf35cf8", True: "4811cef7f7f94e3a35a70be7916cb2fd"}
"""Of no parameters at all, and of those of a recurring operation, which has a timeout."""


def pairs(id_: str, tag: str = "meta_attributes", /, **values: str) -> str:
    """A block of name-value pairs; ``_`` in a name stands for ``-``."""
    inner = "".join(
        f'<nvpair id="{id_}-{name}" name="{name.replace("_", "-")}" value="{value}"/>'
        for name, value in values.items()
    )
    return f'<{tag} id="{id_}">{inner}</{tag}>'


def primitive(id_: str, inner: str = "", *, kind: str = "Dummy") -> str:
    """A primitive of Pacemaker's own test agents."""
    return (
        f'<primitive id="{id_}" class="ocf" provider="pacemaker" type="{kind}">{inner}</primitive>'
    )


def group(id_: str, *members: str, **meta: str) -> str:
    """A group of such primitives, by their ids."""
    inner = "".join(primitive(member) for member in members)
    return f'<group id="{id_}">{pairs(f"{id_}-m", **meta)}{inner}</group>'


def clone(id_: str, inner: str, **meta: str) -> str:
    """A clone of a primitive or group."""
    return f'<clone id="{id_}">{pairs(f"{id_}-m", **meta)}{inner}</clone>'


def done(
    resource: str, node: str, task: str, rc: int = 0, *, call: int = 1, kind: str = "Dummy"
) -> tuple[str, str]:
    """One entry of a node's history: (node, XML); ``task`` may have an interval, ``monitor@5``."""
    name, _, interval = task.partition("@")
    interval = interval or "0"
    key = f"{resource}_{name}_{interval}"
    expected = 7 if name == "monitor" and interval == "0" and rc == 7 else 0
    return node, (
        f'<lrm_resource id="{resource}" class="ocf" provider="pacemaker" type="{kind}">'
        f'<lrm_rsc_op id="{resource}_last_0" operation_key="{key}" operation="{name}"'
        f' interval="{interval}" call-id="{call}" rc-code="{rc}" op-status="0"'
        f' op-digest="{_DIGESTS[interval != "0"]}"'
        f' crm_feature_set="3.16.1" transition-key="1:1:{expected}:{_MAGIC}"'
        f' transition-magic="0:{rc};1:1:{expected}:{_MAGIC}" on_node="{node}"'
        f' last-rc-change="{NOW - 100}" exec-time="1" queue-time="0"/></lrm_resource>'
    )


def cib(
    resources: str,
    *,
    constraints: str = "",
    nodes: int = 2,
    options: str = "",
    standby: Iterable[str] = (),
    lost: Iterable[str] = (),
    history: Iterable[tuple[str, str]] = (),
    attributes: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """A whole CIB: nodes ``n1``, ``n2``, … are up, but for those ``lost``.

    Fencing is off unless ``options`` say so; then what is lost has to be fenced.

    ``attributes`` are the nodes' own, by node; names as in ``pairs``.
    """
    names = [f"n{number}" for number in range(1, nodes + 1)]
    past: dict[str, str] = dict.fromkeys(names, "")
    for node, entry in history:
        past[node] += entry
    members = "".join(
        f'<node id="{number}" uname="{name}">'
        + (pairs(f"{name}-a", "instance_attributes", standby="on") if name in standby else "")
        + pairs(f"{name}-b", "instance_attributes", **(attributes or {}).get(name, {}))
        + "</node>"
        for number, name in enumerate(names, 1)
    )
    states = "".join(
        f'<node_state id="{number}" uname="{name}"'
        + (
            ' in_ccm="false" crmd="offline" join="down" expected="member">'
            if name in lost
            else ' in_ccm="true" crmd="online" join="member" expected="member">'
        )
        + f'<lrm id="{number}"><lrm_resources>{past[name]}</lrm_resources></lrm>'
        f"</node_state>"
        for number, name in enumerate(names, 1)
    )
    options = options or pairs("options", "cluster_property_set", stonith_enabled="false")
    return (
        '<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" epoch="1" num_updates="0"'
        f' admin_epoch="0" have-quorum="1" dc-uuid="1" execution-date="{NOW}"><configuration>'
        f"<crm_config>{options}</crm_config><nodes>{members}</nodes>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        f"</configuration><status>{states}</status></cib>"
    )


def scheduled(text: str) -> Result:
    """What the scheduler makes of a CIB."""
    return schedule(Cib.parse(text))


def keys(result: Result) -> set[str]:
    """The operation keys of everything that is done."""
    return {step.key for step in result.graph.steps}


def places(result: Result, resource: str, role: str | None = None) -> list[str]:
    """The nodes on which a resource will be, each as often as it is there, sorted."""
    return sorted(
        item.node
        for item in result.placements
        if item.resource == resource and role in (None, item.role)
    )


def where(result: Result, key: str) -> set[str | None]:
    """The nodes on which an operation is done."""
    return {step.node for step in result.graph.steps if step.key == key}


def links(result: Result) -> set[tuple[str, str]]:
    """What waits directly for what: (first, then), each ``key`` or ``key@node``."""
    names = {
        step.id: step.key if step.node is None else f"{step.key}@{step.node}"
        for step in result.graph.steps
    }
    return {(names[first], names[step.id]) for step in result.graph.steps for first in step.after}
