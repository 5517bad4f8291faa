"""What an engine asks for its clients, and what it does not."""

import asyncio
import json
from pathlib import Path

import pytest

from engine.cib.services import named_places
from engine.protocol.messages import CibSnapshot
from engine.protocol.verbs import Probe
from engine.server import probing
from engine.server.audit import AuditLog
from engine.server.probing import OWN, Probes
from engine.stacks.contract import StackError
from tests.engine.server.test_dispatch import Somebody

EXAMPLE = Path(__file__).parents[3] / "resources" / "examples" / "lab.xml"


class Asked:
    """An engine's probes, on a cluster whose web service is a real server of this test."""

    def __init__(self, folder: Path, port: int) -> None:
        self.cib = (
            EXAMPLE.read_text().replace("127.0.0.100", "127.0.0.1").replace("5580", str(port))
        )
        self.port = port
        self.file = folder / "audit.log"
        self.audit = AuditLog(self.file)
        self.probes = Probes(self._snapshot, self.audit, named_places)

    async def _snapshot(self) -> CibSnapshot:
        return CibSnapshot((0, 1, 0), self.cib)

    def request(self, **others: object) -> Probe:
        wanted = {"how": "tcp", "host": "127.0.0.1", "port": self.port, "interval_ms": 50}
        return Probe(**(wanted | others))  # type: ignore[arg-type]

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()]


@pytest.fixture
async def asked(tmp_path: Path):
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    made = Asked(tmp_path, server.sockets[0].getsockname()[1])
    yield made
    await made.probes.close()
    made.audit.close()
    server.close()


async def test_a_service_of_the_cluster_is_asked_until_nobody_wants_to_know(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "LINGER", 0.2)
    somebody = Somebody()
    found = [
        item
        for _ in range(3)
        for item in (await asked.probes.ask(somebody, asked.request())).results
    ]
    assert found
    assert not [item for item in found if item.miss]
    assert [item.sent for item in found] == sorted({item.sent for item in found})
    async with asyncio.timeout(10):
        while len(asked.lines()) < 2:
            await asyncio.sleep(0.05)
    begun, ended = asked.lines()
    assert (begun["verb"], begun["user"], begun["outcome"]) == ("probe", "root", "begun")
    assert begun["arguments"] == {
        "how": "tcp",
        "host": "127.0.0.1",
        "port": asked.port,
        "path": "/",
        "expected": "",
        "interval_ms": 50,
        "timeout_ms": 1000,
    }
    assert ended["outcome"] == "done"
    assert "not answered" in str(ended["message"])


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"port": 22}, "not-a-service"),
        ({"host": "127.0.0.2"}, "not-a-service"),
        ({"host": "localhost"}, "not-a-service"),
        ({"how": "icmp", "host": "192.0.2.1"}, "not-a-service"),
        ({"how": "gopher"}, "invalid"),
        ({"interval_ms": 1}, "invalid"),
        ({"how": "http", "path": "/ HTTP/1.1\r\nX: y"}, "invalid"),
        ({"how": "http", "expected": "x" * 1000}, "invalid"),
    ],
)
async def test_nothing_else_is_asked(asked: Asked, others: dict[str, object], code: str) -> None:
    with pytest.raises(StackError) as refused:
        await asked.probes.ask(Somebody(), asked.request(**others))
    assert refused.value.code == code
    assert not asked.file.exists()  # nothing was begun


async def test_one_client_has_a_few_services_asked(asked: Asked) -> None:
    somebody = Somebody()
    waiting = [
        asyncio.create_task(asked.probes.ask(somebody, asked.request(interval_ms=1000 + number)))
        for number in range(OWN)
    ]
    await asyncio.sleep(0.1)
    with pytest.raises(StackError) as refused:
        await asked.probes.ask(somebody, asked.request(interval_ms=5000))
    assert refused.value.code == "too-many"
    other = await asked.probes.ask(Somebody(), asked.request(interval_ms=1000))
    assert other.stretch == 1.0
    await asyncio.gather(*waiting)


async def test_it_ends_when_the_configuration_names_it_no_more(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "RECHECK", 0.1)
    somebody = Somebody()
    await asked.probes.ask(somebody, asked.request())
    asked.cib = EXAMPLE.read_text()

    async def ask_on() -> None:
        async with asyncio.timeout(10):
            while True:
                await asked.probes.ask(somebody, asked.request())

    with pytest.raises(StackError) as refused:
        await ask_on()
    assert refused.value.code == "not-a-service"


async def test_what_cannot_be_recorded_is_not_done(tmp_path: Path) -> None:
    made = Asked(tmp_path / "missing", 5580)
    with pytest.raises(Exception, match="audit log"):
        await made.probes.ask(Somebody(), made.request())
    made.audit.close()
