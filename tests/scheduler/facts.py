"""What is compared of a scheduling: four bags of plain tuples, ours and the tool's alike."""

from dataclasses import dataclass, field

from lxml import etree

from engine.cib.score import parse_score
from engine.cib.transition.model import Graph
from engine.cib.transition.read import read_graph
from engine.cib.xml import Element
from engine.cli.simulated import Bag, label, placed, placed_by_tool
from engine.scheduler.result import Result
from tests.scheduler.oracle import Answer

FEATURES = ("placement", "actions", "scores", "edges")
_STAGES = {
    "pcmk__primitive_assign": "primitive",
    "pcmk__group_assign": "group",
    "pcmk__clone_allocate": "clone",
    "pcmk__bundle_allocate": "bundle",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The bags by feature."""

    placement: Bag = field(default_factory=Bag)
    """(resource, instance or "", node, role)"""
    actions: Bag = field(default_factory=Bag)
    """(kind, key, node or the peer that is fenced)"""
    scores: Bag = field(default_factory=Bag)
    """(stage, the resource in question, node or "none", score)"""
    edges: Bag = field(default_factory=Bag)
    """(first, then), each with its kind, key and node"""

    def bag(self, feature: str) -> Bag:
        """One of ``FEATURES``."""
        return getattr(self, feature)


def theirs(answer: Answer) -> Facts:
    """The tool's."""
    root = etree.fromstring(answer.output)
    actions, edges = _of_graph(read_graph(answer.graph))
    return Facts(placed_by_tool(root), actions, _scored(root), edges)


def ours(result: Result) -> Facts:
    """Those of a result."""
    actions, edges = _of_graph(result.graph)
    scored = Bag(
        (line.stage, line.about, line.node or "none", str(line.score))
        for line in result.score_lines
    )
    return Facts(placed(result), actions, scored, edges)


def _scored(root: Element) -> Bag:
    found = Bag()
    for line in root.iterfind("allocations/*"):
        stage = (
            "promotion" if line.tag == "promotion_score" else _STAGES.get(line.get("function", ""))
        )
        if stage is not None:
            score = str(parse_score(line.get("score")))
            found[stage, str(line.get("id")), line.get("node") or "none", score] += 1
    return found


def _of_graph(graph: Graph) -> tuple[Bag, Bag]:
    labels = {step.id: label(step) for step in graph.steps}
    edges = Bag(
        (" ".join(labels.get(first, ("?",))), " ".join(labels[step.id]))
        for step in graph.steps
        for first in step.after
    )
    return Bag(labels.values()), edges
