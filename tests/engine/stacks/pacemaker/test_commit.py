import asyncio

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Patchset, make
from engine.cib.version import Version
from engine.stacks.contract import Conflict
from engine.stacks.pacemaker import committer, tools
from engine.stacks.pacemaker.commit import commit, with_place
from engine.stacks.patching import on_top_of

BEFORE = """<cib admin_epoch="0" epoch="7" num_updates="3" validate-with="pacemaker-3.9"
 have-quorum="1" dc-uuid="1"><configuration><crm_config/><nodes/><resources/><constraints/>
</configuration><status/></cib>"""
NOW = """<cib admin_epoch="0" epoch="7" num_updates="41" validate-with="pacemaker-3.9"
 have-quorum="0" dc-uuid="2" cib-last-written="today"/>"""


def draft(*, schema: str | None = None) -> Patchset:
    before = Cib.parse(BEFORE)
    after = before.copy()
    resources = after.section("resources")
    assert resources is not None
    etree.SubElement(resources, "primitive", {"id": "web"})
    if schema is not None:
        after.root.set("validate-with", schema)
    return make(before, after)


def test_the_committer_fills_in_the_counter_of_the_source_only() -> None:
    attempt = on_top_of(draft(), Version(0, 7, 41), {})
    text = with_place(attempt)
    assert text.count(committer.PLACE) == 1
    filled = Patchset.parse(text.replace(committer.PLACE, "77"))
    assert filled.source == Version(0, 7, 77)
    assert filled.target == attempt.target


@pytest.mark.parametrize(
    ("base", "diverged"),
    [(Version(0, 6, 9), None), (Version(0, 8, 0), None), (Version(0, 7, 3), Version(0, 7, 40))],
    ids=["older", "of another history", "replaced without a new epoch"],
)
async def test_a_commit_on_another_configuration_is_a_conflict_with_the_newer_one(
    monkeypatch: pytest.MonkeyPatch, base: Version, diverged: Version | None
) -> None:
    asked: list[str] = []

    async def run(command: list[str], **_: object) -> tools.Outcome:
        await asyncio.sleep(0)
        asked.append(command[1])
        return tools.Outcome(0, NOW.encode(), "")

    monkeypatch.setattr(tools, "run", run)
    with pytest.raises(Conflict) as caught:
        await commit(draft().text(), base, "alice", diverged=diverged)
    assert caught.value.current.version == (0, 7, 41)
    assert set(asked) == {"--query"}
