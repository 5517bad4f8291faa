"""What each verb does, and what its declaration means: who may, and what is recorded."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol

import msgspec

from engine.protocol.messages import Failure
from engine.protocol.verbs import (
    CANCEL,
    CIB_QUERY,
    CLEANUP,
    COMMIT,
    ECHO,
    FAULT,
    FENCING_HISTORY,
    LAB_STATUS,
    LOGIN,
    LOGOUT,
    MAINTENANCE,
    MIGRATE,
    PROBE,
    PROVENANCE,
    REFRESH,
    SETTLE,
    SIMULATE,
    STANDBY,
    SUBSCRIBE,
    Access,
    Act,
    Cancel,
    Cib,
    Commit,
    Committed,
    Echo,
    Fault,
    FencingHistory,
    LabStanding,
    LoggedIn,
    Login,
    Nothing,
    Origins,
    Probe,
    ProbeResults,
    Provenance,
    Q,
    R,
    Settle,
    Simulate,
    Simulated,
    Verb,
)
from engine.server.audit import Audit, AuditFailed
from engine.server.login import Denied
from engine.server.probing import Named, Probes
from engine.stacks.contract import (
    Conflict,
    RemembersFencing,
    ReportProgress,
    Stack,
    StackError,
    TakesFaults,
)

log = logging.getLogger(__name__)


class Caller(Protocol):
    """The connection that a request came on."""

    @property
    def user(self) -> str:
        """Who is logged in; empty for nobody."""
        ...

    @property
    def source(self) -> str:
        """The address it comes from."""
        ...

    async def log_in(self, login: Login) -> str:
        """Let somebody in on this connection; returns the user's name.

        Raises:
            Denied: not let in.
        """
        ...

    def log_out(self) -> None:
        """Nobody is logged in any more."""
        ...

    def follow(self) -> None:
        """Send the cluster's stream, once the request is answered."""
        ...

    def cancel(self, request: int) -> None:
        """End a request of this connection, if it is one that only reads and is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Job(Generic[Q]):
    """One request to be carried out."""

    caller: Caller
    body: Q
    report: ReportProgress


class Failed(Exception):
    """A request came to nothing; ``failure`` is the answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


Handler = Callable[[Job[Any]], Awaitable[msgspec.Struct]]


