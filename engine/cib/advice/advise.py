"""All advice on one configuration."""

from collections.abc import Callable, Iterable
from typing import Final

from engine.cib.advice.circular import placed_against_order
from engine.cib.advice.cluster import cluster_options
from engine.cib.advice.contradictions import contradicting_locations
from engine.cib.advice.duplicates import duplicate_constraints
from engine.cib.advice.fencing import missing_fencing
from engine.cib.advice.interleaving import clones_that_wait_for_all
from engine.cib.advice.known import Known
from engine.cib.advice.leftovers import leftover_constraints
from engine.cib.advice.members import constrained_members
from engine.cib.advice.missing import missing_names
from engine.cib.advice.nowhere import runs_nowhere
from engine.cib.advice.order_cycles import order_cycles
from engine.cib.advice.placement import Placement
from engine.cib.advice.preferences import infinite_preferences
from engine.cib.advice.roles import roles_never_taken
from engine.cib.advice.single_nodes import single_nodes
from engine.cib.advice.stickiness import no_stickiness
from engine.cib.advice.stopped import needs_what_is_stopped
from engine.cib.advice.together_and_apart import together_and_apart
from engine.cib.finding import Finding
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration

_Rule = Callable[[Known, Placement], Iterable[Finding]]

_RULES: Final[tuple[_Rule, ...]] = (
    missing_names,
    order_cycles,
    together_and_apart,
    contradicting_locations,
    runs_nowhere,
    roles_never_taken,
    needs_what_is_stopped,
    placed_against_order,
    missing_fencing,
    cluster_options,
    leftover_constraints,
    constrained_members,
    single_nodes,
    infinite_preferences,
    clones_that_wait_for_all,
    duplicate_constraints,
    no_stickiness,
)
"""What matters most comes first."""


def advise(configuration: Configuration, state: ClusterState | None = None) -> tuple[Finding, ...]:
    """What is doubtful in a configuration, the gravest first.

    ``subject`` is the id of the constraint or resource that is meant, None for the cluster as a
    whole; ``code`` and ``facts`` are for a front end's own words. With the ``state``, nodes and
    tickets that only the running cluster knows count too.
    """
    known = Known(configuration, state)
    placement = Placement(known)
    return tuple([finding for rule in _RULES for finding in rule(known, placement)])
