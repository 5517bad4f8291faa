"""The block that says why a primitive is where it is, and why not elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.cib.score import INFINITY
from engine.cib.state.model import Condition, Instance
from engine.scheduler.model.resource import Term
from engine.scheduler.result import Score
from hagui.cluster.rehearsal.reasoning import Reasoning
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import condition_word
from hagui.phrases.terms import cause_words, term_words
from hagui.phrases.units import score
from hagui.shell.inspector.blocks import Bar, BarPart, Bars, Cause
from hagui.shell.inspector.context import Context

MOST: Final = 8
"""Nodes that are shown; of the others the number is told."""
NAMED: Final = 3
"""Nodes that a cause names; of more the number is told."""

FOLLOWING: Final = {"clone", "unavailable"}
"""Bans that repeat what the clone as a whole, or the state of the node, says better."""

Causes = dict[str, int]
"""Colours by words: what is said alike is one cause, whichever copy it speaks of."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A node, and what is said of it."""

    item: Score
    state: str
    """Why the node runs nothing at all, whatever the score; empty where it can."""
    here: bool

    @property
    def bans(self) -> tuple[Term, ...]:
        """What rules the node out."""
        terms = self.item.terms
        if self.item.score <= -INFINITY:
            found = tuple(term for term in terms if term.score <= -INFINITY)
            own = tuple(term for term in found if term.kind not in FOLLOWING)
            return own if self.state else own or found
        return tuple(term for term in terms if not term.score and term.kind == "utilization")

    @property
    def out(self) -> bool:
        """Whether it cannot go there."""
        return bool(self.state or self.bans) or self.item.score <= -INFINITY

    @property
    def counted(self) -> tuple[Term, ...]:
        """What is worth telling: where a node is ruled out, nothing else matters."""
        return self.bans if self.out else self.item.terms


def why_here(instances: Sequence[Instance], context: Context) -> tuple[Bars, ...]:
    """The bars; no block where the scheduler has not answered yet.

    Args:
        instances: the instance in question, or all of a group or clone.
        context: holds the scheduler's answer.
    """
    reasoning = context.reasoning
    if reasoning is None or not reasoning.scores or not instances:
        return ()
    resource, key = _speaker(instances, context, reasoning)
    now = tuple(dict.fromkeys(node for item in instances for node in item.nodes))
    goes = reasoning.goes_to(resource, key)
    ends = key is not None and reasoning.ends(key)
    nodes = goes or (() if ends else now)
    rows = [
        _Row(item, _state(item.node, context), item.node in nodes)
        for item in reasoning.by_node(resource, key)
    ]
    rows.sort(key=lambda row: (not row.here, row.out, bool(row.state)))
    shown = rows[:MOST]
    causes: Causes = {}
    for row in shown:
        for term in row.counted:
            if term.score > 0:
                causes.setdefault(cause_words(term), len(causes))
    widest = _widest(shown)
    title = _title(now, goes, ends=ends, single=len({item.key for item in instances}) == 1)
    bars = tuple(_bar(row, causes, widest) for row in shown)
    brief: list[str] = []
    if len(rows) > len(shown):
        brief.append(tr("inspector", "and {n} more node(s)", count=len(rows) - len(shown)))
    if resource and all(item.resource != resource for item in instances):
        words = tr(
            "inspector",
            "Scores of {member}, the first of the group, which the others follow",
            member=resource,
        )
        brief.append(words)
    return (Bars(title, bars, _causes(rows, shown, context, causes), tuple(brief)),)


def _speaker(
    instances: Sequence[Instance], context: Context, reasoning: Reasoning
) -> tuple[str, str | None]:
    """Whose scores say it: the primitive's id, empty for all that were asked about; and the
    instance's, None for all of them together.

    A member goes where the first of its group goes; of one that does not, its own scores say why.
    """
    one = instances[0]
    first = reasoning.resources[0]
    if len(reasoning.resources) > 1 and one.resource == first and len(instances) > 1:
        return "", None  # the containers of a bundle
    alone = len({item.resource for item in instances}) == 1
    if alone and one.resource in reasoning.resources[1:] and not any(i.nodes for i in instances):
        lead = context.state.instances_of(first)
        if any(item.nodes for item in lead):
            return one.resource, one.key
    copies = [item for item in instances if item.resource == one.resource]
    if len(copies) > 1:
        return first, None
    number = one.key.partition(":")[2]
    return first, f"{first}:{number}" if number else first


