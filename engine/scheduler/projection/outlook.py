"""Where everything will run once a transition graph has been carried out.

To read a whole projected status takes as long as it took to read the present one. As a rule only a
few resources are touched, and how the others are read does not depend on them: then the histories
of those few are played on and read, and all else stays where it is.
"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.state.entries import element_of, resources_of, scan
from engine.cib.state.specs import Variant
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.whole import survey_of
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.xml import Element
from engine.scheduler.projection.placements import placements, placements_of
from engine.scheduler.projection.play import carry_out, is_recorded, play
from engine.scheduler.result import Placement

_NOT_RUNNING: Final = "7"
_EXPECTED: Final = "CRM_meta_op_target_rc"


def placements_after(
    survey: Survey, graph: Graph, whole: Callable[[], Cib], now: int
) -> tuple[Placement, ...]:
    """Where everything will run.

    Args:
        survey: what was read of the present status, with its trees.
        graph: what will be carried out.
        whole: gives the present configuration and status, should they be needed.
        now: seconds since 1970.
    """
    touched = _touched(survey, graph)
    if touched is None:
        return placements(survey_of(play(whole(), graph, now), now))
    if not touched:
        return placements(survey)
    after = _played(survey, graph, touched, now)
    return tuple(
        placement
        for unit in survey.all_units()
        for placement in (
            placements_of(after, after.units[unit.spec.id])
            if unit in touched
            else placements_of(survey, unit)
        )
    )


def _touched(survey: Survey, graph: Graph) -> set[Unit] | None:
    """The outermost resources whose histories go on; None where they cannot be told apart.

    That is where nodes come to be seen otherwise: by fencing, by what failures ask for, or since
    resources connect to them.
    """
    if survey.world.effects or survey.doubled or survey.orphans:
        return None
    if len(survey.states) != len(survey.world.nodes):
        return None
    if any(history.repeated for history in survey.histories.values()):
        return None
    names: set[str] = set()
    for step in graph.steps:
        if step.task == "stonith" and step.kind is StepKind.CLUSTER:
            return None
        if is_recorded(step) and step.recorded_as is not None:
            names.add(step.recorded_as)
    found: set[Unit] = set()
    for name in names:
        place = survey.plan.place(name)
        unit = None if place is None else survey.units.get(place.root.id)
        if unit is None or unit.spec.delicate or unit.spec.variant is Variant.BUNDLE:
            return None
        found.add(unit)
    return found


def _played(survey: Survey, graph: Graph, touched: set[Unit], now: int) -> Survey:
    """A status with nothing in it but the histories of some resources, played on and read."""
    root = etree.Element("cib")
    feature_set = ".".join(map(str, survey.world.feature_set))
    root.set("crm_feature_set", feature_set)
    status = etree.SubElement(root, "status")
    wanted = _names(survey, graph, touched)
    for id_, (node, state) in survey.states.items():
        status.append(_narrowed(survey, id_, state, wanted.get(node.name, ())))
    known = {
        (str(state.get("uname")), str(entry.get("id")))
        for state in status
        for entry in state.iterfind("lrm/lrm_resources/lrm_resource")
    }
    moving = {
        name
        for unit in touched
        if unit.migrates
        for instance in survey.trees[unit].primitives()
        for name in (instance.spec.id, instance.id)
    }
    idle = {
        step.id
        for step in graph.steps
        if _says_nothing(step, known) and step.recorded_as not in moving
    }
    carry_out(Cib(root), graph, now, idle)
    histories = {state.get("id", ""): scan(survey.plan, state, {}) for state in status}
    return Survey(
        survey.plan,
        status,
        histories,
        None,
        now=survey.world.now,
        feature_set=survey.world.feature_set,
        keep=True,
    )


def _names(survey: Survey, graph: Graph, touched: set[Unit]) -> dict[str, set[str]]:
    """Names in the histories of these resources, by node: all that say something, and those that
    will be added to."""
    names = {node.id: node.name for node, _ in survey.states.values()}
    found: dict[str, set[str]] = {}
    for unit in touched:
        for (node, _), entry in unit.entries.items():
            # Live migrations are held against the other node's history, whatever that says.
            for place in names.values() if unit.migrates else (names[node],):
                found.setdefault(place, set()).add(entry.name)
    for step in graph.steps:
        if step.node is not None and is_recorded(step):
            more = found.setdefault(step.node, set())
            more.update(name for name in (step.recorded_as, step.known_as) if name is not None)
    return found


def _narrowed(survey: Survey, id_: str, state: Element, names: Iterable[str]) -> Element:
    """A node's state with nothing in its history but what bears some names."""
    copied = etree.Element("node_state")
    for name, value in state.attrib.items():
        copied.set(name, value)
    for part in state:
        if part.tag != "lrm":
            copied.append(copy(part))
    lrm = etree.SubElement(copied, "lrm", id=id_)
    kept = etree.SubElement(lrm, "lrm_resources")
    history, resources = survey.histories.get(id_), resources_of(state)
    if history is None or resources is None:
        return copied
    places = sorted((history.positions[name], name) for name in names if name in history.positions)
    for _, name in places:
        element = element_of(history, resources, name)
        if element is not None:
            kept.append(copy(element))
    return copied


def _says_nothing(step: Step, known: set[tuple[str, str]]) -> bool:
    """Whether it is a probe that finds nothing where nothing has been known before."""
    if not step.probe or step.node is None or step.attributes.get(_EXPECTED) != _NOT_RUNNING:
        return False
    return not any((step.node, name) in known for name in (step.recorded_as, step.known_as) if name)
