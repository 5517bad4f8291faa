"""What pickers of the inspector offer: resources, nodes, attributes and their values."""

from engine.cib.views import Bundle, Clone, Configuration, Primitive
from hagui.shell.inspector.context import Context


def resources(configuration: Configuration) -> tuple[str, ...]:
    """Ids of all resources, in document order, then templates and tags."""
    found = [item.id for item in configuration.every_resource()]
    return (*found, *configuration.templates, *(tag.id for tag in configuration.tags))


def nodes(context: Context) -> tuple[str, ...]:
    """Names of all nodes."""
    configured = [node.uname for node in context.configuration.nodes]
    return tuple(dict.fromkeys([*configured, *context.state.nodes]))


def attributes(context: Context) -> tuple[str, ...]:
    """Names of attributes that some node has, and those that every node has."""
    found = {
        name
        for node in context.state.nodes.values()
        for name in node.attributes
        if not name.startswith(("fail-count-", "last-failure-"))
    }
    return ("#uname", *sorted(found), "#kind", "#id", "#site-name", "#cluster-name")


def values_of(attribute: str, context: Context) -> tuple[str, ...]:
    """What nodes have as the value of an attribute."""
    if attribute == "#uname":
        return nodes(context)
    found = (node.attributes.get(attribute) for node in context.state.nodes.values())
    return tuple(sorted({value for value in found if value}))


def promotable(id_: str | None, configuration: Configuration) -> bool:
    """Whether what has that id can be promoted: itself, what is around it or in it."""
    if id_ is None:
        return False
    around = configuration.parents(id_)
    found = configuration.find(id_)
    if isinstance(found, Primitive | Clone | Bundle) or found is not None:
        items = (found, *around)
    else:
        items = around
    return any(isinstance(item, Clone | Bundle) and item.promotable for item in items)