def _title(now: Sequence[str], goes: Sequence[str], *, ends: bool, single: bool) -> str:
    moves = [node for node in goes if node not in now]
    if len(moves) == 1:
        return tr("inspector", "Why it would go to {node}", node=moves[0])
    if ends and single:
        return tr("inspector", "Why it would stop")
    if len(now) == 1 and not moves:
        return tr("inspector", "Why on {node}", node=now[0])
    if not now and not moves and single:
        return tr("inspector", "Why nowhere")
    return tr("inspector", "Scores of the nodes")


def _widest(rows: Iterable[_Row]) -> int:
    """The largest finite amount that any node which counts collects, either way; at least 1."""
    widest = 1
    for row in rows:
        up = sum(term.score for term in row.counted if 0 < term.score < INFINITY)
        down = -sum(term.score for term in row.counted if 0 > term.score > -INFINITY)
        widest = max(widest, up, down)
    return widest


def _bar(row: _Row, causes: Causes, widest: int) -> Bar:
    item = row.item
    parts: list[BarPart] = []
    why = row.state
    if row.bans and not why:
        parts.append(BarPart(1.0, 0, against=True))
        why = cause_words(row.bans[0])
    elif not row.out:
        for term in item.terms:
            if term.score > 0:
                share = 1.0 if term.score >= INFINITY else term.score / widest
                parts.append(BarPart(share, causes[cause_words(term)]))
        against = -sum(term.score for term in item.terms if term.score < 0)
        if against:
            parts.append(BarPart(min(against / widest, 1.0), 0, against=True))
    elif not why:
        parts.append(BarPart(1.0, 0, against=True))
    words = [f"{item.node}: {score(item.score)}", *map(term_words, item.terms)]
    if row.state:
        words.append(row.state)
    amount = "–" if row.state and item.score > -INFINITY else score(item.score)
    return Bar(item.node, amount, tuple(parts), here=row.here, words="\n".join(words), why=why)


def _state(node: str, context: Context) -> str:
    found = context.state.nodes.get(node)
    if found is None or found.condition is Condition.ONLINE:
        return ""
    return condition_word(found.condition)


def _causes(
    rows: Sequence[_Row], shown: Iterable[_Row], context: Context, causes: Causes
) -> tuple[Cause, ...]:
    """Every reason once, those for a node by colour, those against it after them."""
    found: dict[tuple[str, bool], list[tuple[str, Term]]] = {}
    for row in shown:
        for term in row.counted:
            against = term.score <= 0
            if term.score or term in row.bans:
                key = (cause_words(term), against)
                found.setdefault(key, []).append((row.item.node, term))
    lines: list[Cause] = []
    for (said, against), where in found.items():
        amounts = {term.score for _, term in where}
        term = where[0][1]
        text = term_words(term) if len(amounts) == 1 else said
        nodes = tuple(dict.fromkeys(node for node, _ in where))
        everywhere = len(nodes) == len(rows) > 1
        if everywhere and against:
            text = tr("inspector", "everywhere: {cause}", cause=text)
        elif not everywhere and (against or len(nodes) == 1):
            text = tr("inspector", "{nodes}: {cause}", nodes=_named(nodes), cause=text)
        cause = -1 if against else causes[said]
        lines.append(Cause(text, cause, against, _subject(term.id, context)))
    for state, nodes in _states(shown).items():
        text = tr("inspector", "{nodes}: {cause}", nodes=_named(nodes), cause=state)
        subject = Subject(SubjectKind.NODE, nodes[0]) if len(nodes) == 1 else None
        lines.append(Cause(text, -1, against=True, subject=subject))
    return tuple(sorted(lines, key=lambda line: (line.against, line.cause)))


def _states(rows: Iterable[_Row]) -> dict[str, list[str]]:
    """The nodes that can run nothing, by what they are."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.state:
            found.setdefault(row.state, []).append(row.item.node)
    return found


def _named(nodes: Sequence[str]) -> str:
    if len(nodes) > NAMED:
        return tr("inspector", "{n} node(s)", count=len(nodes))
    return ", ".join(nodes)


def _subject(id_: str | None, context: Context) -> Subject | None:
    """The constraint behind a reason, where it is one."""
    if id_ is None:
        return None
    if any(item.id == id_ for item in context.configuration.constraints):
        return Subject(SubjectKind.CONSTRAINT, id_)
    return None
