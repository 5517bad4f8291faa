"""Blocks that several pages have: operations, constraints, failures, values."""

from collections.abc import Iterable, Mapping
from html import escape

from engine.cib.state.model import FailCount, Failure
from engine.cib.state.model import Operation as Entry
from engine.cib.views import Constraint, NvSet, Operation
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import (
    Tone,
    brief_moment,
    constraint_chip,
    constraint_sentence,
    duration,
    failure_sentence,
    interval,
    moment,
    outcome_words,
    role_word_of,
    rule_words,
    score,
    status_words,
    task_words,
)
from hagui.shell.inspector.blocks import Line, Lines, Note, Pair, Pairs, Sentence, Sentences
from hagui.shell.inspector.values import shown
from hagui.shell.probes.values import ProbeLine

HISTORY_LIMIT = 40
"""Operations listed at most, the newest first."""


def bold(name: str) -> str:
    """A name for rich text."""
    return f"<b>{escape(name)}</b>"


def sentences(constraints: Iterable[Constraint], title: str = "") -> tuple[Sentences, ...]:
    """Constraints in words; no block where there are none."""
    items = tuple(
        Sentence(
            constraint_sentence(item, bold),
            constraint_chip(item),
            Subject(SubjectKind.CONSTRAINT, item.id),
        )
        for item in constraints
    )
    return (Sentences(title or tr("inspector", "Constraints"), items),) if items else ()


def values(title: str, pairs: Mapping[str, str]) -> tuple[Pairs, ...]:
    """Names and values; no block where there are none."""
    rows = tuple(Pair(name, shown(name, value)) for name, value in pairs.items())
    return (Pairs(title, rows),) if rows else ()


def ruled_sets(title: str, sets: Iterable[NvSet]) -> tuple[Pairs, ...]:
    """Sets of values that hold only under a rule, each under its condition."""
    found: list[Pairs] = []
    for item in sets:
        if not item.rules:
            continue
        when = "; ".join(rule_words(rule) for rule in item.rules)
        heading = tr("inspector", "{title} when {rule}", title=title, rule=when)
        rows = tuple(Pair(pair.name, shown(pair.name, pair.value)) for pair in item.pairs)
        found.append(Pairs(heading, rows))
    return tuple(found)


def operations(configured: Iterable[Operation]) -> tuple[Pairs, ...]:
    """The operations that the configuration asks for."""
    rows: list[Pair] = []
    for item in configured:
        parts: list[str] = []
        if item.interval:
            parts.append(interval(item.interval))
        if item.timeout is not None:
            time = duration(item.timeout / 1000)
            parts.append(tr("inspector", "at most {time}", time=time))
        if item.on_fail:
            parts.append(tr("inspector", "on failure {what}", what=item.on_fail))
        if not item.enabled:
            parts.append(tr("inspector", "switched off"))
        name = task_words(item.name, item.interval or 0)
        if item.role and item.name == "monitor":
            role = role_word_of(item.role)
            name = tr("inspector", "{task} ({role})", task=name, role=role)
        rows.append(Pair(name, " · ".join(parts) or "—", tip=item.id))
    title = tr("inspector", "Operations configured")
    return (Pairs(title, tuple(rows)),) if rows else ()


def history(entries: Iterable[Entry], now: float, title: str = "") -> tuple[Lines, ...]:
    """What was done, the newest first."""
    newest = sorted(entries, key=lambda e: (e.last_change or 0, e.call_id), reverse=True)
    rows = tuple(_line(entry, now) for entry in newest[:HISTORY_LIMIT])
    return (Lines(title or tr("inspector", "Operation history"), rows),) if rows else ()


def _line(entry: Entry, now: float) -> Line:
    if entry.interval_ms:
        task = task_words(entry.task, entry.interval_ms)
    else:
        task = task_words(entry.task)
    outcome = status_words(entry.status) or outcome_words(entry.rc)
    if entry.rc == entry.expected_rc or (entry.rc in {0, 7, 8} and entry.status <= 0):
        tone = Tone.PLAIN
    else:
        tone = Tone.BAD
    if entry.exec_ms and entry.interval_ms == 0:
        took = duration(entry.exec_ms / 1000)
        outcome = tr("inspector", "{outcome}, {time}", outcome=outcome, time=took)
    when = brief_moment(entry.last_change, now=now) if entry.last_change else "—"
    facts = [] if entry.last_change is None else [moment(entry.last_change, now=now)]
    facts += [
        tr("inspector", "exit code {rc} ({words})", rc=entry.rc, words=outcome_words(entry.rc)),
        tr("inspector", "call {id}", id=entry.call_id),
    ]
    if entry.interval_ms:
        facts.append(interval(entry.interval_ms))
    if entry.exec_ms is not None:
        facts.append(tr("inspector", "ran {time}", time=duration(entry.exec_ms / 1000)))
    if entry.queue_ms is not None:
        facts.append(tr("inspector", "queued {time}", time=duration(entry.queue_ms / 1000)))
    if entry.exit_reason:
        facts.append(entry.exit_reason)
    return Line(task, entry.node, outcome, when, tone, "\n".join(facts))


def failures(found: Iterable[Failure], now: float, *, on_node: bool = False) -> tuple[Note, ...]:
    """Failed operations, the agent's own words included.

    Args:
        found: the failures.
        now: decides whether times are shown with their date.
        on_node: all are of one node, so that each is named by its resource instead.
    """
    lines: list[str] = []
    for failure in found:
        operation = failure.operation
        what = failure_sentence(
            operation.task,
            operation.exit_reason,
            operation.rc,
            operation.status,
            operation.interval_ms,
        )
        who = operation.resource if on_node else operation.node
        text = tr("inspector", "{who}: {what}", who=who, what=what)
        if operation.last_change:
            when = moment(operation.last_change, now=now)
            text = tr("inspector", "{what}, {when}", what=text, when=when)
        lines.append(text)
    unique = tuple(dict.fromkeys(lines))
    return (Note(unique, title=tr("inspector", "Failures")),) if unique else ()


def probed(lines: Iterable[ProbeLine]) -> tuple[Pairs, ...]:
    """Whether services answer, as seen from outside; no block where none is asked."""
    rows = tuple(
        Pair(
            line.title,
            f"{line.standing.glyph} {line.standing.words}",
            line.standing.tone,
            line.standing.tip,
        )
        for line in lines
    )
    return (Pairs(tr("inspector", "Seen from outside"), rows),) if rows else ()


def fail_counts(found: Iterable[FailCount], now: float) -> tuple[Pairs, ...]:
    """Fail counts per node, with the threshold where one is set."""
    rows: list[Pair] = []
    for item in found:
        if item.count <= 0:
            continue
        text = score(item.count)
        if item.threshold:
            text = tr("inspector", "{times} of {limit}", times=text, limit=score(item.threshold))
        if item.banned:
            text = tr("inspector", "{what}, banned there", what=text)
        tip = moment(item.last_failure, now=now) if item.last_failure else ""
        tone = Tone.BAD if item.banned else Tone.WARNING
        subject = Subject(SubjectKind.NODE, item.node)
        rows.append(Pair(item.node, text, tone, tip, None if item.banned else subject))
    return (Pairs(tr("inspector", "Fail counts"), tuple(rows)),) if rows else ()
