"""Bad input: each gives one clear sentence, and harms nothing."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from hagui.cluster.sources import Link
from hagui.session.pins import PinStore, TrustQuestion, plain
from hagui.session.session import ClusterSession, NotConnected
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import all_up, until


async def refusal(session: ClusterSession) -> NotConnected:
    with pytest.raises(NotConnected) as raised:
        async with asyncio.timeout(10):
            await session.connected()
    words = str(raised.value)
    assert words.endswith(".")
    assert "\n" not in words
    assert "Error" not in words
    return raised.value


@asynccontextmanager
async def listener(answer: bytes) -> AsyncGenerator[str]:
    """Something that listens and is no engine."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(64)
        writer.write(answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


async def test_a_wrong_password_is_tried_on_one_engine_only(place: Place) -> None:
    engines = await place.three()
    failure = await refusal(place.session(*engines, password="bad"))
    assert failure.code == "wrong-login"
    assert "haclient" in str(failure)
    assert [asked for engine in engines for asked in engine.names.asked] == ["bad"]


async def test_a_wrong_password_is_asked_for_again(place: Place) -> None:
    asked: list[tuple[str, str]] = []

    async def ask(user: str, why: str) -> str:
        asked.append((user, why))
        return "good" if why else "bad"

    session = place.session(*await place.three(), password=None, ask=ask)
    await session.connected()
    await until(all_up(session))
    assert [user for user, _ in asked] == ["alice", "alice"]
    assert asked[0][1] == ""
    assert "password" in asked[1][1].lower()


async def test_not_giving_a_password_is_no_login(place: Place) -> None:
    engine = await place.engine("node1")

    async def ask(user: str, why: str) -> None:
        return None

    failure = await refusal(place.session(engine, password=None, ask=ask))
    assert failure.code == "no-password"
    assert engine.names.asked == []


async def test_another_password_helps_at_once(place: Place) -> None:
    session = place.session(await place.engine("node1"), password="bad")
    await refusal(session)
    session.retry(password="good")
    await until(all_up(session))


async def test_nothing_listens(place: Place) -> None:
    engine = await place.engine("node1")
    await engine.stop()
    failure = await refusal(place.session(engine))
    assert failure.code == "refused"
    assert engine.address in str(failure)


async def test_an_unknown_name(place: Place) -> None:
    failure = await refusal(place.session("no-such-node.invalid"))
    assert failure.code == "name-not-found"
    assert "no-such-node.invalid" in str(failure)


async def test_a_port_without_tls(place: Place) -> None:
    async with listener(b"SSH-2.0-OpenSSH_9.2\r\n") as address:
        failure = await refusal(place.session(address))
    assert failure.code == "not-tls"
    assert failure.sources[0].link is Link.REFUSED


@pytest.mark.parametrize("address", ["node 1", "node1:", "node1:99999", "[::1", "http://node1"])
async def test_what_is_no_address(place: Place, address: str) -> None:
    failure = await refusal(place.session(address))
    assert failure.code == "bad-address"
    assert address in str(failure)


async def test_one_good_address_is_enough(place: Place) -> None:
    session = place.session("no-such-node.invalid", await place.engine("node1"))
    await session.connected()
    assert session.live.loaded


async def test_a_new_certificate_is_asked_about_once(place: Place) -> None:
    asked: list[TrustQuestion] = []

    async def decide(question: TrustQuestion) -> bool:
        asked.append(question)
        return True

    engine = await place.engine("node1")
    await place.session(engine, decide=decide).connected()
    await place.session(engine, decide=decide).connected()
    (question,) = asked
    assert not question.changed
    assert plain(question.fingerprint) == plain(place.fingerprint)
    assert question.address == engine.address


async def test_a_distrusted_certificate_gets_no_password(place: Place) -> None:
    async def decide(question: TrustQuestion) -> bool:
        return False

    engine = await place.engine("node1")
    failure = await refusal(place.session(engine, decide=decide))
    assert failure.code == "certificate-unknown"
    assert engine.names.asked == []


async def test_a_changed_certificate_is_asked_about_with_both_fingerprints(place: Place) -> None:
    asked: list[TrustQuestion] = []

    async def decide(question: TrustQuestion) -> bool:
        asked.append(question)
        return False

    engine = await place.engine("node1")
    PinStore(place.folder / "pins.json").trust(engine.address, "ab" * 32)
    failure = await refusal(place.session(engine, decide=decide))
    assert failure.code == "certificate-changed"
    assert engine.names.asked == []
    (question,) = asked
    assert question.known == "ab" * 32
    assert question.changed


async def test_questions_come_one_at_a_time(place: Place) -> None:
    open_now = 0

    async def decide(question: TrustQuestion) -> bool:
        nonlocal open_now
        open_now += 1
        assert open_now == 1
        await asyncio.sleep(0.05)
        open_now -= 1
        return True

    session = place.session(*await place.three(), decide=decide)
    await until(all_up(session))
