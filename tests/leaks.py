"""A pytest plugin: a test that leaves something running or open is an error.

Looked for: top-level widgets (where Qt's widgets are in use), asyncio tasks, threads that would
keep the process alive, and child processes. The guard is set up before a test's own fixtures and
looks after they were torn down, so that what they clean up is no leak.
"""

import asyncio
import gc
import inspect
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from tests import processes

GRACE = 2.0
"""Seconds that something which is ending may take to end."""


@pytest.fixture(autouse=True)
def _no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves behind widgets, threads or child processes."""
    looks = (_top_level_widgets, _threads, _children)
    before = [set(look()) for look in looks]
    if inspect.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("_no_tasks")
    yield
    left = [
        text
        for look, old in zip(looks, before, strict=True)
        for text in _left_by(lambda look=look, old=old: _new(look(), old))
    ]
    if left:
        pytest.fail(f"left behind: {'; '.join(sorted(left))}", pytrace=False)


@pytest.fixture
async def _no_tasks() -> AsyncIterator[None]:
    """Fails an asynchronous test that leaves tasks in its loop."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    # Tasks that were cancelled, or whose work is done, need a few rounds to end.
    for _ in range(20):
        left = {task for task in left if not task.done()}
        if not left:
            return
        await asyncio.sleep(0.01)
    names = "; ".join(sorted(f"task {task.get_name()} {task.get_coro()}" for task in left))
    pytest.fail(f"left behind: {names}", pytrace=False)


def _left_by(look: Callable[[], list[str]]) -> list[str]:
    """What is left once all that is ending has had its time."""
    until = time.monotonic() + GRACE
    while (left := look()) and time.monotonic() < until:
        gc.collect()
        time.sleep(0.02)
    return left


def _new(now: dict[int, str], before: set[int]) -> list[str]:
    return [text for key, text in now.items() if key not in before]


def _top_level_widgets() -> dict[int, str]:
    widgets: Any = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    core: Any = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return {
        id(widget): f"widget {type(widget).__name__} {widget.windowTitle()!r}"
        for widget in widgets.QApplication.topLevelWidgets()
    }


def _threads() -> dict[int, str]:
    # The loop's own executor, behind asyncio.to_thread, ends when the loop is closed.
    return {
        id(thread): f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread.is_alive() and not thread.daemon and not thread.name.startswith("asyncio_")
    }


def _children() -> dict[int, str]:
    """Child processes that run; on Linux only, as elsewhere nothing tells them cheaply."""
    return {
        pid: f"process {pid} {' '.join(processes.command(pid))}"
        for pid in processes.children(os.getpid())
        if processes.runs(pid)
    }
