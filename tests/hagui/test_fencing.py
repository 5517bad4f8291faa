"""Fencing that failed is learnt from the engines, once each, while a node waits for it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import FencingTry
from hagui import runtime
from hagui.fencing import FencingNews
from hagui.monitor.incidents.model import Incident, Stage, Step
from hagui.session.dealings import Dealings
from hagui.shell.incidents.part import IncidentsPart
from hagui.shell.incidents.showing import IncidentsView

BEGIN = 1000.4
WAITS = Incident(1, BEGIN, steps=(Step(Stage.FENCED, BEGIN),))
DONE = replace(WAITS, steps=(Step(Stage.FENCED, BEGIN, BEGIN + 3),))


class Remembering(Dealings):
    """Engines that remember these."""

    def __init__(self, *tries: FencingTry) -> None:
        self.tries = tries
        self.asked = 0

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        self.asked += 1
        return self.tries


class Told(IncidentsPart):
    """Notes what it is told."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, IncidentsView(parent))
        self.failed: list[tuple[str, float, str]] = []

    def fencing_failed(self, node: str, at: float, words: str) -> None:
        self.failed.append((node, at, words))


def failed(at: int, target: str = "node1") -> FencingTry:
    return FencingTry(target, "reboot", False, at, "stuck")


def test_what_failed_since_the_incident_began_is_told_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hagui.fencing.EVERY_MS", 5)
    parent = QObject()
    engines = Remembering(failed(900), failed(1000), failed(1001, "node2"))

    def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(work, name=name)

    async def life() -> int:
        told = Told(parent)
        news = FencingNews(told, engines, spawn)
        async with asyncio.timeout(20):
            told.told.emit(replace(WAITS, steps=()))
            await asyncio.sleep(0.05)
            assert engines.asked == 0, "no node waits to be fenced"
            told.told.emit(WAITS)
            while engines.asked < 3:
                await asyncio.sleep(0.005)
            # the same, put a second later by another node, and a new one
            engines.tries = (*engines.tries, failed(1001), FencingTry("node1", "off", True, 1007))
            engines.tries = (*engines.tries, failed(1005))
            told.told.emit(DONE)
            while len(told.failed) < 3:
                await asyncio.sleep(0.005)
            asked = engines.asked
            await asyncio.sleep(0.1)
            assert engines.asked <= asked + 1, "it goes on asking"
        assert told.failed == [
            ("node1", BEGIN, "stuck"),
            ("node2", 1001.0, "stuck"),
            ("node1", 1005.0, "stuck"),
        ]
        news.end()
        return 0

    assert runtime.run(life, qapp) == 0
    parent.deleteLater()
