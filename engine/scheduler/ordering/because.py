"""Changing an action on account of another one, which becomes its reason."""

from engine.scheduler.model.action import Action


def make_required(action: Action, because: Action) -> None:
    """It has to be done."""
    if action.optional:
        action.optional = False
        _explain(action, "required", because)


def make_impossible(action: Action, because: Action) -> None:
    """It cannot be done."""
    if action.runnable:
        action.runnable = False
        _explain(action, "unrunnable", because)


def make_unmigratable(action: Action, because: Action) -> None:
    """A live migration cannot take its place; as a reason that counts more than others."""
    if action.migratable:
        action.migratable = False
        _explain(action, "unrunnable", because, override=True)


def _explain(action: Action, what: str, because: Action, *, override: bool = False) -> None:
    if action.reason and not override:
        return
    whose = "" if because.resource is None else f" {because.resource.id}"
    action.reason = f"{what}{whose} {because.task}"
