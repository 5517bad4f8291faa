"""What others changed in a configuration, in words."""

from hagui.cluster.draft.difference import Difference, Kind
from hagui.i18n import tr

_SECTIONS = {"crm_config", "rsc_defaults", "op_defaults"}


def difference_sentence(difference: Difference) -> str:
    """One thing that differs."""
    who = _who(difference)
    match difference.kind:
        case Kind.ADDED:
            return tr("difference", "{what} was added", what=who)
        case Kind.REMOVED:
            return tr("difference", "{what} was removed", what=who)
        case Kind.MOVED:
            return _moved(difference, who)
        case Kind.CHANGED if difference.attribute is None:
            order = ", ".join((difference.after or "").split("\n"))
            return tr("difference", "the order in {what} is now {order}", what=who, order=order)
        case Kind.CHANGED:
            return _changed(difference, who)


def _moved(difference: Difference, who: str) -> str:
    old, new = difference.before, difference.after
    if old is None:
        return tr("difference", "{what} went into {new}", what=who, new=new or "?")
    if new is None:
        return tr("difference", "{what} left {old}", what=who, old=old)
    return tr("difference", "{what} went from {old} into {new}", what=who, old=old, new=new)


def _changed(difference: Difference, who: str) -> str:
    name, old, new = difference.attribute or "", difference.before, difference.after
    if old is None:
        return tr("difference", "{what}: {name} was set to {new}", what=who, name=name, new=new)
    if new is None:
        return tr(
            "difference", "{what}: {name} was removed (was {old})", what=who, name=name, old=old
        )
    return tr(
        "difference",
        "{what}: {name} was changed from {old} to {new}",
        what=who,
        name=name,
        old=old,
        new=new,
    )


def _who(difference: Difference) -> str:
    """The subject, and what inside it is meant where that has an id of its own."""
    if difference.subject_tag in _SECTIONS or not difference.subject:
        match difference.subject_tag:
            case "crm_config":
                return tr("difference", "cluster options")
            case "rsc_defaults":
                return tr("difference", "defaults of resources")
            case "op_defaults":
                return tr("difference", "defaults of operations")
            case _:
                return difference.id or difference.tag
    if difference.id is not None and difference.id != difference.subject:
        return tr("difference", "{part} of {what}", part=difference.id, what=difference.subject)
    return difference.subject
