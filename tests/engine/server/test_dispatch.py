"""Every verb that is declared is carried out."""

from pathlib import Path

import pytest

from engine.protocol.verbs import (
    FAULT,
    FENCING_HISTORY,
    LAB_STATUS,
    VERBS,
    Fault,
    FencingHistory,
    FencingTry,
    LabNode,
    LabStanding,
    Login,
    Nothing,
)
from engine.server.audit import AuditLog
from engine.server.dispatch import Dispatcher, Failed, Job
from tests.engine.server.conftest import MemoryStack


class Breakable(MemoryStack):
    """A stack that takes faults and remembers fencing, as the lab does."""

    async def fault(self, fault: Fault) -> None:
        """Nothing breaks here."""

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        """One that failed."""
        return (FencingTry("n2", "reboot", False, 1_700_000_000, "stuck"),)

    async def standing(self) -> LabStanding:
        """One machine was broken elsewhere."""
        return LabStanding((LabNode("n1", "off"),))


class Somebody:
    """Who asks."""

    user = "root"
    source = "here"

    async def log_in(self, login: Login) -> str:
        """They are."""
        return login.user or self.user

    def log_out(self) -> None:
        """They stay."""

    def cancel(self, request: int) -> None:
        """Nothing waits."""

    def follow(self) -> None:
        """They do not."""


def unheard(stage: str, pending: int, words: str) -> None:
    """Nobody waits for progress."""


async def test_no_declared_verb_is_without_a_handler() -> None:
    audit = AuditLog(Path("/dev/null"))
    assert Dispatcher(Breakable(), audit, lambda _: frozenset()).verbs == frozenset(VERBS)
    audit.close()


async def test_what_a_stack_remembers_of_fencing_is_told() -> None:
    audit = AuditLog(Path("/dev/null"))
    assert FENCING_HISTORY.name not in Dispatcher(MemoryStack(), audit).verbs
    dispatcher = Dispatcher(Breakable(), audit)
    told = await dispatcher.run(FENCING_HISTORY, Job(Somebody(), Nothing(), unheard))
    assert told == FencingHistory((FencingTry("n2", "reboot", False, 1_700_000_000, "stuck"),))
    audit.close()


async def test_only_a_stack_that_takes_faults_offers_them() -> None:
    audit = AuditLog(Path("/dev/null"))
    dispatcher = Dispatcher(MemoryStack(), audit)
    assert not {FAULT.name, LAB_STATUS.name} & dispatcher.verbs
    with pytest.raises(Failed) as refused:
        await dispatcher.run(FAULT, Job(Somebody(), Fault("kill", ("n1",)), unheard))
    assert refused.value.failure.code == "unsupported"
    audit.close()


async def test_anybody_who_is_let_in_may_ask_which_faults_are_in_force() -> None:
    audit = AuditLog(Path("/dev/null"))
    dispatcher = Dispatcher(Breakable(), audit)
    answer = await dispatcher.run(LAB_STATUS, Job(Somebody(), Nothing(), unheard))
    assert answer == LabStanding((LabNode("n1", "off"),))
    audit.close()
