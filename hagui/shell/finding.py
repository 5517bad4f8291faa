"""Finds subjects: by name, by what is typed, and the row that stands for one."""

from engine.cib.state.model import ClusterState
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.tree.model import TreeModel, matches


def named(id_: str, configuration: Configuration, state: ClusterState) -> Subject | None:
    """The thing of that id: a node's name, a resource, an instance or a constraint."""
    if id_ in state.nodes:
        return Subject(SubjectKind.NODE, id_)
    if id_ in state.instances and (":" in id_ or configuration.find(id_) is None):
        return Subject(SubjectKind.INSTANCE, id_)
    if any(item.id == id_ for item in configuration.constraints):
        return Subject(SubjectKind.CONSTRAINT, id_)
    if any(item.id == id_ for item in configuration.every_resource()):
        return Subject(SubjectKind.RESOURCE, id_)
    return None


def found(rows: TreeModel, text: str) -> list[Subject]:
    """What holds every word of ``text``, in the order of the tree; nothing for no words."""
    words = tuple(text.casefold().split())
    if not words:
        return []
    return [
        row.subject for row in rows.every_row() if row.subject is not None and matches(row, words)
    ]


def row_for(
    subject: Subject, rows: TreeModel, configuration: Configuration | None
) -> Subject | None:
    """The subject whose row stands for ``subject``: an instance may have none of its own."""
    if rows.row_of(subject) is not None:
        return subject
    if configuration is None or subject.kind not in {SubjectKind.INSTANCE, SubjectKind.RESOURCE}:
        return None
    base = subject.id.partition(":")[0]
    for id_ in (base, *(parent.id for parent in configuration.parents(base))):
        above = Subject(SubjectKind.RESOURCE, id_)
        if rows.row_of(above) is not None:
            return above
    return None


def speakers_of(subject: Subject, configuration: Configuration) -> tuple[str, ...]:
    """Ids of the primitives whose scores say where a subject goes; none where there are none.

    A group goes where its first member goes, and takes the others along; why a member stays behind
    its own scores say. A bundle goes where its containers go.
    """
    if subject.kind not in {SubjectKind.INSTANCE, SubjectKind.RESOURCE}:
        return ()
    id_ = subject.id if subject.kind is SubjectKind.RESOURCE else subject.id.partition(":")[0]
    resource = configuration.find(id_)
    match resource:
        case Primitive():
            above = (item for item in configuration.parents(id_) if isinstance(item, Group))
            group = next(above, None)
            first = group.members[0].id if group is not None and group.members else id_
            return tuple(dict.fromkeys((first, id_)))
        case Bundle():
            name = f"{resource.id}-{resource.runtime}"
            return tuple(f"{name}-{number}" for number in range(resource.replicas))
        case Group() | Clone():
            return tuple(item.id for item in resource.primitives())[:1]
        case _:
            return ()
