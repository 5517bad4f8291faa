"""Making edits on a document, all of them or none."""

from copy import deepcopy

from engine.cib.document import Cib
from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.findings import findings
from engine.cib.edits.making import attributes, clones, constraints, groups
from engine.cib.edits.making.draft import Drafted
from engine.cib.edits.making.revert import revert
from engine.cib.edits.refused import EditRefused
from engine.cib.edits.vocabulary import (
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
from engine.cib.views import Configuration, Known


def apply(
    cib: Cib,
    edits: Edits,
    configuration: Configuration | None = None,
    known: Known | None = None,
) -> None:
    """Make ``edits`` on ``cib``, one after the other; its version stays as it is.

    ``configuration`` is what the views say of ``cib``, for callers that have it at hand;
    ``known`` what they have read before, for callers that make edits again and again.

    Raises:
        EditRefused: one of them cannot be made. The document is then exactly as it was.
    """
    section = cib.section("configuration")
    if section is None:
        raise EditRefused(refusal(Code.NO_CONFIGURATION))
    parent = section.getparent()
    assert parent is not None
    before = deepcopy(section)
    try:
        for edit in edits:
            views = Configuration.of(cib, known) if configuration is None else configuration
            configuration = None
            found = findings(views, edit)
            if found:
                raise EditRefused(*found)
            _make(Drafted(cib, views), edit)
    except BaseException:
        parent.replace(section, before)
        cib.lookup.forget(section)
        raise


def _make(draft: Drafted, edit: Edit) -> None:
    match edit:
        case NewGroup():
            groups.new_group(draft, edit)
        case JoinGroup():
            groups.join_group(draft, edit)
        case LeaveGroup():
            groups.leave_group(draft, edit)
        case Ungroup():
            groups.ungroup(draft, edit)
        case MakeClone():
            clones.make_clone(draft, edit)
        case RemoveClone():
            clones.remove_clone(draft, edit)
        case SetPromotable():
            clones.set_promotable(draft, edit)
        case SetMeta() | SetParameter():
            attributes.set_meta(draft, edit)
        case SetProperty():
            attributes.set_property(draft, edit)
        case SetDefault():
            attributes.set_default(draft, edit)
        case SetNodeAttribute():
            attributes.set_node_attribute(draft, edit)
        case AddLocation() | AddColocation() | AddOrder() | AddTicket():
            constraints.add(draft, edit)
        case ChangeConstraint():
            constraints.change(draft, edit)
        case SwapEnds():
            constraints.swap(draft, edit)
        case SetSets():
            constraints.set_sets(draft, edit)
        case SetRules():
            constraints.set_rules(draft, edit)
        case RemoveConstraint():
            constraints.remove(draft, edit)
        case Revert():
            revert(draft, edit)
