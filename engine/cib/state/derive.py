"""From a CIB to the state of every node and every resource instance, whole or step by step."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cib.document import Cib
from engine.cib.patch.touched import Touched
from engine.cib.state.assembly import Assembly
from engine.cib.state.entries import (
    NodeEntries,
    element_of,
    plain_names,
    read_entry,
    resources_of,
    scan,
)
from engine.cib.state.failures import as_operation
from engine.cib.state.model import ClusterState, Operation
from engine.cib.state.operations import in_order, read_operations
from engine.cib.state.plan import Plan, compile_plan
from engine.cib.state.refresh import refresh_node
from engine.cib.state.settings import read_settings
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.world import NodeWork
from engine.cib.xml import Element

if TYPE_CHECKING:
    from engine.cib.views import Configuration


class Derivation:
    """The state that a CIB describes, kept up to date as the CIB is patched.

    The CIB is read, never changed; it must not be changed while a method runs.
    """

    def __init__(
        self,
        cib: Cib,
        configuration: "Configuration | None" = None,
        *,
        now: float | None = None,
    ) -> None:
        """``now``, in seconds since 1970, decides which failures have expired.

        Without it the CIB's own ``execution-date`` is taken; without that nothing expires.
        """
        del configuration  # what it says is compiled here, together with defaults and templates
        self._cib = cib
        self._given = now
        self._histories: dict[str, NodeEntries] = {}
        self._assembly = Assembly()
        self._compile()
        self._survey = self._read_all(None)
        self._state = self._assembly.whole(self._survey, cib)

    @property
    def state(self) -> ClusterState:
        """The state at the CIB's version when last derived."""
        return self._state

    @property
    def recheck(self) -> float | None:
        """When, in seconds since 1970, an update with a later ``now`` may change something."""
        moments = [unit.recheck for unit in self._survey.all_units() if unit.recheck is not None]
        return min(moments, default=None)

    def operations(self, node: str | None = None, resource: str | None = None) -> list[Operation]:
        """The operation history, read anew from the CIB: oldest first within each resource.

        ``node`` is a node's name; ``resource`` a primitive's id, with or without an instance
        number.
        """
        found: list[Operation] = []
        for state in self._node_states():
            name = state.get("uname", "")
            resources = resources_of(state)
            if resources is None or (node is not None and name != node):
                continue
            for entry in resources.iterchildren("lrm_resource"):
                id_ = entry.get("id", "")
                if resource is None or resource in (id_, id_.rpartition(":")[0]):
                    found += [
                        as_operation(operation, id_, name)
                        for operation in in_order(read_operations(entry))
                    ]
        return found

    def update(self, touched: Touched, *, now: float | None = None) -> ClusterState:
        """Derive again what a change of the CIB touched.

        What is not affected keeps its identity in the new state. ``now`` moves the clock on.
        """
        if now is not None:
            self._given = now
        dates = self._plan.has_dates and self._now() != self._plan.circumstances.now
        if touched.everything or touched.configuration or dates:
            self._compile()
            return self._derive_all()
        units: set[Unit] = set()
        changed: set[NodeWork] = set()
        simple = (
            self._update_root(touched)
            and self._update_histories(touched.resources, units)
            and self._update_nodes(touched.nodes | touched.attributes, units, changed)
        )
        self._add_expired(units)
        if not simple or not all(self._survey.reread(unit) for unit in units):
            return self._derive_all()
        self._state = self._assembly.changed(self._state, self._survey, self._cib, units, changed)
        return self._state

    # Everything

    def _compile(self) -> None:
        self._plan: Plan = compile_plan(self._cib.root, self._now())
        self._plain = plain_names(self._plan)
        self._histories.clear()

    def _derive_all(self) -> ClusterState:
        self._survey = self._read_all(self._survey)
        self._state = self._assembly.whole(self._survey, self._cib)
        return self._state

    def _read_all(self, known: Survey | None) -> Survey:
        states = {state.get("id", ""): state for state in self._node_states()}
        for id_ in [id_ for id_ in self._histories if id_ not in states]:
            del self._histories[id_]
        for id_, state in states.items():
            if id_ not in self._histories:
                self._histories[id_] = scan(self._plan, state, self._plain)
        self._dc = self._cib.dc_uuid
        return Survey(
            self._plan,
            self._cib.root.find("status"),
            self._histories,
            known,
            now=self._now(),
            feature_set=_version(self._cib.feature_set),
        )

    def _now(self) -> float | None:
        if self._given is not None:
            return self._given
        date = self._cib.root.get("execution-date")
        return float(date) if date is not None and date.isdecimal() else None

    def _node_states(self) -> Iterable[Element]:
        return self._cib.root.iterfind("status/node_state")

    # Step by step: each returns False where all has to be read again

    def _update_root(self, touched: Touched) -> bool:
        if not touched.root:
            return True
        plan = self._plan
        settings = read_settings(self._cib.root, plan.circumstances, plan.references)
        if settings == plan.settings:
            return self._dc == self._cib.dc_uuid
        compiled_in = replace(
            settings, quorate=plan.settings.quorate, no_quorum_policy=plan.settings.no_quorum_policy
        )
        if compiled_in != plan.settings:
            self._compile()
        else:
            plan.settings = settings
        return False

    def _update_histories(self, pairs: Collection[tuple[str, str]], units: set[Unit]) -> bool:
        simple = True
        for id_, name in pairs:
            simple = self._update_entry(id_, name, units) and simple
        return simple

    def _update_entry(self, id_: str, name: str, units: set[Unit]) -> bool:
        """Read one entry of the history anew; the unit it belongs to is added to ``units``."""
        history = self._histories.get(id_)
        known = self._survey.states.get(id_)
        if history is None or known is None or name in history.repeated:
            self._histories.pop(id_, None)
            return False
        node, state = known
        resources = resources_of(state)
        element = None if resources is None else element_of(history, resources, name)
        old = history.entries.pop(name, None)
        if element is None:
            history.elements.pop(name, None)
            history.positions.pop(name, None)
            return old is None or self._replace_entry(node, history, name, units)
        if name not in history.positions:
            if element.getnext() is not None:
                del self._histories[id_]
                return False
            history.positions[name] = history.end
            history.end += 1
        history.elements[name] = element
        entry = read_entry(self._plan, element, name, history.positions[name])
        if entry is not None:
            history.entries[name] = entry
        return self._replace_entry(node, history, name, units)

    def _replace_entry(
        self, node: NodeWork, history: NodeEntries, name: str, units: set[Unit]
    ) -> bool:
        place = self._plan.place(name)
        survey = self._survey
        unit = survey.orphans.get(name) if place is None else survey.units.get(place.root.id)
        if unit is None or node.turn < 0:
            # A new orphan; or a node whose history did not count so far.
            return False
        entry = history.entries.get(name)
        old = unit.entries.pop((node.id, name), None)
        if entry is not None:
            unit.entries[node.id, name] = entry
        if unit.orphan and (old is None or entry is None):
            # Orphans stand in the order in which they are first met.
            return False
        units.add(unit)
        return True

    def _update_nodes(self, ids: Collection[str], units: set[Unit], changed: set[NodeWork]) -> bool:
        if not ids:
            return True
        states = {state.get("id", ""): state for state in self._node_states()}
        survey = self._survey
        for id_ in ids:
            known, state = survey.states.get(id_), states.get(id_)
            if known is None or state is None:
                self._histories.pop(id_, None)
                return False
            node, before = known
            if state is not before:
                self._histories.pop(id_, None)
                return False
            verdict = refresh_node(survey, node, state)
            if verdict is None:
                return False
            if verdict.changed:
                changed.add(node)
            units |= verdict.units
        return True

    def _add_expired(self, units: set[Unit]) -> None:
        now = self._now()
        survey = self._survey
        if now is None or now == survey.world.now:
            return
        survey.world.now = now
        units |= {
            unit for unit in survey.all_units() if unit.recheck is not None and unit.recheck <= now
        }


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())
