"""Commits and questions, over real engines and over engines that are lost at the worst moment."""

import asyncio
from collections.abc import Callable

import pytest
from lxml import etree

from engine.cib.document import Cib as Document
from engine.cib.patch import make
from engine.cib.version import Version
from engine.protocol.client import Client
from engine.protocol.failures import CallFailed, ConnectionLost, EngineError
from engine.protocol.link import OnProgress
from engine.protocol.verbs import Cib, Commit, NodeEvent, Q, R, Verb
from engine.stacks.contract import StackError
from hagui.session import committing
from hagui.session.asking import Route
from hagui.session.committing import CommitFailed, commit
from hagui.session.questions import Conflict, QuestionFailed
from hagui.session.session import ClusterSession
from tests.hagui.session.engines import Engine, Place, triple
from tests.hagui.session.test_session import all_up, until


def constrained(text: str, name: str = "mine") -> Document:
    """That CIB with one more constraint."""
    after = Document.parse(text)
    constraints = after.section("constraints")
    if constraints is None:
        configuration = after.section("configuration")
        assert configuration is not None
        constraints = etree.SubElement(configuration, "constraints")
    attributes = {"id": name, "rsc": "webip", "node": "node1", "score": "7"}
    etree.SubElement(constraints, "rsc_location", attributes)
    return after


def change(text: str, name: str = "mine") -> str:
    return make(Document.parse(text), constrained(text, name)).text()


async def ready(place: Place) -> tuple[ClusterSession, Engine]:
    """A session, and the engine that it asks first."""
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    first = next(item for item in engines if item.address == session.status.followed)
    return session, first


async def test_a_commit_is_made_once_in_the_users_name(place: Place) -> None:
    session, first = await ready(place)
    base = session.live.version
    assert base is not None
    diff = change(first.stack.cib)
    version = await session.commit(diff, base)
    assert version == Version(base.admin_epoch, base.epoch + 1, 0)
    assert first.stack.commits == [(diff, "alice")]
    assert sum(len(engine.stack.commits) for engine in place.engines) == 1


async def test_what_moved_on_is_a_conflict_that_brings_the_newer_cib(place: Place) -> None:
    session, first = await ready(place)
    base = session.live.version
    assert base is not None
    diff = change(first.stack.cib)
    theirs = constrained(first.stack.cib, "theirs")
    theirs.version = Version(base.admin_epoch, base.epoch + 1, 0)
    first.stack.cib = theirs.text()
    for attempt in (session.commit(diff, base), session.simulate(diff, base)):
        with pytest.raises(Conflict) as raised:
            await attempt
        assert raised.value.version == theirs.version
        assert 'id="theirs"' in raised.value.cib
    assert first.stack.commits == []


async def test_a_refusal_is_final_and_a_stack_that_is_down_is_passed_over(place: Place) -> None:
    session, first = await ready(place)
    base = session.live.version
    assert base is not None
    first.stack.down = StackError("stack-down", "Pacemaker is down there.")
    await session.commit(change(first.stack.cib), base)
    assert first.stack.commits == []
    await session.settle()
    first.stack.down = StackError("denied", "You may not.")
    with pytest.raises(CommitFailed) as raised:
        await session.commit(change(first.stack.cib, "more"), base)
    assert (raised.value.code, raised.value.unsure) == ("denied", False)


async def test_questions_are_answered(place: Place) -> None:
    session, first = await ready(place)
    base = session.live.version
    assert base is not None
    event = NodeEvent("node1", "fail")
    answer = await session.simulate("", base, (event,), 1_700_000_000)
    assert (answer.by, Version(*answer.version)) == ("crm_simulate", base)
    (asked,) = first.stack.questions
    assert (asked.inject, asked.date) == ((event,), 1_700_000_000)
    stages: list[str] = []
    await session.settle(lambda step: stages.append(step.stage))
    assert stages == ["settling"]
    origins = await session.provenance(("cli-prefer-webip",))
    assert origins["cli-prefer-webip"].client == "crm_resource"


async def test_without_any_engine_there_is_no_answer(place: Place) -> None:
    session = place.session("127.0.0.1:1")
    with pytest.raises(QuestionFailed) as raised:
        await session.settle()
    assert raised.value.code == "no-source"
    with pytest.raises(CommitFailed) as failed:
        await session.commit("<diff/>", Version())
    assert failed.value.code == "no-source"
    assert not failed.value.unsure


