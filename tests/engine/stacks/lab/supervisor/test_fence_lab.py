"""The lab's fence agent, run for real by the fence agents' API."""

from pathlib import Path

import pytest

from engine.agents.environment import action_environment
from engine.agents.fencing import TARGET
from engine.agents.metadata import parse_metadata
from engine.agents.names import STONITH, Name
from engine.agents.places import find, here
from engine.agents.running import Ended, run_action
from engine.stacks.lab.around import surroundings
from engine.stacks.lab.layout import Folder
from tests.engine.stacks.lab.supervisor.switches import Lab

AGENT = Name(STONITH, "fence_lab")


async def fence(folder: Folder, action: str, target: str = "", **parameters: str) -> Ended:
    """As the node b of a lab would."""
    meta = {TARGET: target} if target else {}
    told = action_environment(AGENT, "fencing", parameters, meta)
    return await run_action(AGENT, action, told, surroundings(folder, "b"), timeout=20)


async def test_it_cuts_the_power_before_it_says_so(lab: Lab) -> None:
    lab.pids("a")
    assert (await fence(lab.folder, "off", "a")).rc == 0
    assert lab.node("a").state == "off"
    assert (await fence(lab.folder, "on", "a")).rc == 0
    assert lab.node("a").state == "on"


async def test_a_reboot_is_another_life(lab: Lab) -> None:
    before = lab.pids("a")
    assert (await fence(lab.folder, "reboot", "a")).rc == 0
    assert lab.node("a").pid not in before
    assert lab.node("a").state == "on"


async def test_a_port_that_is_mapped_is_what_is_cut(lab: Lab) -> None:
    assert (await fence(lab.folder, "off", "web1", pcmk_host_map="web1:a")).rc == 0
    assert lab.node("a").state == "off"


async def test_it_answers_monitors_and_lists_nodes(lab: Lab) -> None:
    assert (await fence(lab.folder, "monitor")).rc == 0
    assert (await fence(lab.folder, "list")).output == "a,\nb,\n"


async def test_a_node_that_is_not_there_is_named(lab: Lab) -> None:
    ended = await fence(lab.folder, "off", "c")
    assert ended.rc == 1
    assert ended.reason == "There is no node c in this lab; it has a, b."


async def test_without_a_power_switch_nothing_is_said_to_be_done(tmp_path: Path) -> None:
    for action in ("off", "monitor"):
        ended = await fence(Folder(tmp_path), action, "a")
        assert ended.rc == 1
        assert ended.reason.startswith("The power switch does not answer:")


@pytest.mark.parametrize("action", ["explode", "unfence"])
async def test_an_action_that_no_switch_has(tmp_path: Path, action: str) -> None:
    ended = await fence(Folder(tmp_path), action, "a")
    assert ended.rc == 1
    assert ended.reason == f"There is no action {action}"


async def test_its_metadata_is_understood(tmp_path: Path) -> None:
    said = parse_metadata((await fence(Folder(tmp_path), "metadata")).output)
    assert said.name == "fence_lab"
    assert {"plug", "action"} <= {parameter.name for parameter in said.parameters}
    assert {"on", "off", "reboot", "list", "monitor"} <= {action.name for action in said.actions}
    assert find(AGENT, here()) is not None
