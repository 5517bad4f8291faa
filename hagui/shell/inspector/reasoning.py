"""The block that says why a primitive is where it is, and why not elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Final

from engine.cib.score import INFINITY
from engine.cib.state.model import Condition, Instance
from engine.scheduler.model.resource import Term
from engine.scheduler.result import Score
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import condition_word
from hagui.phrases.terms import cause_words, term_words
from hagui.phrases.units import score
from hagui.shell.inspector.blocks import Bar, BarPart, Bars, Cause
from hagui.shell.inspector.context import Context

MOST: Final = 8
"""Nodes that are shown; of the others the number is told."""

Causes = dict[tuple[str, str | None], int]


def why_here(instances: Sequence[Instance], context: Context) -> tuple[Bars, ...]:
    """The bars; no block where the scheduler has not answered yet.

    Args:
        instances: the instance in question, or all of a group of which the first one speaks.
        context: holds the scheduler's answer.
    """
    reasoning = context.reasoning
    if reasoning is None or not reasoning.scores or not instances:
        return ()
    moved = _moved(reasoning.resource, context)
    nodes = moved or tuple(dict.fromkeys(node for item in instances for node in item.nodes))
    found = reasoning.by_node(instances[0].key)
    first = [item for item in found if item.node in nodes]
    shown = [*first, *(item for item in found if item not in first)][:MOST]
    causes: Causes = {}
    for item in shown:
        for term in item.terms:
            if term.score > 0:
                causes.setdefault((term.kind, term.id), len(causes))
    rows = tuple(_row(item, nodes, context, causes, reasoning.widest) for item in shown)
    brief: list[str] = []
    more = len(found) - len(shown)
    if more > 0:
        brief.append(tr("inspector", "and {n} more node(s)", count=more))
    if all(item.resource != reasoning.resource for item in instances):
        words = tr(
            "inspector",
            "Scores of {member}, the first of the group, which the others follow",
            member=reasoning.resource,
        )
        brief.append(words)
    title = _title(nodes, foretold=bool(moved))
    return (Bars(title, rows, _causes(shown, context, causes), tuple(brief)),)


def _moved(resource: str, context: Context) -> tuple[str, ...]:
    """Where the draft would take it; empty where it stays or stops."""
    fates = () if context.prediction is None else context.prediction.fates
    going = (fate for fate in fates if fate.resource == resource and fate.after != fate.before)
    return tuple(dict.fromkeys(fate.after for fate in going if fate.after is not None))


def _title(nodes: Sequence[str], *, foretold: bool) -> str:
    if len(nodes) == 1 and foretold:
        return tr("inspector", "Why it would go to {node}", node=nodes[0])
    if len(nodes) == 1:
        return tr("inspector", "Why on {node}", node=nodes[0])
    return tr("inspector", "Scores of the nodes")


def _row(item: Score, nodes: Sequence[str], context: Context, causes: Causes, widest: int) -> Bar:
    parts: list[BarPart] = []
    if item.score <= -INFINITY:
        parts.append(BarPart(1.0, 0, against=True))
    else:
        for term in item.terms:
            if term.score > 0:
                share = 1.0 if term.score >= INFINITY else term.score / widest
                parts.append(BarPart(share, causes[term.kind, term.id]))
        against = -sum(term.score for term in item.terms if term.score < 0)
        if against and not parts:
            parts.append(BarPart(min(against / widest, 1.0), 0, against=True))
    words = [f"{item.node}: {score(item.score)}", *map(term_words, item.terms)]
    state = _state(item.node, context)
    if state:
        words.append(state)
    return Bar(
        item.node,
        score(item.score),
        tuple(parts),
        here=item.node in nodes,
        words="\n".join(words),
    )


def _state(node: str, context: Context) -> str:
    """Why the node runs nothing at all, whatever the score."""
    found = context.state.nodes.get(node)
    if found is None or found.condition is Condition.ONLINE:
        return ""
    return condition_word(found.condition)


def _causes(shown: Iterable[Score], context: Context, causes: Causes) -> tuple[Cause, ...]:
    """Every reason once, those for a node by colour, those against it after them."""
    found: dict[tuple[str, str | None, bool], list[tuple[str, Term]]] = {}
    for item in shown:
        for term in item.terms:
            if term.score:
                key = (term.kind, term.id, term.score < 0)
                found.setdefault(key, []).append((item.node, term))
    lines: list[Cause] = []
    for (kind, id_, against), where in found.items():
        amounts = {term.score for _, term in where}
        term = where[0][1]
        text = term_words(term) if len(amounts) == 1 else cause_words(term)
        if against or len(where) == 1:
            nodes = ", ".join(dict.fromkeys(node for node, _ in where))
            text = tr("inspector", "{nodes}: {cause}", nodes=nodes, cause=text)
        cause = -1 if against else causes[kind, id_]
        lines.append(Cause(text, cause, against, _subject(id_, context)))
    for item in shown:
        state = _state(item.node, context)
        if state:
            text = tr("inspector", "{nodes}: {cause}", nodes=item.node, cause=state)
            subject = Subject(SubjectKind.NODE, item.node)
            lines.append(Cause(text, -1, against=True, subject=subject))
    return tuple(sorted(lines, key=lambda line: (line.against, line.cause)))


def _subject(id_: str | None, context: Context) -> Subject | None:
    """The constraint behind a reason, where it is one."""
    if id_ is None:
        return None
    if any(item.id == id_ for item in context.configuration.constraints):
        return Subject(SubjectKind.CONSTRAINT, id_)
    return None
