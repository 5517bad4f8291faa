"""Every verb that is declared is carried out."""

from pathlib import Path

from engine.protocol.verbs import VERBS
from engine.server.audit import AuditLog
from engine.server.dispatch import Dispatcher
from tests.engine.server.conftest import MemoryStack


async def test_no_declared_verb_is_without_a_handler() -> None:
    audit = AuditLog(Path("/dev/null"))
    assert Dispatcher(MemoryStack(), audit).verbs == frozenset(VERBS)
    audit.close()
