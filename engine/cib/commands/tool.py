"""What each tool is asked to say, edit by edit."""

from typing import Protocol

from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    ChangeConstraint,
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

Lines = list[str] | None
"""Command lines; None where the tool has none that do the same and nothing else."""


class Tool(Protocol):
    """A tool's words; the packages ``by_crm`` and ``by_pcs`` are such."""

    def new_group(self, step: Step, edit: NewGroup) -> Lines:
        """For a new group."""
        ...

    def join_group(self, step: Step, edit: JoinGroup) -> Lines:
        """For members that come into a group, or change places in it."""
        ...

    def leave_group(self, step: Step, edit: LeaveGroup) -> Lines:
        """For members that leave."""
        ...

    def ungroup(self, step: Step, edit: Ungroup) -> Lines:
        """For a group that is dissolved."""
        ...

    def make_clone(self, step: Step, edit: MakeClone) -> Lines:
        """For a new clone."""
        ...

    def remove_clone(self, step: Step, edit: RemoveClone) -> Lines:
        """For a clone that goes."""
        ...

    def set_promotable(self, step: Step, edit: SetPromotable) -> Lines:
        """For a clone that becomes promotable, or plain."""
        ...

    def set_meta(self, step: Step, edit: SetMeta) -> Lines:
        """For a meta attribute."""
        ...

    def set_parameter(self, step: Step, edit: SetParameter) -> Lines:
        """For an instance attribute."""
        ...

    def set_property(self, step: Step, edit: SetProperty) -> Lines:
        """For a cluster option."""
        ...

    def set_default(self, step: Step, edit: SetDefault) -> Lines:
        """For a default of resources or operations."""
        ...

    def set_node_attribute(self, step: Step, edit: SetNodeAttribute) -> Lines:
        """For a lasting attribute of a node."""
        ...

    def add_constraint(self, step: Step, id_: str) -> Lines:
        """For a new constraint."""
        ...

    def change_constraint(self, step: Step, id_: str) -> Lines:
        """For a constraint that says something else now."""
        ...

    def remove_constraint(self, step: Step, id_: str) -> Lines:
        """For a constraint that goes."""
        ...


def say(step: Step, tool: Tool) -> Lines:
    """What ``tool`` says for a step."""
    match step.edit:
        case NewGroup():
            return tool.new_group(step, step.edit)
        case JoinGroup():
            return tool.join_group(step, step.edit)
        case LeaveGroup():
            return tool.leave_group(step, step.edit)
        case Ungroup():
            return tool.ungroup(step, step.edit)
        case MakeClone():
            return tool.make_clone(step, step.edit)
        case RemoveClone():
            return tool.remove_clone(step, step.edit)
        case SetPromotable():
            return tool.set_promotable(step, step.edit)
        case SetMeta():
            return tool.set_meta(step, step.edit)
        case SetParameter():
            return tool.set_parameter(step, step.edit)
        case SetProperty():
            return tool.set_property(step, step.edit)
        case SetDefault():
            return tool.set_default(step, step.edit)
        case SetNodeAttribute():
            return tool.set_node_attribute(step, step.edit)
        case AddLocation() | AddColocation() | AddOrder() | AddTicket():
            return tool.add_constraint(step, step.edit.id)
        case ChangeConstraint() | SwapEnds() | SetSets() | SetRules():
            return tool.change_constraint(step, step.edit.id)
        case RemoveConstraint():
            return tool.remove_constraint(step, step.edit.id)
        case Revert():
            return None
