"""What the pages are made from, as one value."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from engine.cib.document import Cib
from engine.cib.state.model import ClusterState, Instance, Operation
from engine.cib.views import Configuration
from engine.cib.xml import Element
from engine.protocol.verbs import LabStanding
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.reasoning import Reasoning
from hagui.cluster.sources import SourcesStatus
from hagui.graph.marks import lost_nodes
from hagui.shell.inspector.values import MASK, shown
from hagui.shell.probes.values import ProbeLine

_BY_ID = etree.XPath("/cib/configuration//*[@id=$id]")


@dataclass(frozen=True, slots=True)
class Context:
    """The cluster as it is now."""

    configuration: Configuration
    state: ClusterState
    cib: Cib | None = None
    sources: SourcesStatus | None = None
    operations: Callable[[str], list[Operation]] = lambda _: []
    """The operation history of a primitive, on all nodes."""
    now: float = field(default_factory=time.time)
    """Seconds since 1970; decides whether a time is shown with its date."""

    reasoning: Reasoning | None = None
    """Why the selected primitive is where it is; None where that is not known yet."""
    prediction: Prediction | None = None
    """What a rehearsal of the draft answered; None where there is no draft, or no answer yet."""
    crm: tuple[str, ...] = ()
    """The crm commands that do what the draft does."""
    pcs: tuple[str, ...] = ()
    """The same as pcs commands."""
    lab: LabStanding | None = None
    """Which faults are in force, where it is a lab."""
    probes: tuple[ProbeLine, ...] = ()
    """Whether services answer, as seen from outside."""

    _found: dict[str, Element | None] = field(
        default_factory=dict[str, Element | None], repr=False, compare=False
    )

    def lost(self, instance: Instance) -> frozenset[str]:
        """The nodes of which nobody knows whether the instance is still active there."""
        return lost_nodes(instance, self.state.nodes)

    def element(self, id_: str) -> Element | None:
        """The configuration's element of that id; not to be changed."""
        if id_ not in self._found:
            self._found[id_] = self._find(id_)
        return self._found[id_]

    def _find(self, id_: str) -> Element | None:
        if self.cib is None:
            return None
        found = _BY_ID(self.cib.root, id=id_)
        if not isinstance(found, list) or not found:
            return None
        element = found[0]
        return element if isinstance(element, Element) else None

    def xml_of(self, id_: str) -> str:
        """The configuration's element of that id, indented, what is secret masked; empty where
        there is none.
        """
        element = self.element(id_)
        if element is None:
            return ""
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        for pair in copy.iter("nvpair"):
            if pair.get("value") and shown(pair.get("name") or "", pair.get("value")) == MASK:
                pair.set("value", MASK)
        etree.indent(copy, "  ")
        return etree.tostring(copy, encoding="unicode").strip()
