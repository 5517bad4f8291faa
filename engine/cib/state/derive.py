"""From a CIB to the state of every node and every resource instance, whole or step by step.

Long, as every step of an update works on the same few tables of one object.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch.touched import Touched
from engine.cib.state.assembly import Assembly
from engine.cib.state.entries import (
    Agent,
    Entry,
    NodeEntries,
    element_of,
    plain_names,
    read_entry,
    replace_entries,
    resources_of,
    scan,
)
from engine.cib.state.failures import as_operation
from engine.cib.state.kept import still_kept
from engine.cib.state.model import ClusterState, Operation
from engine.cib.state.operations import in_order, read_operations
from engine.cib.state.outline import Outline
from engine.cib.state.plan import Plan, compile_plan
from engine.cib.state.refresh import refresh_node
from engine.cib.state.regrouping import can_regroup, regroup
from engine.cib.state.replanning import Replanned, forked, replan, take_over
from engine.cib.state.rereading import Work, reread
from engine.cib.state.settings import read_settings
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.world import NodeWork
from engine.cib.xml import Element

if TYPE_CHECKING:
    from engine.cib.views import Configuration


class _Beside(NamedTuple):
    """What a derivation takes over from the one that it is made beside."""

    planned: Cib
    read_by: Plan
    """The configuration by which the histories were read."""
    histories: dict[str, NodeEntries]
    outline: Outline
    """Of that configuration."""


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
        beside: "_Beside | None" = None,
    ) -> None:
        """``now``, in seconds since 1970, decides which failures have expired.

        Without it the CIB's own ``execution-date`` is taken; without that nothing expires.
        """
        del configuration  # what it says is compiled here, together with defaults and templates
        self._cib = cib
        self._planned = cib if beside is None else beside.planned
        self._given = now
        self._histories: dict[str, NodeEntries] = {} if beside is None else beside.histories
        self._assembly = Assembly()
        self._plain: dict[str, Agent] = {} if beside is None else plain_names(beside.read_by)
        self._outline = None if beside is None else beside.outline
        self._kept: Survey | None = None
        """What was read for those who go on from it."""
        self._compile(None if beside is None else beside.read_by)
        self._survey = self._read_all(None)
        self._state = self._assembly.whole(self._survey, cib)

    def beside(self, planned: Cib) -> "Derivation":
        """The same status seen by another configuration, as a draft sees it.

        What was read of the operation history is not read again, so that this takes a part of
        the time of a derivation of its own. Both are to be updated with each change of the
        status.

        Args:
            planned: a document whose ``configuration`` and whose root's attributes count; its
                status, if it has any, is not looked at.
        """
        histories = {id_: found.copy() for id_, found in self._histories.items()}
        outline = self._outline or Outline.of(self._planned.root)
        return Derivation(
            self._cib, now=self._given, beside=_Beside(planned, self._plan, histories, outline)
        )

    @property
    def state(self) -> ClusterState:
        """The state at the CIB's version when last derived."""
        return self._state

    @property
    def properties(self) -> Mapping[str, str]:
        """The cluster properties in force, as far as the configuration gives them."""
        return self._plan.settings.properties

    @property
    def recheck(self) -> float | None:
        """When, in seconds since 1970, an update with a later ``now`` may change something."""
        return self._survey.recheck()

    def survey(self) -> Survey:
        """What the history says of every instance, as the scheduler goes on from it.

        Whoever asks before anything has changed gets the same, unless ``Survey.spent`` says that
        it was changed. What was read of the history is not read again.
        """
        if self._kept is None or self._kept.spent:
            self._kept = self._read_all(None, keep=True)
        return self._kept

    @property
    def status(self) -> Element | None:
        """The status that is read."""
        return self._cib.root.find("status")

    @property
    def planned(self) -> Cib:
        """The document whose configuration counts."""
        return self._planned

    def whole(self) -> Cib:
        """That configuration and the status in one document; not to be changed."""
        if self._planned is self._cib:
            return self._cib
        root = etree.Element("cib")
        for name, value in self._planned.root.attrib.items():
            root.set(name, value)
        for section in (self._planned.section("configuration"), self.status):
            if section is not None:
                root.append(deepcopy(section))
        return Cib(root)

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
        self._kept = still_kept(self._kept, touched, now)
        if now is not None:
            self._given = now
        dates = self._plan.has_dates and self._now() != self._plan.circumstances.now
        if touched.everything or touched.configuration or dates:
            status = touched.everything or touched.nodes or touched.resources or touched.attributes
            if not (status or touched.root or self._plan.has_dates) and self._derive_few():
                return self._state
            self._compile(None if status else self._plan)
            return self._derive_all()
        work = Work()
        # Each step is taken even where another has failed: what is kept must not be out of date.
        if touched.root:
            self._update_root(work)
        stale = self._update_histories(touched.resources, work)
        self._update_nodes(touched.nodes | touched.attributes, stale, work)
        self._add_expired(work)
        return self._state if self._reread(work) else self._derive_all()

    # Everything

    def _compile(self, before: Plan | None = None) -> None:
        """Compile the configuration; the histories are kept where ``before`` is what they were
        read by, and they themselves have not changed.
        """
        passed_over, root = self._plain, self._planned.root
        known, self._outline = self._outline, Outline.of(root)
        change = None if known is None or before is None else self._outline.changed(known)
        plan = None
        if before is not None and change is not None:
            plan = forked(before, root, change, self._outline)
        self._plan: Plan = compile_plan(root, self._now()) if plan is None else plan
        self._kept = None
        self._plain = plain_names(self._plan)
        locks = self._plan.settings.shutdown_lock
        if before is None or locks or before.settings.shutdown_lock:
            self._histories.clear()
            return
        unread = dict(passed_over.items() - self._plain.items())
        for id_, state in {state.get("id", ""): state for state in self._node_states()}.items():
            history = self._histories.get(id_)
            if history is not None and not replace_entries(self._plan, state, history, unread):
                del self._histories[id_]

    def _derive_all(self) -> ClusterState:
        self._survey = self._read_all(self._survey)
        self._state = self._assembly.whole(self._survey, self._cib)
        return self._state

    def _derive_few(self) -> bool:
        """Derive again where a few parts were configured anew; False where that is not all."""
        outline = Outline.of(self._planned.root)
        change = None if self._outline is None else outline.changed(self._outline)
        if change is None:
            return False
        found = replan(self._plan, self._planned.root, change, outline)
        if found is None:
            return False
        if not (found.specs or found.gone or found.nodes or change.rearranged):
            self._outline = outline
            self._add_expired(work := Work())
            return self._reread(work)
        self._kept = None
        work = Work(shown=set(self._survey.world.nodes))
        gone: set[Unit] | None = None
        if found.roots is None:
            self._outline = outline
            if not self._replace_units(found, work):
                return False
        elif can_regroup(self._survey, found, self._plain):
            self._outline = outline
            made, gone = regroup(self._survey, self._histories, found)
            work.units |= made
            self._plain = plain_names(self._plan)
        else:
            return False
        if not self._refresh_planned(found, work):
            return False
        self._add_expired(work)
        return self._reread(work, gone)

    def _reread(self, work: Work, gone: set[Unit] | None = None) -> bool:
        """Read again what ``work`` names; False where all has to be read."""
        if work.everything or not reread(self._survey, work):
            return False
        self._state = self._assembly.changed(
            self._survey, self._cib, work.all_units(), work.shown, gone
        )
        return True

    def _replace_units(self, found: Replanned, work: Work) -> bool:
        """Let resources be what they are now, where the same instances are meant by histories."""
        take_over(self._plan, found)
        for spec in found.specs:
            unit = self._survey.units.get(spec.id)
            if unit is None or not self._replace_entries(unit):
                return False
            unit.spec = spec
            work.units.add(unit)
        return True

    def _refresh_planned(self, found: Replanned, work: Work) -> bool:
        """Read the states again of nodes whose permanent attributes changed."""
        concerned = {id(node) for node, _ in found.nodes}
        read = 0
        for id_, (node, state) in list(self._survey.states.items()):
            history = self._histories.get(id_)
            if id(node.plan) in concerned and history is not None:
                read += 1
                refresh_node(self._survey, work, node, state, history, history)
        return read == len(concerned)

    def _replace_entries(self, unit: Unit) -> bool:
        """Let the history of a unit count for its new configuration."""
        ids = {node.id: id_ for id_, (node, _) in self._survey.states.items()}
        for (node, key), entry in unit.entries.items():
            history = self._histories.get(ids.get(node, ""))
            if history is None or history.entries.get(key) is not entry:
                return False
            again = replace(entry, place=self._plan.place(entry.name), outcome=None)
            unit.entries[node, key] = history.entries[key] = again
        return True

    def _read_all(self, known: Survey | None, *, keep: bool = False) -> Survey:
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
            keep=keep,
        )

    def _now(self) -> float | None:
        if self._given is not None:
            return self._given
        date = self._cib.root.get("execution-date")
        return float(date) if date is not None and date.isdecimal() else None

    def _node_states(self) -> Iterable[Element]:
        return self._cib.root.iterfind("status/node_state")

    # Step by step

    def _update_root(self, work: Work) -> None:
        """DC and quorum."""
        plan, survey = self._plan, self._survey
        if _version(self._cib.feature_set) != survey.world.feature_set:
            work.everything = True
        settings, known = (
            read_settings(self._planned.root, plan.circumstances, plan.references),
            plan.settings,
        )
        if settings != known:
            compiled_in = replace(
                settings, quorate=known.quorate, no_quorum_policy=known.no_quorum_policy
            )
            if compiled_in != known:
                self._compile()
                work.everything = True
                return
            plan.settings = settings
            # Nodes may be told to go when quorum is lost.
            work.everything |= "suicide" in (settings.no_quorum_policy, known.no_quorum_policy)
            work.units |= {unit for unit in survey.all_units() if unit.found.asks_fencing}
        if self._dc != self._cib.dc_uuid:
            concerned = (self._dc, self._cib.dc_uuid)
            self._dc = self._cib.dc_uuid
            work.shown |= {node for node in survey.world.nodes if node.id in concerned}

    def _update_histories(self, pairs: Collection[tuple[str, str]], work: Work) -> set[str]:
        """Read single entries; returns the ids of node states whose history is to be read whole."""
        stale: set[str] = set()
        for id_, name in pairs:
            if id_ not in stale and not self._update_entry(id_, name, work):
                stale.add(id_)
        return stale

    def _update_entry(self, id_: str, name: str, work: Work) -> bool:
        """Read one entry of the history anew, and note what it belongs to."""
        history = self._histories.get(id_)
        known = self._survey.states.get(id_)
        if history is None or known is None or name in history.repeated:
            return False
        node, state = known
        resources = resources_of(state)
        element = None if resources is None else element_of(history, resources, name)
        old = history.entries.get(name)
        if element is None:
            history.elements.pop(name, None)
            history.positions.pop(name, None)
            history.entries.pop(name, None)
            self._replace_entry(node, name, old, None, work)
            return True
        if name not in history.positions:
            if element.getnext() is not None:
                return False
            history.positions[name] = history.end
            history.end += 1
        history.elements[name] = element
        entry = read_entry(self._plan, element, name, history.positions[name])
        if entry is None:
            history.entries.pop(name, None)
        else:
            history.entries[name] = entry
        self._replace_entry(node, name, old, entry, work)
        return True

    def _replace_entry(
        self, node: NodeWork, name: str, old: Entry | None, entry: Entry | None, work: Work
    ) -> None:
        """Let another entry count, or none; either may be one that says nothing (None)."""
        survey = self._survey
        place = self._plan.place(name)
        unit = survey.orphans.get(name) if place is None else survey.units.get(place.root.id)
        if unit is not None and unit.migrates:
            # Migrations ask the other node's history, for what says nothing as well.
            work.units.add(unit)
        if node.turn < 0 or (old is None and entry is None):
            return
        if unit is None or (unit.orphan and (old is None or entry is None)):
            # Orphans stand in the order in which they are first met.
            work.everything = True
        elif entry is None:
            unit.entries.pop((node.id, name), None)
            work.add_part(unit, node)
        else:
            survey.file(unit, node, name, entry)
            work.add_part(unit, node)

    def _update_nodes(self, ids: Collection[str], stale: Collection[str], work: Work) -> None:
        """Nodes' own states, and whole histories."""
        if not ids and not stale:
            return
        states = {state.get("id", ""): state for state in self._node_states()}
        survey = self._survey
        for id_ in {*ids, *stale}:
            known, state = survey.states.get(id_), states.get(id_)
            history = self._histories.get(id_)
            if known is None or state is None or history is None:
                self._histories.pop(id_, None)
                work.everything = True
                continue
            after = history
            if id_ in stale or state is not known[1]:
                after = self._histories[id_] = scan(self._plan, state, self._plain)
                survey.states[id_] = (known[0], state)
            refresh_node(survey, work, known[0], state, history, after)

    def _add_expired(self, work: Work) -> None:
        now = self._now()
        survey = self._survey
        if now is None or now == survey.world.now:
            return
        survey.world.now = now
        for unit in survey.all_units():
            recheck = unit.found.recheck
            if recheck is not None and recheck <= now:
                work.units.add(unit)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())
