"""From configuration and state to the rows of the tree, and which of them a change touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.cib.state.model import ClusterState, Condition, Instance, NodeKind, NodeState, Role
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive, Resource
from hagui.cluster.changes import ChangeSet
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.marks import lost_nodes
from hagui.i18n import tr
from hagui.phrases import (
    Tone,
    condition_word,
    constraint_glyph,
    constraint_short,
    instance_look,
    instance_word,
    kind_word,
    node_glyph,
    node_tone,
)
from hagui.shell.tree.rows import Row

Instances = Mapping[str, list[Instance]]
_PRESSING = {
    tone: rank
    for rank, tone in enumerate(
        (Tone.BAD, Tone.WARNING, Tone.PROMOTED, Tone.GOOD, Tone.DIM, Tone.PLAIN)
    )
}


class TreeBuilder:
    """Builds the rows of one cluster and knows whether a change needs them built anew."""

    def __init__(self) -> None:
        self._instances: dict[str, list[Instance]] = {}
        self._failed: dict[str, tuple[str, ...]] = {}
        self._nodes: Mapping[str, NodeState] = {}
        self._lost: frozenset[str] = frozenset()
        self._resources: tuple[Resource, ...] = ()

    def build(self, configuration: Configuration, state: ClusterState) -> Row:
        """All rows."""
        self._read(state)
        self._resources = configuration.resources
        root = Row(None, "")
        nodes = root.add(Row(None, tr("tree", "NODES")))
        for node in state.nodes.values():
            nodes.add(node_row(node))
        resources = root.add(Row(None, tr("tree", "RESOURCES")))
        configured: set[str] = set()
        for resource in configuration.resources:
            resources.add(self._resource(resource))
            configured.update(item.id for item in resource.primitives())
        for instance in state.instances.values():
            if instance.orphaned and instance.resource not in configured:
                resources.add(self._instance_row(instance, instance.key))
        if configuration.constraints:
            root.add(_constraints(configuration))
        return root

    def part(
        self, configuration: Configuration, state: ClusterState, changes: ChangeSet
    ) -> list[Row] | None:
        """Fresh rows in place of those that a change names, each with all that is below it.

        Where the configuration changed, the heading of the constraints is among them. None where
        the change may add or remove rows outside of them.
        """
        before, after = self._resources, configuration.resources
        if changes.everything or [item.id for item in before] != [item.id for item in after]:
            return None
        lost = self._lost
        self._read(state)
        if lost != self._lost:
            return None  # what is known of all that runs there changes with it
        self._resources = after
        fresh = [_constraints(configuration)] if changes.configuration else []
        for name in changes.nodes:
            if name not in state.nodes:
                return None
            fresh.append(node_row(state.nodes[name]))
        tops: dict[str, Resource] = {
            new.id: new
            for old, new in zip(before, after, strict=True)
            if old is not new and old != new
        }
        for key in changes.instances:
            id_ = key.partition(":")[0]
            resource = configuration.find(id_)
            around = configuration.parents(id_)
            top = around[-1] if around else resource
            if not isinstance(top, Primitive | Group | Clone | Bundle):
                return None
            tops[top.id] = top
        fresh += [self._resource(top) for top in tops.values()]
        return fresh

    def _read(self, state: ClusterState) -> None:
        self._instances = _by_resource(state)
        failed: defaultdict[str, list[str]] = defaultdict(list)
        for failure in state.failures:
            nodes = failed[failure.operation.resource.partition(":")[0]]
            if failure.operation.node not in nodes:
                nodes.append(failure.operation.node)
        self._failed = {resource: tuple(nodes) for resource, nodes in failed.items()}
        self._nodes = state.nodes
        self._lost = frozenset(
            node.name for node in state.nodes.values() if node.unclean or not node.online
        )

    def _resource(self, resource: Resource) -> Row:
        match resource:
            case Primitive():
                return self._primitive(resource)
            case Group():
                return self._group(resource)
            case Clone():
                return self._clone(resource)
            case Bundle():
                return self._bundle(resource)

    def _primitive(self, primitive: Primitive, number: int | None = None) -> Row:
        found = self._instances.get(primitive.id, [])
        text = primitive.id if number is None else f"{number} {primitive.id}"
        subject = Subject(SubjectKind.RESOURCE, primitive.id)
        row = Row(subject, text, tip=primitive.agent)
        kind = tr("tree", "fencing") if primitive.fencing else ""
        self._look(row, found, kind)
        nodes = self._failed.get(primitive.id)
        if nodes and row.tone is not Tone.BAD:
            row.glyph, row.tone = "▲", Tone.BAD
            if row.word == kind:  # it runs well elsewhere, so its state says nothing of this
                where = tr("tree", "failed on {nodes}", nodes=", ".join(nodes))
                row.word = " · ".join(part for part in (kind, where) if part)
        return row

    def _group(self, group: Group) -> Row:
        row = Row(Subject(SubjectKind.RESOURCE, group.id), group.id, strong=True)
        members = [i for m in group.members for i in self._instances.get(m.id, [])]
        self._look(row, members, tr("tree", "group"), calm=True)
        for number, member in enumerate(group.members, 1):
            row.add(self._primitive(member, number))
        return row

    def _clone(self, clone: Clone) -> Row:
        row = Row(Subject(SubjectKind.RESOURCE, clone.id), clone.id, strong=True)
        found = [i for item in clone.primitives() for i in self._instances.get(item.id, [])]
        kind = tr("tree", "promotable") if clone.promotable else tr("tree", "clone")
        self._look(row, found, _share(kind, clone.primitives(), self._instances), calm=True)
        for primitive in clone.primitives():
            copies = self._copies(primitive)
            if isinstance(clone.child, Group):
                inner = row.add(Row(Subject(SubjectKind.RESOURCE, primitive.id), primitive.id))
                self._look(inner, self._instances.get(primitive.id, []), "", calm=True)
                for copy in copies:
                    inner.add(copy)
            else:
                for copy in copies:
                    row.add(copy)
        return row

    def _bundle(self, bundle: Bundle) -> Row:
        row = Row(Subject(SubjectKind.RESOURCE, bundle.id), bundle.id, strong=True)
        found = [i for item in bundle.primitives() for i in self._instances.get(item.id, [])]
        self._look(row, found, tr("tree", "bundle"), calm=True)
        for primitive in bundle.primitives():
            for copy in self._copies(primitive):
                row.add(copy)
        return row

    def _copies(self, primitive: Primitive) -> Iterable[Row]:
        """A row for each copy that is somewhere, or that needs a person."""
        for instance in self._instances.get(primitive.id, []):
            if not instance.nodes and not instance.unique:
                tone = self._look_of(instance)[1]
                if tone in {Tone.DIM, Tone.PLAIN}:
                    continue
            where = ", ".join(instance.nodes)
            text = where or instance.key
            if instance.unique and where:
                text = tr("tree", "{key} on {nodes}", key=instance.key, nodes=where)
            yield self._instance_row(instance, text)

    def _instance_row(self, instance: Instance, text: str) -> Row:
        glyph, tone, word = self._seen(instance)
        subject = Subject(SubjectKind.INSTANCE, instance.key)
        return Row(subject, text, word, glyph, tone, tip=instance.key)

    def _look(self, row: Row, instances: list[Instance], kind: str, *, calm: bool = False) -> None:
        """Give a resource's row the mark of its most pressing instance.

        A calm row (of a collection) shows a mark only where something is wrong or under way.
        """
        worst: Instance | None = None
        glyph, tone, word = "", Tone.PLAIN, ""
        for instance in instances:
            seen = self._seen(instance)
            if worst is None or _PRESSING[seen[1]] < _PRESSING[tone]:
                worst, (glyph, tone, word) = instance, seen
        if worst is None or (calm and tone not in {Tone.BAD, Tone.WARNING}):
            row.word = kind
            return
        row.glyph, row.tone = glyph, tone
        row.word = " · ".join(part for part in (kind, word) if part)
        where = ", ".join(worst.nodes)
        row.tip = " · ".join(part for part in (row.tip, where) if part)

    def _seen(self, instance: Instance) -> tuple[str, Tone, str]:
        """Shape, tone and word of an instance; what an unclean node ran is no longer known."""
        glyph, tone = self._look_of(instance)
        word = instance_word(instance, lost_nodes(instance, self._nodes))
        unclean = all(
            self._nodes[name].condition is Condition.UNCLEAN
            for name in instance.nodes
            if name in self._nodes
        )
        if instance.nodes and unclean and tone is not Tone.BAD:
            return glyph, Tone.DIM, tr("tree", "was {word}", word=word)
        return glyph, tone, "" if tone is Tone.GOOD else word

    def _look_of(self, instance: Instance) -> tuple[str, Tone]:
        return instance_look(instance, lost_nodes(instance, self._nodes))


def _constraints(configuration: Configuration) -> Row:
    """The heading of the constraints, with all of them below it."""
    heading = Row(None, tr("tree", "CONSTRAINTS"))
    for constraint in configuration.constraints:
        text, chip = constraint_short(constraint)
        subject = Subject(SubjectKind.CONSTRAINT, constraint.id)
        glyph = constraint_glyph(constraint)
        heading.add(Row(subject, text, chip, glyph, Tone.DIM, tip=constraint.id))
    return heading


def node_row(node: NodeState) -> Row:
    """The row of a node."""
    word = "" if node_tone(node) is Tone.GOOD else condition_word(node.condition)
    if node.kind is not NodeKind.MEMBER:
        word = ", ".join(part for part in (kind_word(node.kind), word) if part)
    return Row(
        Subject(SubjectKind.NODE, node.name),
        node.name,
        word,
        node_glyph(node),
        node_tone(node),
        badge=tr("tree", "DC") if node.is_dc else "",
        tip=f"{node.name}: {condition_word(node.condition)}",
    )


def _share(kind: str, primitives: Iterable[Primitive], instances: Instances) -> str:
    first = next(iter(primitives), None)
    found = instances.get(first.id, []) if first is not None else []
    active = sum(bool(item.nodes) and item.role is not Role.STOPPED for item in found)
    if not found:
        return kind
    wanted = sum(bool(item.nodes) or not item.orphaned for item in found)
    return tr("tree", "{kind} {active} of {all}", kind=kind, active=active, all=wanted)


def _by_resource(state: ClusterState) -> dict[str, list[Instance]]:
    found: defaultdict[str, list[Instance]] = defaultdict(list)
    for instance in state.instances.values():
        found[instance.resource].append(instance)
    return dict(found)
