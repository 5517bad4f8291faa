"""A small cluster whose CIB changes step by step, as patches."""

from dataclasses import dataclass, field

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch.make import make
from engine.cib.version import Version
from hagui.cluster.changes import ChangeSet
from hagui.cluster.events import Event, EventKind
from hagui.cluster.live import LiveCluster

START = 1_700_000_000
"""When the story begins, in seconds since 1970."""


def _primitive(name: str, extra: str = "") -> str:
    return (
        f'<primitive id="{name}" class="ocf" provider="pacemaker" type="Dummy">{extra}</primitive>'
    )


def _meta(owner: str, **values: str) -> str:
    pairs = "".join(
        f'<nvpair id="{owner}-{name}" name="{name.replace("_", "-")}" value="{value}"/>'
        for name, value in values.items()
    )
    return f'<meta_attributes id="{owner}-meta">{pairs}</meta_attributes>' if pairs else ""


@dataclass
class MiniCluster:
    """Writes the CIB of three nodes; ``patch`` tells what changed since it was last asked."""

    nodes: dict[str, dict[str, str]] = field(
        default_factory=lambda: {
            name: {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
            for name in ("node1", "node2", "node3")
        }
    )
    resources: dict[str, str] = field(default_factory=dict[str, str])
    """XML of each top-level resource."""
    properties: dict[str, str] = field(default_factory=dict[str, str])
    standby: set[str] = field(default_factory=set[str])
    operations: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=dict[tuple[str, str], dict[str, str]]
    )
    """XML of operations by id, for each node and history id."""
    fail_counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    have_quorum: bool = True
    dc: str = "1"
    version: Version = field(default_factory=lambda: Version(0, 1, 0))
    text: str = ""
    """The CIB as last told."""
    _calls: int = 0

    def primitive(self, name: str, **meta: str) -> None:
        self.resources[name] = _primitive(name, _meta(name, **meta))

    def clone(self, name: str, **meta: str) -> None:
        inside = _primitive(name)
        self.resources[name] = (
            f'<clone id="{name}-clone">{_meta(f"{name}-clone", **meta)}{inside}</clone>'
        )

    def operation(
        self,
        resource: str,
        node: str,
        task: str,
        *,
        at: float,
        ms: int = 0,
        rc: int = 0,
        expected: int | None = None,
        interval: int = 0,
        reason: str = "",
        status: int = 0,
    ) -> None:
        """Something was done, beginning at ``at`` seconds after the story began."""
        self._calls += 1
        wanted = rc if expected is None else expected
        failed = rc != wanted
        name = f"{task}_{interval}" if interval else "last_0"
        key = f"{self._calls}:1:{wanted}:00000000-0000-0000-0000-000000000000"
        for suffix in [name] + (["last_failure_0"] if failed else []):
            self.operations.setdefault((node, resource), {})[suffix] = (
                f'<lrm_rsc_op id="{resource}_{suffix}" operation_key="{resource}_{task}_{interval}"'
                f' operation="{task}" transition-key="{key}" transition-magic="{status}:{rc};{key}"'
                f' call-id="{self._calls}" rc-code="{rc}" op-status="{status}"'
                f' interval="{interval}" last-rc-change="{START + int(at)}" exec-time="{ms}"'
                f' queue-time="0" exit-reason="{reason}" on_node="{node}"/>'
            )

    def pending(self, resource: str, node: str, task: str) -> None:
        self.operation(resource, node, task, at=0, rc=193, expected=193, status=-1)

    def down(self, node: str, *, clean: bool) -> None:
        """A node is lost; ``clean`` once it has been fenced (its history goes with it)."""
        if clean:
            self.nodes[node] = {
                "in_ccm": "false",
                "crmd": "offline",
                "join": "down",
                "expected": "down",
            }
            for key in [key for key in self.operations if key[0] == node]:
                del self.operations[key]
            for key in [key for key in self.fail_counts if key[1] == node]:
                del self.fail_counts[key]
        else:
            self.nodes[node] |= {"in_ccm": "false", "crmd": "offline"}

    def up(self, node: str) -> None:
        self.nodes[node] = {
            "in_ccm": "true",
            "crmd": "online",
            "join": "member",
            "expected": "member",
        }

    # text

    def snapshot(self) -> str:
        """The CIB now; what follows is told by patches from here."""
        self.text = self._text()
        return self.text

    def patch(self, *, configuration: bool = False) -> str:
        """What changed since the last snapshot or patch."""
        before = Cib.parse(self.text)
        old = self.version
        self.version = (
            Version(old.admin_epoch, old.epoch + 1, 0)
            if configuration
            else old._replace(num_updates=old.num_updates + 1)
        )
        self.text = self._text()
        return make(before, Cib.parse(self.text)).text()

    def _text(self) -> str:
        ids = {name: str(number) for number, name in enumerate(self.nodes, 1)}
        nodes = "".join(
            f'<node id="{ids[name]}" uname="{name}">{self._standby(name)}</node>' for name in ids
        )
        states = "".join(self._state(name, ids[name]) for name in ids)
        version = self.version
        text = (
            f'<cib crm_feature_set="3.16.2" validate-with="pacemaker-3.9" epoch="{version.epoch}"'
            f' num_updates="{version.num_updates}" admin_epoch="{version.admin_epoch}"'
            f' have-quorum="{int(self.have_quorum)}" dc-uuid="{self.dc}"><configuration>'
            f'<crm_config><cluster_property_set id="options">{self._options()}'
            f"</cluster_property_set></crm_config><nodes>{nodes}</nodes>"
            f"<resources>{''.join(self.resources.values())}</resources><constraints/>"
            f"</configuration><status>{states}</status></cib>"
        )
        etree.fromstring(text)
        return text

    def _options(self) -> str:
        return "".join(
            f'<nvpair id="options-{name}" name="{name}" value="{value}"/>'
            for name, value in self.properties.items()
        )

    def _standby(self, node: str) -> str:
        if node not in self.standby:
            return ""
        return (
            f'<instance_attributes id="{node}-ia">'
            f'<nvpair id="{node}-standby" name="standby" value="on"/></instance_attributes>'
        )

    def _state(self, name: str, key: str) -> str:
        attributes = " ".join(f'{k}="{v}"' for k, v in self.nodes[name].items())
        records = "".join(
            f'<lrm_resource id="{resource}" class="ocf" provider="pacemaker" type="Dummy">'
            f"{''.join(done.values())}</lrm_resource>"
            for (node, resource), done in self.operations.items()
            if node == name
        )
        counts = "".join(
            f'<nvpair id="{key}-{resource}" name="fail-count-{resource}#start_0" value="{count}"/>'
            for (resource, node), count in self.fail_counts.items()
            if node == name
        )
        transient = (
            f'<transient_attributes id="{key}"><instance_attributes id="status-{key}">{counts}'
            "</instance_attributes></transient_attributes>"
            if counts
            else ""
        )
        return (
            f'<node_state id="{key}" uname="{name}" {attributes}><lrm id="{key}">'
            f"<lrm_resources>{records}</lrm_resources></lrm>{transient}</node_state>"
        )


@dataclass
class Story:
    """A live copy of a ``MiniCluster``; times are seconds after the story began."""

    cluster: MiniCluster
    live: LiveCluster

    def begin(self, at: float = 0, source: str = "node1") -> ChangeSet:
        return self.live.load(self.cluster.snapshot(), at=START + at, source=source)

    def step(self, at: float, *, configuration: bool = False) -> ChangeSet:
        patch = self.cluster.patch(configuration=configuration)
        return self.live.apply(patch, at=START + at)

    @property
    def told(self) -> list[tuple[EventKind, str | None, str | None]]:
        """Kind, resource and node of what is on the list."""
        return [(event.kind, event.resource, event.node) for event in self.live.events]

    def only(self, kind: EventKind) -> Event:
        """The one event of that kind."""
        (event,) = self.live.events.select(kinds={kind})
        return event
