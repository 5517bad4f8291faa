import asyncio
import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from engine.server.certificate import ensure
from hagui import runtime
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import all_up, until


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    return qapp


def test_result_of_the_coroutine_is_the_exit_code(app: QApplication) -> None:
    async def main() -> int:
        await asyncio.sleep(0.01)
        return 7

    assert runtime.run(main, app) == 7


def test_closing_the_last_window_does_not_end_the_program(app: QApplication) -> None:
    async def main() -> int:
        dialog = QDialog()
        dialog.open()
        await asyncio.sleep(0.01)
        dialog.close()
        dialog.deleteLater()
        await asyncio.sleep(0.05)
        return 3

    assert runtime.run(main, app) == 3


def test_what_still_runs_is_cancelled_and_awaited(app: QApplication) -> None:
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    async def main() -> int:
        task = asyncio.create_task(forever())
        await asyncio.sleep(0.01)
        assert not task.done()
        return 0

    assert runtime.run(main, app) == 0
    assert ended == ["cleaned up"]


def test_a_failing_task_and_a_failing_slot_are_reported(app: QApplication) -> None:
    told: list[str] = []

    async def fail() -> None:
        raise ValueError("in a task")

    def slot() -> None:
        raise ValueError("in a slot")

    async def main() -> int:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0.01)
        del task
        QTimer.singleShot(0, slot)
        await asyncio.sleep(0.05)
        return 0

    def report(what: str, error: BaseException | None) -> None:
        told.append(str(error))

    assert runtime.run(main, app, report=report) == 0
    assert sorted(told) == ["in a slot", "in a task"]


def test_an_exception_of_the_main_coroutine_is_raised(app: QApplication) -> None:
    async def main() -> int:
        raise LookupError("main")

    with pytest.raises(LookupError, match="main"):
        runtime.run(main, app)


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_ctrl_c_ends_the_program_though_nothing_happens_in_it(app: QApplication) -> None:
    ended: list[str] = []

    async def main() -> int:
        asyncio.get_running_loop().run_in_executor(None, _interrupt)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")
        return 0

    assert runtime.run(main, app) == runtime.INTERRUPTED
    assert ended == ["cleaned up"]


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_quitting_the_application_itself_cancels_the_coroutine(app: QApplication) -> None:
    ended: list[str] = []

    async def main() -> int:
        QTimer.singleShot(10, app.quit)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")
        return 0

    assert runtime.run(main, app) == 0
    assert ended == ["cleaned up"]


def test_a_session_lives_inside_qts_loop(
    app: QApplication, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """TLS, sockets, threads and timers of a real session, all served by Qt."""
    pem = tmp_path_factory.mktemp("engine") / "engine.pem"
    ensure(pem, "node1")

    async def main() -> int:
        cluster = MiniCluster()
        cluster.primitive("webip")
        cluster.operation("webip", "node1", "start", at=-1)
        place = Place(cluster, pem, tmp_path)
        try:
            session = place.session(*await place.three())
            await session.connected()
            await until(all_up(session))
            followed = session.status.followed
            await next(item for item in place.engines if item.address == followed).stop()
            cluster.operation("webip", "node1", "stop", at=1)
            place.change()
            await until(lambda: len(session.live.events) == 2)
        finally:
            await place.close()
        return len(session.live.events)

    assert runtime.run(main, app) == 2
