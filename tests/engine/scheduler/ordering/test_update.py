"""What each tie does to two actions of primitives."""

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.flags import flags_of
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.ordering import changed
from engine.scheduler.ordering.update import update_pair

BOTH = bits.OPTIONAL | bits.RUNNABLE


def _action(number: int, *, optional: bool = True, runnable: bool = True) -> Action:
    return Action(number, "start", f"a{number}_start_0", optional=optional, runnable=runnable)


def _update(first: Action, then: Action, tie: int) -> int:
    return update_pair(first, then, flags_of(first), BOTH, tie)


def test_what_a_required_action_implies_is_required() -> None:
    first, then = _action(1, optional=False), _action(2)
    assert _update(first, then, ties.THEN_IMPLIED) == changed.THEN
    assert not then.optional
    assert _update(first, then, ties.THEN_IMPLIED) == changed.NOTHING


def test_an_optional_action_implies_nothing() -> None:
    first, then = _action(1), _action(2)
    assert _update(first, then, ties.THEN_IMPLIED) == changed.NOTHING
    assert then.optional


def test_a_live_migration_does_not_make_others_restart() -> None:
    first, then = _action(1, optional=False), _action(2)
    first.migratable = True
    assert _update(first, then, ties.THEN_IMPLIED) == changed.NOTHING


def test_what_needs_an_impossible_action_is_impossible() -> None:
    first, then = _action(1, runnable=False), _action(2)
    then.migratable = True
    assert _update(first, then, ties.RUNNABLE_FIRST) == changed.THEN
    assert not then.runnable
    assert not then.migratable


def test_a_sequence_alone_changes_nothing() -> None:
    first, then = _action(1, optional=False, runnable=False), _action(2)
    assert _update(first, then, ties.OPTIONAL) == changed.NOTHING
    assert then.optional
    assert then.runnable


def test_what_precedes_an_unmigratable_action_is_not_migrated_either() -> None:
    first, then = _action(1, optional=False), _action(2, optional=False)
    first.migratable = True
    assert _update(first, then, ties.FIRST_IMPLIED) == changed.FIRST
    assert not first.migratable


def test_the_halves_of_a_migration_are_required_together() -> None:
    first, then = _action(1), _action(2, optional=False)
    then.migratable = True
    assert _update(first, then, ties.FIRST_MIGRATABLE_IMPLIED) == changed.FIRST
    assert not first.optional
    assert first.runnable
    then.migratable = False
    assert _update(first, then, ties.FIRST_MIGRATABLE_IMPLIED) == changed.FIRST
    assert not first.runnable


def test_a_start_in_place_of_a_migration_becomes_real_without_it() -> None:
    first, then = _action(1, runnable=False), _action(2, optional=False)
    then.pseudo = then.migratable = True
    assert _update(first, then, ties.PSEUDO_WITH_FIRST) == changed.THEN
    assert not then.pseudo
    assert not then.migratable
