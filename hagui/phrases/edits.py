"""Edits of the draft as sentences, in the light of the configuration before them."""

from collections.abc import Sequence
from typing import Final

from engine.cib.edits.added import added_constraint, added_rule
from engine.cib.edits.vocabulary import (
    OP_DEFAULTS,
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    ChangeConstraint,
    Edit,
    Edits,
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
from engine.cib.score import INFINITY
from engine.cib.views import Colocation, Configuration, Constraint, Group, Location
from hagui.i18n import tr
from hagui.phrases.changed import changed_attributes, constraint_name
from hagui.phrases.constraints import constraint_chip, constraint_sentence
from hagui.phrases.rules import rule_words

_SECRETS: Final = ("passw", "secret", "token", "credential")


def entry_sentence(edits: Edits, configuration: Configuration) -> str:
    """What is done at once, in one line; of several alike things the first with a count."""
    assert edits
    first = edit_sentence(edits[0], configuration)
    if len(edits) == 1:
        return first
    return tr("edit", "{first}, and {n} more", count=len(edits) - 1, first=first)


def edit_sentence(edit: Edit, configuration: Configuration) -> str:
    """What one edit does."""
    match edit:
        case NewGroup() | JoinGroup() | LeaveGroup() | Ungroup():
            return _group(edit, configuration)
        case MakeClone() | RemoveClone() | SetPromotable():
            return _clone(edit)
        case SetMeta():
            return _meta(edit)
        case SetParameter() | SetProperty() | SetDefault() | SetNodeAttribute():
            return _attribute(edit)
        case AddLocation() | AddColocation() | AddOrder() | AddTicket():
            return _added(added_constraint(edit))
        case ChangeConstraint():
            return changed_attributes(edit, configuration)
        case SwapEnds() | SetSets() | SetRules() | RemoveConstraint():
            return _constraint(edit, configuration)
        case Revert():
            return tr("edit", "Revert “{commit}”", commit=edit.commit)


def _added(constraint: Constraint) -> str:
    """The new constraint; a finite score is in no word of its sentence, and stands behind it."""
    sentence = constraint_sentence(constraint)
    if isinstance(constraint, Location | Colocation) and 0 < abs(constraint.score) < INFINITY:
        chip = constraint_chip(constraint)
        return tr("edit", "New: {sentence} ({score})", sentence=sentence, score=chip)
    return tr("edit", "New: {sentence}", sentence=sentence)


def _group(edit: NewGroup | JoinGroup | LeaveGroup | Ungroup, now: Configuration) -> str:
    match edit:
        case NewGroup(id=group):
            return tr("edit", "New group {group}: {who}", group=group, who=_listed(edit.members))
        case Ungroup(group=group):
            return tr("edit", "Dissolve the group {group}", group=group)
        case LeaveGroup():
            group = _group_of(edit.members[0], now) if edit.members else ""
            return tr("edit", "Take {who} out of {group}", who=_listed(edit.members), group=group)
        case JoinGroup(group=group, before=before):
            who = _listed(edit.members)
            if all(_group_of(member, now) == group for member in edit.members):
                if before is None:
                    return tr("edit", "Move {who} to the end of {group}", who=who, group=group)
                return tr(
                    "edit",
                    "Move {who} before {other} in {group}",
                    who=who,
                    other=before,
                    group=group,
                )
            if before is None:
                return tr("edit", "Put {who} into {group}, as the last", who=who, group=group)
            return tr(
                "edit", "Put {who} into {group}, before {other}", who=who, group=group, other=before
            )


def _group_of(member: str, now: Configuration) -> str:
    return next((item.id for item in now.parents(member) if isinstance(item, Group)), "")


def _clone(edit: MakeClone | RemoveClone | SetPromotable) -> str:
    match edit:
        case MakeClone(promotable=True):
            return tr("edit", "Run {who} on every node, promoted on some", who=edit.resource)
        case MakeClone():
            return tr("edit", "Run {who} on every node, as a clone", who=edit.resource)
        case RemoveClone():
            return tr("edit", "Run one instance only of {who}", who=edit.clone)
        case SetPromotable(on=True):
            return tr("edit", "Let instances of {who} be promoted", who=edit.clone)
        case SetPromotable():
            return tr("edit", "Let no instance of {who} be promoted", who=edit.clone)


def _meta(edit: SetMeta) -> str:
    who = edit.resource
    match edit.name, (edit.value or "").lower():
        case "target-role", "stopped":
            return tr("edit", "Stop {who}", who=who)
        case "target-role", "" | "started":
            return tr("edit", "Let {who} run", who=who)
        case "target-role", "unpromoted" | "slave":
            return tr("edit", "Run {who}, promoted nowhere", who=who)
        case "is-managed", "false" | "no" | "off" | "0" | "n":
            return tr("edit", "Leave {who} unmanaged", who=who)
        case "is-managed", _:
            return tr("edit", "Manage {who}", who=who)
        case _:
            return _set(edit.name, who, edit.value)


def _attribute(edit: SetParameter | SetProperty | SetDefault | SetNodeAttribute) -> str:
    match edit:
        case SetParameter():
            secret = any(part in edit.name.lower() for part in _SECRETS)
            value = "••••" if secret and edit.value is not None else edit.value
            return _set(edit.name, edit.resource, value)
        case SetProperty():
            return _set(edit.name, tr("edit", "the cluster"), edit.value)
        case SetDefault(of=of):
            operations = tr("edit", "all operations, as the default")
            resources = tr("edit", "all resources, as the default")
            return _set(edit.name, operations if of == OP_DEFAULTS else resources, edit.value)
        case SetNodeAttribute(name="standby", value=value):
            if (value or "").lower() in {"on", "true", "yes", "1", "y"}:
                return tr("edit", "Set {node} to standby", node=edit.node)
            return tr("edit", "Let {node} run resources again", node=edit.node)
        case SetNodeAttribute():
            return _set(edit.name, edit.node, edit.value)


def _set(name: str, who: str, value: str | None) -> str:
    if value is None:
        return tr("edit", "Remove {name} from {who}", name=name, who=who)
    return tr("edit", "Set {name} to {value} for {who}", name=name, value=value, who=who)


def _constraint(edit: SwapEnds | SetSets | SetRules | RemoveConstraint, now: Configuration) -> str:
    name = constraint_name(edit.id, now)
    match edit:
        case SwapEnds():
            return tr("edit", "Reverse “{constraint}”", constraint=name)
        case RemoveConstraint():
            return tr("edit", "Delete “{constraint}”", constraint=name)
        case SetSets(sets=sets):
            members = "; ".join(_listed(item.resources) for item in sets)
            return tr("edit", "“{constraint}” is of the sets {sets}", constraint=name, sets=members)
        case SetRules(rules=rules):
            words = "; ".join(rule_words(added_rule(rule)) for rule in rules)
            return tr("edit", "“{constraint}” holds where {rule}", constraint=name, rule=words)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
