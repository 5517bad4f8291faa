"""Many people at once change one real cluster, a draft among them: nobody's edit is lost.

``HAGUI_COMMITS`` sets how many commits there are in all (200 without it, as each takes a tenth of a
second). Three of the others use crmsh, in sessions of several commits each, and three Pacemaker's
own tools. They pause in between, as nobody who must not overwrite what came in between could get in
among some who never do.
"""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from engine.cib.edits.vocabulary import Edits, SetMeta, SetProperty
from engine.cib.xml import Element
from hagui.cluster.draft import Draft
from hagui.session.questions import Conflict
from hagui.session.session import ClusterSession
from tests.end2end.following import Desktop, session_on
from tests.rig import Node, Rig

pytestmark = pytest.mark.rig

COMMITS = int(os.environ.get("HAGUI_COMMITS", "200"))
PATIENCE = 30.0 + COMMITS / 3
"""Seconds for all of them."""
PAUSE = (0.2, 0.9)
"""Seconds between two runs of one of the others."""
SESSION = 6
"""Commits of one run of crmsh, which takes far longer to start than to commit."""


@dataclass
class Score:
    """How many commits there have been, by whom."""

    wanted: int
    done: dict[str, int] = field(default_factory=dict[str, int])
    refused: dict[str, int] = field(default_factory=dict[str, int])
    end: float = field(default_factory=lambda: time.monotonic() + PATIENCE)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def over(self) -> bool:
        return sum(self.done.values()) >= self.wanted or time.monotonic() > self.end

    def count(self, who: str, commits: int = 1, *, done: bool) -> None:
        with self._lock:
            counted = self.done if done else self.refused
            counted[who] = counted.get(who, 0) + commits


@dataclass(frozen=True)
class Run:
    """A command that commits so often."""

    command: list[str]
    commits: int = 1
    input: str | None = None


def _by_crmsh(who: str, number: int) -> Run:
    lines = ["configure"]
    for each in range(number, number + SESSION):
        location = f"location {who}-{each} backup {each}: node1"
        lines += [location if each % 2 else f"property {who}={each}", "commit"]
    return Run(["crm", "-f", "-"], SESSION, "\n".join(lines) + "\n")


def _by_tools(who: str, number: int) -> Run:
    return Run(_tool(who, number))


def _tool(who: str, number: int) -> list[str]:
    if number % 2:
        xml = f'<rsc_location id="{who}-{number}" rsc="backup" node="node1" score="{number}"/>'
        return ["cibadmin", "--create", "--scope=constraints", f"--xml-text={xml}"]
    return ["crm_attribute", f"--name={who}", f"--update={number}"]


def _work(node: Node, who: str, command: Callable[[str, int], Run], score: Score) -> None:
    """Add constraints, and count in one and the same cluster option, for as long as it takes.

    A session of which not all was done ends this: how far it came is not told.
    """
    number, pauses = 1, Random(who)
    while not score.over:
        time.sleep(pauses.uniform(*PAUSE))
        run = command(who, number)
        code = node.run(run.command, check=False, input=run.input).returncode
        score.count(who, run.commits, done=code == 0)
        if code == 0:
            number += run.commits
        elif run.commits > 1:
            return


def _mine(number: int) -> Edits:
    """One more option each time; and one value and one score that are changed again and again."""
    return (
        SetProperty(f"mine-{number}", str(number)),
        SetMeta("backup", "resource-stickiness", str(number)),
    )


async def _commit(session: ClusterSession, draft: Draft, score: Score) -> None:
    """Commit the draft; where others were faster, wait until it stands on what they made."""
    while True:
        diff = draft.commit_begins()
        try:
            version = await session.commit(diff.text(), diff.source)
        except Conflict as conflict:
            draft.commit_failed()
            score.count("draft", done=False)
            while draft.base.configuration < conflict.version.configuration:
                await asyncio.sleep(0.005)
        else:
            draft.settled_on(version)
            score.count("draft", done=True)
            return


def _present(cib: Element, who: str, count: int) -> None:
    """All that somebody was told to be in is in."""
    found = {item.get("id") for item in cib.iterfind("configuration/constraints/rsc_location")}
    missing = {f"{who}-{number}" for number in range(1, count + 1, 2)} - found
    assert not missing, f"lost of {who}: {missing}"
    if count > 1:
        last = count - count % 2
        pairs = cib.iterfind(f"configuration/crm_config//nvpair[@name='{who}']")
        (value,) = [pair.get("value") or "" for pair in pairs]
        assert int(value) >= last, f"set back: {who}"


async def test_nobodys_edit_is_lost(rig: Rig) -> None:
    desktop = Desktop()
    score = Score(COMMITS)
    others = [
        (node, f"{kind}-{node.name}", command)
        for kind, command in (("crmsh", _by_crmsh), ("tools", _by_tools))
        for node in rig.nodes
    ]
    mine = 0
    async with session_on(rig, desktop) as session, asyncio.timeout(PATIENCE * 2):
        draft = Draft(desktop.live)
        working = [asyncio.create_task(asyncio.to_thread(_work, *other, score)) for other in others]
        while not score.over:
            draft.add(_mine(mine + 1))
            await _commit(session, draft, score)
            mine += 1
            while draft.entries:
                await asyncio.sleep(0.005)
            assert not draft.collisions
            assert not draft.fulfilled
        await asyncio.gather(*working)
        draft.close()
    cib = await asyncio.to_thread(rig.cib)
    print(f"\ncommitted {score.done}, refused {score.refused}")
    assert sum(score.done.values()) >= COMMITS
    assert mine > COMMITS / 50
    for _, who, _ in others:
        _present(cib, who, score.done.get(who, 0))
    options = {pair.get("name"): pair.get("value") for pair in cib.iterfind(".//nvpair")}
    for number in range(1, mine + 1):
        assert options.get(f"mine-{number}") == str(number)
    stickiness = cib.findall(".//*[@id='backup']//nvpair[@name='resource-stickiness']")
    assert [pair.get("value") for pair in stickiness] == [str(mine)]
