"""Small CIBs, written in a few words."""

import zlib

from engine.cib.document import Cib

UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}


def operation(
    resource: str,
    task: str,
    *,
    rc: int = 0,
    expected: int = 0,
    call: int = 1,
    interval: int = 0,
    status: int = 0,
    changed: int = 1_000,
    name: str | None = None,
    extra: str = "",
) -> str:
    """One entry of the history."""
    key = f"{resource}_{task}_{interval}"
    magic = f"{call}:1:{expected}:aaaaaaaa-0000-4000-8000-000000000000"
    return (
        f'<lrm_rsc_op id="{name or key}" operation_key="{key}" operation="{task}" '
        f'call-id="{call}" rc-code="{rc}" op-status="{status}" interval="{interval}" '
        f'transition-key="{magic}" transition-magic="{status}:{rc};{magic}" '
        f'last-rc-change="{changed}" {extra}/>'
    )


def history(resource: str, *operations: str, agent: str = 'class="ocf" type="Dummy"') -> str:
    """The history of one resource on one node."""
    return (
        f'<lrm_resource id="{resource}" provider="pacemaker" {agent}>'
        f"{''.join(operations)}</lrm_resource>"
    )


def node_state(number: int, *histories: str, attributes: str = "", **flags: str) -> str:
    """What the status says of the node ``nodeN``."""
    words = " ".join(f'{name}="{value}"' for name, value in {**UP, **flags}.items())
    block = (
        f'<transient_attributes id="{number}"><instance_attributes id="s{number}">'
        f"{attributes}</instance_attributes></transient_attributes>"
    )
    return (
        f'<node_state id="{number}" uname="node{number}" {words}>{block if attributes else ""}'
        f'<lrm id="{number}"><lrm_resources>{"".join(histories)}</lrm_resources></lrm></node_state>'
    )


def pair(name: str, value: str) -> str:
    """A name with a value."""
    return f'<nvpair id="nv-{_number(name + value)}" name="{name}" value="{value}"/>'


def meta(**values: str) -> str:
    """Meta-attributes; underscores stand for dashes."""
    pairs = "".join(pair(name.replace("_", "-"), value) for name, value in values.items())
    return f'<meta_attributes id="meta-{_number(pairs)}">{pairs}</meta_attributes>'


def primitive(name: str, inside: str = "", kind: str = "Dummy") -> str:
    """A primitive of Pacemaker's own agents."""
    agent = f'class="ocf" provider="pacemaker" type="{kind}"'
    return f'<primitive id="{name}" {agent}>{inside}</primitive>'


def cib(
    resources: str,
    *states: str,
    nodes: int = 2,
    constraints: str = "",
    properties: dict[str, str] | None = None,
    defaults: str = "",
    quorum: str = "1",
    tickets: str = "",
) -> Cib:
    """A CIB of ``nodes`` nodes, without fencing unless ``properties`` say otherwise."""
    options = {"stonith-enabled": "false", **(properties or {})}
    names = "".join(f'<node id="{n}" uname="node{n}"/>' for n in range(1, nodes + 1))
    settings = "".join(pair(name, value) for name, value in options.items())
    return Cib.parse(
        '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" '
        f'num_updates="0" have-quorum="{quorum}" dc-uuid="1"><configuration><crm_config>'
        f'<cluster_property_set id="cib-bootstrap-options">{settings}</cluster_property_set>'
        f"</crm_config><nodes>{names}</nodes><resources>{resources}</resources>"
        f"<constraints>{constraints}</constraints><rsc_defaults>{defaults}</rsc_defaults>"
        f"</configuration><status>{''.join(states)}{tickets}</status></cib>"
    )


def _number(text: str) -> int:
    return zlib.crc32(text.encode())
