"""What can be asked of a connected cluster, whoever knows the ways to its engines."""

from collections.abc import Callable, Collection

from engine.cib.version import Version
from engine.protocol.verbs import (
    Act,
    Fault,
    FencingTry,
    Injection,
    LabStanding,
    Origin,
    Simulate,
    Simulated,
)
from hagui.session import committing, harming, questions
from hagui.session.acting import OnActProgress, carry_out
from hagui.session.asking import Route


class Dealings:
    """Acts, commits and questions, by the ``routes`` that a subclass knows; here there are none."""

    def routes(self) -> list[Route]:
        """Engines that can be asked now, the best first; none where nothing is connected."""
        return []

    def ways(self) -> Callable[[], list[Route]]:
        """``routes``, for as long as that is the same cluster: what is asked of one is never
        carried on with another.
        """
        return self.routes

    async def act(self, act: Act, progress: OnActProgress | None = None) -> None:
        """Have an engine carry out an act; returns once the cluster has settled.

        Raises:
            ActFailed: it was not done, or nobody knows whether it was; the words say which.
        """
        await carry_out(act, self.ways(), progress)

    async def commit(self, diff: str, base: Version) -> Version:
        """Have a configuration patchset (as XML text) committed, whole or not at all.

        Args:
            diff: the patchset.
            base: the version that it was made from.

        Returns:
            The version of the CIB that holds it.

        Raises:
            Conflict: the configuration moved on since; nothing was changed.
            CommitFailed: it was refused, or nobody knows whether it was made; the words say which.
        """
        return await committing.commit(diff, base, self.ways())

    async def simulate(
        self,
        diff: str,
        base: Version,
        inject: tuple[Injection, ...] = (),
        date: int | None = None,
    ) -> Simulated:
        """Have the cluster's own scheduler say what would happen. Cancelling ends it there too,
        and a newer question takes the place of an older.

        Args:
            diff: a configuration patchset as XML text; empty for the configuration as it is.
            base: the version that it was made from.
            inject: events that are supposed.
            date: the time that is supposed, in seconds since 1970; None for now.

        Raises:
            Conflict: the configuration moved on since ``base``.
            QuestionFailed: there is no answer; code ``superseded`` where a newer one took over.
        """
        return await questions.simulate(Simulate(base, diff, inject, date), self.ways())

    async def settle(self, progress: OnActProgress | None = None) -> None:
        """Return once the cluster has nothing left to do.

        Raises:
            QuestionFailed: it is still at work after a long time, or cannot be asked.
        """
        await questions.settle(self.ways(), progress)

    async def provenance(self, ids: tuple[str, ...]) -> dict[str, Origin]:
        """Who made those parts of the configuration, by id; what is not known is left out.

        Raises:
            QuestionFailed: there is no answer.
        """
        return await questions.provenance(ids, self.ways())

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        """What the cluster remembers of fencing that is over, in order of time."""
        return await questions.fencing_tries(self.ways())

    async def fault(self, fault: Fault) -> None:
        """Have a lab do something bad, or undo it.

        Raises:
            FaultFailed: it was not done; the words say why.
        """
        await harming.harm(fault, self.ways())

    async def standing(self, last: Collection[str] = ()) -> LabStanding:
        """Which faults are in force in a lab; nodes of ``last`` are asked last.

        Raises:
            FaultFailed: no engine has answered.
        """
        return await harming.standing(self.ways(), last)