class Dispatcher:
    """Carries out verbs on one stack."""

    def __init__(self, stack: Stack, audit: Audit, named: Named | None = None) -> None:
        """Make it.

        Args:
            stack: what carries out.
            audit: where acts are recorded.
            named: says which services a CIB names, which may be probed; None: none may be.
        """
        self._probes = Probes(stack.snapshot, audit, named) if named is not None else None
        self._stack = stack
        self._audit = audit
        self._handlers: dict[str, Handler] = {}
        self._bind(ECHO, _echo)
        self._bind(LOGIN, _login)
        self._bind(LOGOUT, _logout)
        self._bind(CANCEL, _cancel)
        self._bind(SUBSCRIBE, _subscribe)
        self._bind(CIB_QUERY, self._cib_query)
        self._bind(COMMIT, self._commit)
        self._bind(STANDBY, self._act)
        self._bind(MAINTENANCE, self._act)
        self._bind(CLEANUP, self._act)
        self._bind(REFRESH, self._act)
        self._bind(MIGRATE, self._act)
        self._bind(SIMULATE, self._simulate)
        self._bind(SETTLE, self._settle)
        self._bind(PROVENANCE, self._provenance)
        if self._probes is not None:
            self._bind(PROBE, _probe(self._probes))
        if isinstance(stack, RemembersFencing):
            self._bind(FENCING_HISTORY, _fencing(stack))
        if isinstance(stack, TakesFaults):
            self._bind(FAULT, _faults(stack))
            self._bind(LAB_STATUS, _standing(stack))

    @property
    def verbs(self) -> frozenset[str]:
        """Names of all verbs that are carried out."""
        return frozenset(self._handlers)

    async def close(self) -> None:
        """End what goes on between requests."""
        if self._probes is not None:
            await self._probes.close()

    async def run(self, verb: Verb[Any, Any], job: Job[Any]) -> msgspec.Struct:
        """Carry out one request; it is recorded where its declaration says so.

        Raises:
            Failed: with the answer for the client.
        """
        handler = self._handlers.get(verb.name)
        if handler is None:
            words = f"A cluster on {self._stack.name} does not offer {verb.name}."
            raise Failed(Failure("unsupported", words))
        try:
            if verb.access in {Access.WRITE, Access.DESTRUCTIVE}:
                return await self._recorded(handler, verb, job)
            return await handler(job)
        except Conflict as error:
            raise Failed(Failure(error.code, error.message, current=error.current)) from error
        except StackError as error:
            raise Failed(Failure(error.code, error.message, detail=error.detail)) from error
        except Denied as error:
            raise Failed(Failure(error.code, error.message)) from error
        except AuditFailed as error:
            raise Failed(Failure("audit", str(error))) from error
        except Exception as error:
            log.exception("%s failed for %s", verb.name, job.caller.user or "a stranger")
            where = f"its log on node {self._stack.node} says why"
            words = f"The engine failed at {verb.name}; {where}."
            raise Failed(Failure("internal", words)) from error

    def _bind(self, verb: Verb[Q, R], handler: Callable[[Job[Q]], Awaitable[R]]) -> None:
        self._handlers[verb.name] = handler

    async def _recorded(
        self, handler: Handler, verb: Verb[Any, Any], job: Job[Any]
    ) -> msgspec.Struct:
        entry = await self._audit.begin(job.caller.user, job.caller.source, verb, job.body)
        try:
            result = await handler(job)
        except StackError as error:
            await entry.end(error.code, error.message)
            raise
        except asyncio.CancelledError:
            words = "The client went, or the engine stopped, before it was finished."
            await asyncio.shield(entry.end("abandoned", words))
            raise
        except Exception as error:
            await entry.end("internal", repr(error))
            raise
        await entry.end("done")
        return result

    async def _cib_query(self, _: Job[Nothing]) -> Cib:
        snapshot = await self._stack.snapshot()
        return Cib(snapshot.version, snapshot.cib)

    async def _commit(self, job: Job[Commit]) -> Committed:
        commit = job.body
        return Committed(await self._stack.commit(commit.diff, commit.base, job.caller.user))

    async def _act(self, job: Job[Any]) -> Nothing:
        act: Act = job.body
        await self._stack.act(act, job.caller.user, job.report)
        return Nothing()

    async def _simulate(self, job: Job[Simulate]) -> Simulated:
        return await self._stack.simulate(job.body)

    async def _settle(self, job: Job[Settle]) -> Nothing:
        await self._stack.settle(job.report)
        return Nothing()

    async def _provenance(self, job: Job[Provenance]) -> Origins:
        return Origins(await self._stack.provenance(job.body.ids))


def _fencing(stack: RemembersFencing) -> Callable[[Job[Nothing]], Awaitable[FencingHistory]]:
    async def fencing(_: Job[Nothing]) -> FencingHistory:
        return FencingHistory(await stack.fencing_tries())

    return fencing


def _faults(stack: TakesFaults) -> Callable[[Job[Fault]], Awaitable[Nothing]]:
    async def fault(job: Job[Fault]) -> Nothing:
        await stack.fault(job.body)
        return Nothing()

    return fault


def _probe(probes: Probes) -> Callable[[Job[Probe]], Awaitable[ProbeResults]]:
    async def probe(job: Job[Probe]) -> ProbeResults:
        return await probes.ask(job.caller, job.body)

    return probe


def _standing(stack: TakesFaults) -> Callable[[Job[Nothing]], Awaitable[LabStanding]]:
    async def standing(_: Job[Nothing]) -> LabStanding:
        return await stack.standing()

    return standing


async def _echo(job: Job[Echo]) -> Echo:
    return job.body


async def _login(job: Job[Login]) -> LoggedIn:
    return LoggedIn(await job.caller.log_in(job.body))


async def _logout(job: Job[Nothing]) -> Nothing:
    job.caller.log_out()
    return Nothing()


async def _cancel(job: Job[Cancel]) -> Nothing:
    job.caller.cancel(job.body.id)
    return Nothing()


async def _subscribe(job: Job[Nothing]) -> Nothing:
    job.caller.follow()
    return Nothing()
