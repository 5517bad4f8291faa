"""Whether an edit can be made on a configuration, and if not, why."""

import re
from collections.abc import Iterator
from typing import Final, cast

import msgspec

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging import attributes, clones, constraints, groups
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    ChangeConstraint,
    Edit,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    RemoveConstraint,
    Revert,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetPromotable,
    SetProperty,
    SetRules,
    SetSets,
    SwapEnds,
    Ungroup,
)
from engine.cib.finding import Finding
from engine.cib.views import Configuration

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def findings(configuration: Configuration, edit: Edit) -> tuple[Finding, ...]:
    """All that stands in the way of ``edit``; empty if it can be made.

    ``apply`` refuses exactly what this refuses. The one exception is Revert, which can be judged
    only on the document: here it is taken to be possible.
    """
    if isinstance(edit, Revert):
        return ()
    illegal = tuple(_illegal(msgspec.to_builtins(edit)))
    return illegal or tuple(_judge(configuration, edit))


def _judge(configuration: Configuration, edit: Edit) -> Iterator[Finding]:
    match edit:
        case NewGroup():
            return groups.new_group(configuration, edit)
        case JoinGroup():
            return groups.join_group(configuration, edit)
        case LeaveGroup():
            return groups.leave_group(configuration, edit)
        case Ungroup():
            return groups.ungroup(configuration, edit)
        case MakeClone():
            return clones.make_clone(configuration, edit)
        case RemoveClone():
            return clones.remove_clone(configuration, edit)
        case SetPromotable():
            return clones.set_promotable(configuration, edit)
        case SetMeta() | SetParameter():
            return attributes.meta(configuration, edit)
        case SetProperty():
            return attributes.cluster_property(configuration, edit)
        case SetDefault():
            return attributes.default(configuration, edit)
        case SetNodeAttribute():
            return attributes.node_attribute(configuration, edit)
        case AddLocation() | AddColocation() | AddOrder() | AddTicket():
            return constraints.add(configuration, edit)
        case ChangeConstraint():
            return constraints.change(configuration, edit)
        case SwapEnds():
            return constraints.swap(configuration, edit)
        case SetSets():
            return constraints.set_sets(configuration, edit)
        case SetRules():
            return constraints.set_rules(configuration, edit)
        case RemoveConstraint():
            return constraints.remove(configuration, edit)
        case Revert():
            return iter(())


def _illegal(value: object) -> Iterator[Finding]:
    """Text that no XML document can hold."""
    for text in _texts(value):
        if _ILLEGAL.search(text):
            yield refusal(Code.BAD_TEXT, value=ascii(text))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in cast("dict[str, object]", value).items():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in cast("list[object]", value):
            yield from _texts(each)
