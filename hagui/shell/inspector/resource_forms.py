"""What can be edited of a resource: its attributes, the order of its members, its structure."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cib.edits.naming import clone_id, group_id
from engine.cib.edits.vocabulary import (
    Edits,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    SetPromotable,
    Ungroup,
)
from engine.cib.state.model import Instance
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive, Resource
from hagui.editors import known
from hagui.editors.targets import Meta, Parameter
from hagui.editors.values import Form, Item, Press, Presses, Sequence, simple
from hagui.i18n import tr
from hagui.phrases import Tone, instance_look, instance_tone, instance_word
from hagui.shell.inspector.attribute_form import Attributes, attribute_form, own_values
from hagui.shell.inspector.context import Context


def parameters(resource: Primitive | Group | Clone, context: Context) -> Form:
    """The parameters of its agent."""
    own = own_values(context.element(resource.id), "instance_attributes", resource.parameters)
    return attribute_form(
        Attributes(
            "parameters",
            tr("inspector", "Parameters"),
            tr("inspector", "parameter"),
            own,
            Parameter(resource.id),
            inherited=_rest(resource.parameters, own),
            whence=_whence(resource),
        )
    )


def meta_attributes(resource: Resource, context: Context) -> Form:
    """What the cluster does with it."""
    own = own_values(context.element(resource.id), "meta_attributes", resource.meta)
    defaults = context.configuration.rsc_defaults
    inherited = {
        name: value
        for name, value in defaults.items()
        if name in _always(resource) and name not in own
    } | _rest(resource.meta, own)
    cloned = isinstance(resource, Clone)
    names = known.meta()
    if not cloned:
        for name in (*known.CLONE_META[2:], *known.PROMOTABLE_META):
            names.pop(name)
    return attribute_form(
        Attributes(
            "meta",
            tr("inspector", "Meta attributes"),
            tr("inspector", "meta attribute"),
            own,
            Meta(resource.id),
            names,
            _always(resource),
            inherited,
            _whence(resource),
            hidden=frozenset({"promotable"}) if cloned else frozenset(),
        )
    )


def add_constraint(id_: str) -> Form:
    """The button that asks for a new constraint."""
    tip = tr("inspector", "Where it runs, with what, after what, or with which ticket")
    press = Press(tr("inspector", "＋ constraint…"), (), tip, quiet=True, offer=("constraint", id_))
    return simple("add-constraint", "", Presses("add-constraint", (press,)))


def members(group: Group, context: Context) -> Form:
    """The members of a group, in start order."""
    items = tuple(
        Item(member.id, _state(context.state.instances_of(member.id), context))
        for member in group.members
    )
    tip = tr(
        "inspector",
        "Drag, or Alt+Up and Alt+Down; Delete takes out of the group; Enter shows the member",
    )
    title = tr("inspector", "Members, in start order")
    return simple("members", title, Sequence("members", "", items, GroupOrder(group.id), tip))


@dataclass(frozen=True, slots=True)
class GroupOrder:
    """The order of a group's members."""

    group: str

    @property
    def removable(self) -> bool:
        """A group that loses its last member goes with it."""
        return True

    def moved(self, id: str, order: tuple[str, ...]) -> Edits:  # noqa: A002
        """What puts a member before the one that now follows it."""
        after = order[order.index(id) + 1 :]
        return (JoinGroup(self.group, (id,), after[0] if after else None),)

    def removed(self, id: str) -> Edits:  # noqa: A002
        """What takes a member out of the group."""
        return (LeaveGroup((id,)),)


def structure(resource: Resource, context: Context) -> tuple[Form, ...]:
    """What can be made of it: group, clone, promotable clone, or one alone again."""
    presses = _conversions(resource, context.configuration)
    if not presses:
        return ()
    title = tr("inspector", "Structure")
    return (simple("structure", title, Presses("structure", presses)),)


def worst(instances: list[Instance], context: Context) -> Instance | None:
    """The one that most needs a person."""
    order = (Tone.BAD, Tone.WARNING, Tone.PROMOTED, Tone.GOOD, Tone.DIM, Tone.PLAIN)

    def place(instance: Instance) -> int:
        return order.index(instance_tone(instance, context.lost(instance)))

    return min(instances, key=place, default=None)


def _conversions(resource: Resource, configuration: Configuration) -> tuple[Press, ...]:
    id_ = resource.id
    around = configuration.parents(id_)
    match resource:
        case Primitive() if around and isinstance(around[0], Group):
            tip = tr("inspector", "It runs on its own then; its place in the order is lost")
            words = tr("inspector", "Leave {group}", group=around[0].id)
            return (Press(words, (LeaveGroup((id_,)),), tip),)
        case Primitive() if not around:
            group = group_id(configuration, id_)
            tip = tr("inspector", "A group {id} with it as the only member", id=group)
            alone = Press(tr("inspector", "Make a group of it"), (NewGroup(group, (id_,)),), tip)
            return (alone, *_cloning(id_, configuration))
        case Group():
            tip = tr("inspector", "Its members stay, each on its own")
            dissolve = Press(tr("inspector", "Dissolve the group"), (Ungroup(id_),), tip)
            return (dissolve, *(_cloning(id_, configuration) if not around else ()))
        case Clone():
            tip = tr("inspector", "Constraints then name what was cloned")
            single = Press(tr("inspector", "Remove the clone"), (RemoveClone(id_),), tip)
            if resource.promotable:
                words = tr("inspector", "Make it a plain clone")
            else:
                words = tr("inspector", "Make it promotable")
            tip = tr("inspector", "Whether some copies may be promoted")
            other = Press(words, (SetPromotable(id_, not resource.promotable),), tip)
            return (single, other)
        case _:
            return ()


def _cloning(id_: str, configuration: Configuration) -> tuple[Press, Press]:
    clone = clone_id(configuration, id_)
    tip = tr("inspector", "One copy on every node, as {id}", id=clone)
    plain = Press(tr("inspector", "Clone it"), (MakeClone(id_, clone),), tip)
    tip = tr("inspector", "One copy on every node, one of them promoted, as {id}", id=clone)
    words = tr("inspector", "Promotable clone")
    return plain, Press(words, (MakeClone(id_, clone, promotable=True),), tip)


def _always(resource: Resource) -> tuple[str, ...]:
    match resource:
        case Clone(promotable=True):
            return (*known.CLONE_META, *known.PROMOTABLE_META)
        case Clone():
            return known.CLONE_META
        case Group() | Bundle():
            return known.GROUP_META
        case Primitive():
            return known.BASIC_META


def _rest(merged: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in merged.items() if name not in own}


def _whence(resource: Resource) -> str:
    if isinstance(resource, Primitive) and resource.template:
        return tr("inspector", "from template {id}", id=resource.template)
    return tr("inspector", "From the defaults, or from a set that is shared")


def _state(instances: list[Instance], context: Context) -> str:
    found = worst(instances, context)
    if found is None:
        return ""
    lost = context.lost(found)
    return f"{instance_look(found, lost)[0]} {instance_word(found, lost)}"
