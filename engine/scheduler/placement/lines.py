"""Remembering scores as a stage of the placement saw them."""

from engine.scheduler.model.cluster import ScoreTable
from engine.scheduler.model.resource import Resource


def note_scores(stage: str, resource: Resource) -> None:
    """Remember the scores of a resource, and of all in it, as they are now; not of orphans."""
    if resource.orphan:
        return
    table = ScoreTable(stage, resource, resource, resource.allowed.copy())
    resource.cluster.score_tables.append(table)
    for child in resource.children:
        note_scores(stage, child)
