"""How strict an order is, whether it holds on the way back too, and what follows for actions.

Pacemaker Explained: "Specifying the Order in which Resources Should Start/Stop".
"""

from enum import Enum
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain
from engine.scheduler.constraints.score import read_score
from engine.scheduler.model import tie as ties
from engine.scheduler.model.cluster import Cluster


class OrderKind(Enum):
    """``kind`` of an order."""

    OPTIONAL = "optional"
    MANDATORY = "mandatory"
    SERIALIZE = "serialize"


class Symmetry(Enum):
    """Which way an order is looked at."""

    ASYMMETRIC = "asymmetric"
    """It says nothing about the way back."""
    SYMMETRIC = "symmetric"
    INVERSE = "inverse"
    """The way back of a symmetric one."""


_INVERSE: Final = {
    "start": "stop",
    "stop": "start",
    "promote": "demote",
    "demote": "promote",
    "promoted": "demoted",
    "demoted": "promoted",
    "running": "stopped",
    "stopped": "running",
}


def inverse_of(task: str) -> str | None:
    """The task that takes back another; None where nothing does."""
    return _INVERSE.get(task)


def kind_of(cluster: Cluster, element: Element) -> OrderKind:
    """The kind of an order or of a set in one; a score, its spelling of old, is read too."""
    word = element.get("kind")
    if word is None:
        score = element.get("score")
        optional = score is not None and read_score(cluster, score) == 0
        return OrderKind.OPTIONAL if optional else OrderKind.MANDATORY
    for kind in OrderKind:
        if word.lower() == kind.value:
            return kind
    complain(
        cluster,
        element,
        "order-kind-invalid",
        f"{word!r} is no kind of order; it counts as Mandatory.",
        value=word,
    )
    return OrderKind.MANDATORY


def symmetry_of(
    cluster: Cluster, element: Element, around: OrderKind, inherited: str | None
) -> Symmetry:
    """Whether an order, or a set in one, holds on the way back.

    Args:
        cluster: where doubts are reported.
        element: the order or the set.
        around: the kind that counts where the element has none.
        inherited: ``symmetrical`` of the order around a set.
    """
    kind = around
    if element.get("kind") is not None or element.get("score") is not None:
        kind = kind_of(cluster, element)
    wanted = parse_boolean(element.get("symmetrical"))
    if wanted is None and inherited is not None:
        wanted = parse_boolean(inherited) is True
    if wanted is None:
        wanted = kind is not OrderKind.SERIALIZE
    elif wanted and kind is OrderKind.SERIALIZE:
        complain(
            cluster,
            element,
            "order-serialize-symmetrical",
            "What is only serialized is in no sequence that could be turned round.",
        )
        wanted = False
    return Symmetry.SYMMETRIC if wanted else Symmetry.ASYMMETRIC


def tie_for(kind: OrderKind, first_task: str, symmetry: Symmetry) -> int:
    """What an order of that kind means between two actions; see ``model.tie``."""
    if kind is OrderKind.SERIALIZE:
        return ties.OPTIONAL | ties.SERIALIZE
    if kind is OrderKind.OPTIONAL:
        return ties.OPTIONAL
    if symmetry is Symmetry.ASYMMETRIC:
        return ties.OPTIONAL | ties.ASYMMETRICAL
    if symmetry is Symmetry.INVERSE:
        return ties.OPTIONAL | ties.FIRST_IMPLIED
    tie = ties.OPTIONAL | ties.THEN_IMPLIED
    if first_task.lower() in ("start", "promote"):
        tie |= ties.RUNNABLE_FIRST
    return tie
