"""The process that schedules: frames on standard input, frames on standard output."""

import gc
import os
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO, Final

from engine.cib.errors import CibError
from engine.cib.patch.errors import PatchError
from engine.cib.transition.model import Graph
from engine.scheduler.injection.refused import InjectionRefused
from hagui.scheduling.copies import Copy
from hagui.scheduling.messages import (
    BACKGROUND,
    HEAD,
    Answer,
    Ask,
    Drop,
    Follow,
    Load,
    Lose,
    Lost,
    Question,
    Refusal,
    Reply,
    Request,
    frame,
    read_request,
)

NICE: Final = 10
"""How much nicer to others a worker in the background is, in the system's steps: it yields, and
still gets on where others never rest."""


class Worker:
    """Holds copies and answers questions, one after another."""

    def __init__(self) -> None:
        self._copies: dict[int, Copy] = {}

    def handle(self, request: Request) -> Reply | None:
        """Do what is asked; None where there is nothing to say to it.

        A document that does not follow is dropped; the next question about it says so.
        """
        match request:
            case Load():
                self._copies.pop(request.document, None)
                with suppress(CibError):  # the next question says so
                    self._copies[request.document] = Copy(request.text, request.now)
            case Follow():
                copy = self._copies.get(request.document)
                if copy is not None:
                    try:
                        copy.follow(request.diff, request.now)
                    except PatchError:
                        del self._copies[request.document]
            case Drop():
                self._copies.pop(request.document, None)
                gc.collect()
            case Ask() | Lose():
                return self._answer(request)
        return None

    def _answer(self, asked: Question) -> Reply:
        copy = self._copies.get(asked.document)
        if copy is None:
            return Refusal(asked.question, "unknown-document", "The copy is not up to date.")
        try:
            if isinstance(asked, Lose):
                return _lost(copy, asked)
            result = copy.ask(asked.diff, asked.inject, asked.now)
        except PatchError as error:
            return Refusal(asked.question, "conflict", error.message)
        except (InjectionRefused, CibError) as error:
            return Refusal(asked.question, "invalid", error.message)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the worker
            del self._copies[asked.document]  # nobody knows how far it came
            detail = traceback.format_exc()
            return Refusal(asked.question, "failed", f"The scheduler failed: {error!r}.", detail)
        wanted = frozenset(asked.reasons)
        scores = tuple(
            score
            for score in (result.scores if wanted else ())
            if score.resource.partition(":")[0] in wanted
        )
        graph = _only(result.graph, wanted) if wanted else result.graph
        return Answer(asked.question, graph, scores, result.findings, result.seconds)


def _lost(copy: Copy, asked: Lose) -> Lost:
    foretold = copy.lose(asked.diff, asked.inject, asked.lost, asked.now)
    return Lost(asked.question, foretold)


def _only(graph: Graph, resources: frozenset[str]) -> Graph:
    """The steps of some primitives: a whole graph may be large, and is not asked for."""
    steps = tuple(step for step in graph.steps if step.resource in resources)
    return Graph(steps, graph.attributes)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer until the other side closes."""
    worker = Worker()
    while (body := _read(requests)) is not None:
        gc.disable()  # who asks need not wait until garbage was looked for
        reply = worker.handle(read_request(body))
        if reply is not None:
            replies.write(frame(reply))
            replies.flush()
        gc.enable()


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


def main() -> None:
    """Run the worker: whoever started it holds the other ends."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What anything prints by mistake must not end up between the frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if BACKGROUND in sys.argv[1:]:
        os.nice(NICE)
    gc.set_threshold(50_000, 20, 100)
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
