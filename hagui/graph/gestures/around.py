"""What is around a resource in the configuration, and where it runs; pure."""

from engine.cib.state.model import ClusterState
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive, Resource
from hagui.cluster.subject import Subject, SubjectKind


def resource(configuration: Configuration, name: str) -> Resource | None:
    """The resource of that id."""
    found = configuration.find(name)
    return found if isinstance(found, Primitive | Group | Clone | Bundle) else None


def whole(configuration: Configuration, name: str) -> str:
    """What constraints of a resource should name: the group, clone or bundle around it, if any.

    A member that is constrained on its own drags its group along in ways that surprise people,
    and a clone's copies have no ids of their own.
    """
    around = configuration.parents(name)
    return around[-1].id if around else name


def wholes(configuration: Configuration, names: tuple[str, ...]) -> tuple[str, ...]:
    """The same of several, each once."""
    return tuple(dict.fromkeys(whole(configuration, name) for name in names))


def group_of(configuration: Configuration, name: str) -> Group | None:
    """The group that a resource is a member of."""
    around = configuration.parents(name)
    return around[0] if around and isinstance(around[0], Group) else None


def promotable(configuration: Configuration, name: str) -> bool:
    """Whether a role can be meant of a resource."""
    found = resource(configuration, name)
    return isinstance(found, Clone | Bundle) and found.promotable


def nodes_of(configuration: Configuration, state: ClusterState, name: str) -> tuple[str, ...]:
    """Nodes where something of a resource is active, each once."""
    found = resource(configuration, name)
    if found is None:
        return ()
    inner = {primitive.id for primitive in found.primitives()}
    return tuple(
        dict.fromkeys(
            node
            for instance in state.instances.values()
            if instance.resource in inner
            for node in instance.nodes
        )
    )


def resource_of(configuration: Configuration, subject: Subject) -> str:
    """The configured resource that a subject stands for; of an instance, the primitive."""
    if subject.kind is SubjectKind.INSTANCE and configuration.find(subject.id) is None:
        return subject.id.rpartition(":")[0] or subject.id
    return subject.id
