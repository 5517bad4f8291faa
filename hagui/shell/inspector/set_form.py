"""The resource sets of a constraint as a form: every set a card with its members in order."""

from engine.cib.edits.vocabulary import Edits, SetSpec
from engine.cib.views import Colocation, Constraint, Location, Order, Ticket
from engine.cib.xml import Element
from hagui.editors import options
from hagui.editors.sets import NewSet, SetAttribute, SetMembers, Sets, put, read_sets, shared
from hagui.editors.values import (
    Card,
    Check,
    Choice,
    Field,
    Form,
    Item,
    Option,
    Score,
    Sequence,
    Text,
)
from hagui.i18n import tr
from hagui.shell.inspector import choosing
from hagui.shell.inspector.context import Context


def set_form(item: Constraint, element: Element, context: Context) -> Form:
    """The sets; read-only where one of them stands elsewhere."""
    sets = read_sets(element)
    fixed = ""
    if shared(element):
        fixed = tr("inspector", "A set is shared with other constraints; change it there")
    cards = [_card(item, sets, place, fixed, context) for place in range(len(sets))]
    if not fixed and not isinstance(item, Ticket | Location):
        free = _free(sets, context)
        label = tr("inspector", "new set of")
        tip = tr("inspector", "Begins a further set with a resource")
        new = Text("new-set", label, None, NewSet(item.id, sets), tip, "…", free, Check.ID)
        cards.append(Card("new", (new,)))
    return Form("sets", tr("inspector", "Sets, in order"), tuple(cards))


def _free(sets: Sets, context: Context) -> tuple[str, ...]:
    """Resources that no set names yet."""
    named = {resource for one in sets for resource in one.resources}
    return tuple(r for r in choosing.resources(context.configuration) if r not in named)


def _card(item: Constraint, sets: Sets, place: int, fixed: str, context: Context) -> Card:
    one = sets[place]
    members = SetMembers(item.id, sets, place)
    tip = tr("inspector", "Drag, or Alt+Up and Alt+Down; Delete takes out")
    fields: list[Field] = [
        Sequence(
            "members",
            "",
            tuple(Item(resource) for resource in one.resources),
            members,
            tip,
            fixed,
        ),
    ]
    if not fixed:
        free = _free(sets, context)
        label = tr("inspector", "add")
        fields.append(
            Text(
                "add",
                label,
                None,
                members,
                tr("inspector", "Adds a resource to this set"),
                "…",
                free,
                Check.ID,
            )
        )
    fields += _attributes(item, sets, place, fixed, context)
    removal: Edits = () if fixed or len(sets) == 1 else put(item.id, sets, place, ())
    title = tr("inspector", "set {number}", number=place + 1)
    return Card(f"set-{place}", tuple(fields), title, framed=True, remove=removal)


def _attributes(
    item: Constraint, sets: Sets, place: int, fixed: str, context: Context
) -> list[Field]:
    one = sets[place]
    promotable = any(choosing.promotable(r, context.configuration) for r in one.resources)
    fields: list[Field] = []
    if isinstance(item, Colocation | Order) and (len(one.resources) > 1 or one.sequential is False):
        fields.append(_sequential(item, sets, place, fixed))
    match item:
        case Order():
            if one.sequential is False or one.require_all is not None:
                fields.append(_require(item, sets, place, fixed))
            words = options.actions("start", promotable=promotable or one.action in _PROMOTING)
            label = tr("inspector", "action")
            target = SetAttribute(item.id, sets, place, "action")
            fields.append(Choice("action", label, one.action, words, target, fixed=fixed))
        case _:
            words = options.roles(promotable=promotable or one.role in _PROMOTED)
            label = tr("inspector", "in role")
            target = SetAttribute(item.id, sets, place, "role")
            fields.append(Choice("role", label, one.role, words, target, fixed=fixed))
    if one.score is not None and isinstance(item, Colocation):
        fields.append(
            Score(
                "score",
                tr("inspector", "score"),
                one.score,
                SetAttribute(item.id, sets, place, "score"),
                tip=tr("inspector", "score"),
                compact=True,
                optional=True,
                fixed=fixed,
            )
        )
    return fields


_PROMOTED = {"Promoted", "Unpromoted"}
_PROMOTING = {"promote", "demote"}


def _sequential(item: Constraint, sets: Sets, place: int, fixed: str) -> Choice:
    if isinstance(item, Order):
        words = tr("inspector", "one after the other"), tr("inspector", "all at once")
    else:
        words = tr("inspector", "each with the one before"), tr("inspector", "on their own")
    return _two(item, sets, place, "sequential", tr("inspector", "members"), words, fixed)


def _require(item: Constraint, sets: Sets, place: int, fixed: str) -> Choice:
    words = tr("inspector", "all of them"), tr("inspector", "one is enough")
    return _two(item, sets, place, "require-all", tr("inspector", "needs"), words, fixed)


def _two(
    item: Constraint,
    sets: Sets,
    place: int,
    name: str,
    label: str,
    words: tuple[str, str],
    fixed: str,
) -> Choice:
    """A flag of which the first word is true, and the default."""
    value = _flag(sets[place], name)
    choices = (
        Option(None, tr("editor", "{value} (default)", value=words[0])),
        Option("true", words[0]),
        Option("false", words[1]),
    )
    tip = f"{name}"
    target = SetAttribute(item.id, sets, place, name)
    return Choice(name, label, value, choices, target, tip=tip, fixed=fixed)


def _flag(one: SetSpec, name: str) -> str | None:
    value = one.sequential if name == "sequential" else one.require_all
    return None if value is None else str(value).lower()
