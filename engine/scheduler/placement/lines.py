"""Remembering scores as a stage of the placement saw them."""

from engine.scheduler.model.cluster import ScoreLine
from engine.scheduler.model.resource import Resource


def note_scores(stage: str, resource: Resource) -> None:
    """Remember the scores of a resource, and of all in it, as they are now; not of orphans."""
    if resource.orphan:
        return
    lines = resource.cluster.score_lines
    for node, score in resource.allowed.items():
        lines.append(ScoreLine(stage, resource, resource, node, score))
    for child in resource.children:
        note_scores(stage, child)
