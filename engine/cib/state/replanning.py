"""Compiling a few parts of a configuration again, where nothing else of it has changed."""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass

from engine.cib.state.nvpairs import References, unpack
from engine.cib.state.outline import Change, Outline
from engine.cib.state.plan import VARIANTS, NodePlan, Plan, remake
from engine.cib.state.settings import read_settings
from engine.cib.state.specs import Spec, SpecMaker, Variant
from engine.cib.xml import Element, elements


@dataclass(frozen=True, slots=True)
class Replanned:
    """A few parts, compiled; nothing of it counts yet."""

    specs: tuple[Spec, ...]
    """The outermost resources that are new, or others than before."""
    gone: tuple[Spec, ...]
    """Those that are no more, or are others now."""
    roots: tuple[Spec, ...] | None
    """All that there are, in order; None where each of ``specs`` only takes the place of one by
    which histories mean the same instances."""
    nodes: tuple[tuple[NodePlan, Element], ...]
    """Nodes with their elements, of which something changed."""


def forked(plan: Plan, root: Element, change: Change, outline: Outline) -> Plan | None:
    """Another plan, for a configuration that differs in a few parts from that of ``plan``.

    The resources that did not change are shared, with all that is remembered of them. None where
    everything has to be compiled.
    """
    circumstances, references = plan.circumstances, References(root)
    if plan.has_dates or read_settings(root, circumstances, references) != plan.settings:
        return None
    if next(root.iter("date_expression"), None) is not None:
        return None
    maker = SpecMaker(root, plan.settings, circumstances, references)
    maker.made = plan.maker.made
    fork = copy(plan)
    fork.references, fork.maker = references, maker
    fork.nodes = [copy(node) for node in plan.nodes]
    fork.roots, fork.primitives = list(plan.roots), dict(plan.primitives)
    fork.op_defaults = root.find("configuration/op_defaults")
    found = replan(fork, root, change, outline)
    if found is None:
        return None
    take_over(fork, found)
    return fork


def replan(plan: Plan, root: Element, change: Change, outline: Outline) -> Replanned | None:
    """Compile what changed again; None where more depends on it.

    Args:
        plan: stays as it is; ``take_over`` lets what was compiled count.
        root: of the CIB.
        change: from the configuration by which the plan was made.
        outline: of the configuration as it is now.
    """
    nodes = _nodes(plan, root, change.nodes)
    resources = root.find("configuration/resources")
    known = {spec.id: spec for spec in plan.roots}
    gone = tuple(known[id_] for id_ in change.gone if id_ in known)
    if nodes is None or len(known) != len(plan.roots) or len(gone) != len(change.gone):
        return None
    found = [] if resources is None else elements(resources)
    found = [element for element in found if element.tag in VARIANTS]
    made = {at: remake(plan, root, found[at]) for at in change.made}
    specs = tuple(spec for spec in made.values() if spec is not None)
    if len(specs) != len(made) or any(spec.delicate for spec in (*specs, *gone)):
        return None
    if any(plan.primitives.get(part.id) is not part for part in primitives(gone)):
        return None
    if not change.rearranged and all(_shape(spec) == _shape(known[spec.id]) for spec in specs):
        for spec in specs:
            _keep_places(known[spec.id], spec)
        return Replanned(specs, gone, None, nodes)
    roots = _arranged(plan, outline, known, made)
    return None if roots is None else Replanned(specs, gone, roots, nodes)


def take_over(plan: Plan, found: Replanned) -> None:
    """Let what was compiled count."""
    for node, element in found.nodes:
        node.element = element
        node.attributes = _attributes(plan, element)
    if found.roots is not None:
        plan.roots = list(found.roots)
        plan.primitives = {part.id: part for part in primitives(plan.roots)}
        return
    new = {spec.id: spec for spec in found.specs}
    plan.roots = [new.get(spec.id, spec) for spec in plan.roots]
    for part in primitives(found.specs):
        plan.primitives[part.id] = part


def primitives(specs: Iterable[Spec]) -> list[Spec]:
    """All primitives in some resources."""
    found: list[Spec] = []
    for spec in specs:
        found += [spec] if spec.variant is Variant.PRIMITIVE else primitives(spec.children)
    return found


def _nodes(
    plan: Plan, root: Element, places: Collection[int]
) -> tuple[tuple[NodePlan, Element], ...] | None:
    if not places:
        return ()
    elements_ = root.findall("configuration/nodes/node")
    known = {node.id: node for node in plan.nodes}
    found: list[tuple[NodePlan, Element]] = []
    for at in places:
        node = known.get(elements_[at].get("id", ""))
        if node is None or node.element is None or len(known) != len(plan.nodes):
            return None
        found.append((node, elements_[at]))
    return tuple(found)


def _attributes(plan: Plan, element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    unpack(element, "instance_attributes", found, plan.circumstances, plan.references)
    return found


def _arranged(
    plan: Plan, outline: Outline, known: dict[str, Spec], made: dict[int, Spec | None]
) -> tuple[Spec, ...] | None:
    """All outermost resources in order; None where their order counts, or their names do."""
    if plan.remote_names or any(node.made_at or node.bundled_at is not None for node in plan.nodes):
        return None
    if any("container" in part.meta for part in primitives(known.values())):
        return None
    ids = [id_ for _, id_ in outline.roots]
    roots = [made[at] if at in made else known.get(id_) for at, id_ in enumerate(ids)]
    found = tuple(spec for spec in roots if spec is not None)
    names = [part.id for part in primitives(found)]
    if len(found) != len(roots) or len(set(ids)) != len(ids) or len(set(names)) != len(names):
        return None
    return found


def _keep_places(old: Spec, new: Spec) -> None:
    """Let resources stand where others stood in the order in which all were made."""
    new.made_at = old.made_at
    for before, after in zip(old.children, new.children, strict=True):
        _keep_places(before, after)


def _shape(spec: Spec) -> tuple[object, ...]:
    """What decides which instances histories mean."""
    parts = tuple(_shape(part) for part in spec.children)
    return spec.variant, spec.id, spec.unique, spec.promotable, spec.instances, spec.agent, parts