async def test_a_rehearsal_that_is_cancelled_or_superseded_ends_in_the_engine(place: Place) -> None:
    session, first = await ready(place)
    base = session.live.version
    assert base is not None
    first.stack.release.clear()
    older = asyncio.create_task(session.simulate("", base))
    await until(lambda: len(first.stack.questions) == 1)
    newer = asyncio.create_task(session.simulate("", base))
    with pytest.raises(QuestionFailed) as raised:
        await older
    assert raised.value.code == "superseded"
    await until(lambda: len(first.stack.questions) == 2)
    newer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await newer
    await until(lambda: first.stack.thinking == 0)
    first.stack.release.set()
    await session.simulate("", base)


async def test_a_question_goes_to_another_engine_when_one_is_lost(place: Place) -> None:
    session, first = await ready(place)
    for engine in place.engines:
        engine.stack.release.clear()
    waiting = asyncio.Event()
    settling = asyncio.create_task(session.settle(lambda _: waiting.set()))
    await waiting.wait()
    for engine in place.engines:
        if engine is not first:
            engine.stack.release.set()
    await first.stop()
    await settling


# engines lost between the request and the answer cannot be had from real ones

BASE = (
    '<cib admin_epoch="0" epoch="7" num_updates="3"><configuration><constraints/>'
    "</configuration></cib>"
)


class Lost(Client):
    """Loses the connection over a commit, and then shows a CIB."""

    def __init__(self, *shown: str | EngineError) -> None:
        self.shown = list(shown)
        self.commits = 0

    async def call(
        self,
        verb: Verb[Q, R],
        request: Q,
        progress: OnProgress | None = None,
        *,
        timeout: float | None = None,
    ) -> R:
        assert progress is None
        if isinstance(request, Commit):
            assert timeout is None
            self.commits += 1
            raise ConnectionLost("gone")
        shown = self.shown.pop(0) if len(self.shown) > 1 else self.shown[0]
        if isinstance(shown, EngineError):
            raise shown
        answer = Cib(triple(Document.parse(shown).version), shown)
        assert isinstance(answer, verb.reply)
        return answer


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "LOOKS", (0.01, 0.01, 0.01))


def later(edit: Callable[[Document], None]) -> str:
    cib = Document.parse(BASE)
    edit(cib)
    cib.version = Version(0, 8, 0)
    return cib.text()


async def outcome(*clients: Client) -> Version | str:
    routes = [Route(f"node{number}:5560", client) for number, client in enumerate(clients, 1)]
    try:
        return await commit(change(BASE), Version(0, 7, 3), lambda: routes)
    except CommitFailed as failed:
        return failed.code if failed.unsure else "sure"


@pytest.mark.usefixtures("hurried")
async def test_a_commit_that_was_lost_is_found_in_the_cluster_and_not_sent_again() -> None:
    done = constrained(BASE)
    done.version = Version(0, 8, 0)
    first, second = Lost(ConnectionLost("gone")), Lost(BASE, done.text())
    assert await outcome(first, second) == Version(0, 8, 0)
    assert (first.commits, second.commits) == (1, 0)


@pytest.mark.usefixtures("hurried")
async def test_a_commit_that_the_cluster_does_not_show_is_of_unknown_outcome() -> None:
    unchanged = Lost(BASE)
    assert await outcome(unchanged) == "outcome-unknown"
    somebody_elses = Lost(later(lambda cib: cib.root.set("validate-with", "pacemaker-3.9")))
    assert await outcome(somebody_elses) == "outcome-unknown"
    nobody = Lost(CallFailed("down", code="stack-down"))
    assert await outcome(nobody) == "outcome-unknown"
    assert (unchanged.commits, somebody_elses.commits, nobody.commits) == (1, 1, 1)
    with pytest.raises(CommitFailed, match="still as it was"):
        await commit(change(BASE), Version(0, 7, 3), lambda: [Route("node1:5560", Lost(BASE))])
    lost_later = Lost(BASE, ConnectionLost("gone"))
    with pytest.raises(CommitFailed, match="does not show"):
        await commit(change(BASE), Version(0, 7, 3), lambda: [Route("node1:5560", lost_later)])
