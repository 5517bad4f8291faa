"""Questions about one live copy, put to a worker of our own."""

import time

import msgspec

from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.i18n import tr
from hagui.scheduling.feed import Feed
from hagui.scheduling.messages import Answer, Lost, Question, Refusal
from hagui.scheduling.process import WorkerGone, WorkerProcess


class Asking:
    """Gives a worker the live copy when it is first asked about it, and whenever it lost it."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker
        self._feed: Feed | None = None

    def watch(self, live: LiveCluster | None) -> None:
        """Ask about another copy, or about none."""
        if self._feed is not None:
            self._feed.close()
        self._feed = None if live is None else Feed(live, self._worker)

    async def ask(self, question: Question) -> Answer | Lost:
        """Ask; once more where the worker had lost the copy, or its process had ended.

        Args:
            question: its document and its time are filled in.

        Raises:
            NoPrediction: there is no answer, and why.
        """
        gone: WorkerGone | None = None
        for _ in range(2):
            feed = self._feed
            if feed is None:
                break
            try:
                feed.ensure()
                reply = await self._worker.ask(
                    msgspec.structs.replace(question, document=feed.document, now=time.time())
                )
            except WorkerGone as error:
                gone = error
                continue
            if not isinstance(reply, Refusal):
                return reply
            if reply.code != "unknown-document":
                raise NoPrediction(reply.code, reply.message, reply.detail)
            feed.forget()
        if gone is not None:
            raise NoPrediction("failed", str(gone)) from gone
        raise NoPrediction("failed", tr("rehearsal", "There is nothing that could be rehearsed."))
