"""``hagui-engine simulate``: what the scheduler would do with a CIB, for a terminal or as JSON."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.cib.container import compress
from engine.cib.score import format_score
from engine.cib.state.dates import parse_instant
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cli import check
from engine.cli.reading import read_cib
from engine.cli.simulated import node_about
from engine.cli.trouble import Trouble
from engine.scheduler.graph.written import write_graph
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.events import Event
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.injection.words import read_event
from engine.scheduler.model.resource import Term
from engine.scheduler.projection import play
from engine.scheduler.result import Result, Score
from engine.scheduler.schedule import schedule

_KINDS: Final = {
    StepKind.RESOURCE: "resource",
    StepKind.CLUSTER: "cluster",
    StepKind.PSEUDO: "pseudo",
}
_OFFSET: Final = re.compile(r"([T ]\d[\d:]*)(?=[+-]\d)")
"""A time of day that an offset from UTC follows at once."""


def run(args: argparse.Namespace) -> int:
    """Print the answer; the exit status is 1 where ``--check`` finds a difference.

    Raises:
        Trouble: the CIB cannot be read, what is supposed makes no sense, or there is nothing to
            check with.
    """
    cib = read_cib(args.cib)
    date = None if args.date is None else _moment(args.date)
    try:
        inject(cib, _events(args.inject), date)
    except InjectionRefused as error:
        raise Trouble(error.message) from error
    result = schedule(cib, now=date)
    if args.output is not None:
        _write(args.output, play(cib, result.graph, date).text(pretty=True).encode())
    if args.graph is not None:
        _write(args.graph, write_graph(result.graph))
    differing = check.differences(cib, result, date) if args.check else None
    if args.json:
        checked = {} if differing is None else {"differences": differing}
        json.dump(as_json(result) | checked, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        for line in as_text(result, scores=args.scores):
            sys.stdout.write(f"{line}\n")
        for line in _verdict(differing):
            sys.stdout.write(f"{line}\n")
    return int(bool(differing))


def _verdict(differing: list[str] | None) -> list[str]:
    if differing is None:
        return []
    return ["", *(differing or [f"{check.NAME} says the same."])]


def as_json(result: Result) -> dict[str, object]:
    """The answer as values for JSON."""
    return {
        "placements": [
            {
                "resource": placement.resource,
                "instance": placement.instance,
                "node": placement.node,
                "role": placement.role,
            }
            for placement in result.placements
        ],
        "stopped": [
            {
                "resource": stopped.resource,
                "instance": stopped.instance,
                "reason": stopped.reason,
                "facts": dict(stopped.facts),
            }
            for stopped in result.stopped
        ],
        "actions": [_action(step) for step in result.graph.steps],
        "scores": [_score(score) for score in result.scores],
        "findings": [
            {
                "severity": finding.severity.value,
                "code": finding.code,
                "subject": finding.subject,
                "message": finding.message,
            }
            for finding in result.findings
        ],
        "seconds": round(result.seconds, 6),
    }


def _action(step: Step) -> dict[str, object]:
    return {
        "id": step.id,
        "key": step.key,
        "kind": _KINDS[step.kind],
        "task": step.task,
        "resource": step.resource,
        "node": node_about(step),
        "after": list(step.after),
    }


def _score(score: Score) -> dict[str, object]:
    return {
        "resource": score.resource,
        "node": score.node,
        "score": score.score,
        "terms": [{"score": term.score, "kind": term.kind, "id": term.id} for term in score.terms],
    }


def as_text(result: Result, *, scores: bool) -> Iterator[str]:
    """The answer as lines for people."""
    yield "Actions:"
    yield from _actions(result.graph)
    yield ""
    yield "Afterwards:"
    for placement in result.placements:
        number = "" if placement.instance is None else f":{placement.instance}"
        yield f"  {placement.resource}{number}  {placement.role}  {placement.node}"
    for stopped in result.stopped:
        number = "" if stopped.instance is None else f":{stopped.instance}"
        facts = ", ".join(f"{name} {value}" for name, value in stopped.facts.items())
        yield f"  {stopped.resource}{number}  Stopped  ({stopped.reason}{facts and ': ' + facts})"
    if scores:
        yield ""
        yield "Scores:"
        for score in result.scores:
            parts = " ".join(map(_term, score.terms))
            yield f"  {score.resource}  {score.node}  {format_score(score.score)}  {parts}".rstrip()
    for finding in result.findings:
        yield f"{finding.severity.value}: {finding.message}"


def _term(term: Term) -> str:
    source = "" if term.id is None else f" {term.id}"
    return f"{format_score(term.score)} ({term.kind}{source})"


def _actions(graph: Graph) -> Iterator[str]:
    if not graph.steps:
        yield "  none"
    for step in graph.steps:
        if step.kind is StepKind.PSEUDO:
            continue
        if step.task == "stonith":
            yield f"  fence  {step.target}"
        else:
            yield f"  {step.key}  {step.node or ''}".rstrip()


def _events(words: list[str]) -> list[Event]:
    try:
        return [read_event(word) for word in words]
    except ValueError as error:
        raise Trouble(str(error)) from error


def _moment(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 date, UTC where it names no zone, or of such a number."""
    if re.fullmatch(r"\d{9,11}", text):
        return float(text)
    # Pacemaker takes no notice of an offset without a space before it; whoever writes one means it.
    moment = parse_instant(_OFFSET.sub(r"\1 ", text))
    if moment is None:
        raise Trouble(
            f"«{text}» is no date; write it as 2026-01-31, 2026-01-31T13:00:00Z, "
            "or as seconds since 1970."
        )
    return moment.timestamp()


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(compress(data, path.name))
    except OSError as error:
        raise Trouble(f"{path} cannot be written: {error.strerror or error}.") from error
