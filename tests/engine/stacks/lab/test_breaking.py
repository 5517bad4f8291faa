"""Breaking resources of a lab where they run, with real agents."""

from pathlib import Path

import pytest

from engine.agents.codes import Ocf
from engine.agents.environment import action_environment
from engine.agents.names import Name
from engine.agents.running import run_action
from engine.cib.document import Cib
from engine.stacks.contract import StackError
from engine.stacks.lab.around import surroundings
from engine.stacks.lab.breaking import break_resource
from engine.stacks.lab.layout import Folder

DUMMY = Name("ocf", "Dummy", "hagui")


def primitive(id_: str) -> str:
    return f'<primitive id="{id_}" class="ocf" provider="hagui" type="Dummy"/>'


def history(node: int, *running: str, promoted: str = "") -> str:
    entries = "".join(
        f'<lrm_resource id="{id_}" class="ocf" provider="hagui" type="Dummy">'
        f'<lrm_rsc_op id="{id_}_last_0" operation_key="{id_}_{task}_0" operation="{task}"'
        f' call-id="{call}" rc-code="0" op-status="0" interval="0"'
        f' transition-key="1:1:0:x" transition-magic="0:0;1:1:0:x" on_node="n{node}"/>'
        "</lrm_resource>"
        for call, id_ in enumerate(running, 1)
        for task in ["promote" if id_ == promoted else "start"]
    )
    return (
        f'<node_state id="{node}" uname="n{node}" in_ccm="true" crmd="online" join="member"'
        f' expected="member"><lrm id="{node}"><lrm_resources>{entries}</lrm_resources></lrm>'
        "</node_state>"
    )


CIB = Cib.parse(
    '<cib validate-with="pacemaker-3.7" have-quorum="1" dc-uuid="1"><configuration><crm_config/>'
    '<nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes><resources>'
    f'<group id="both">{primitive("first")}{primitive("last")}</group>'
    f'<clone id="copies"><meta_attributes id="m"><nvpair id="p" name="promotable" value="true"/>'
    f"</meta_attributes>{primitive('copy')}</clone>{primitive('idle')}"
    '<primitive id="device" class="stonith" type="fence_lab"/>'
    "</resources><constraints/></configuration><status>"
    f"{history(1, 'first', 'last', 'copy')}{history(2, 'copy', promoted='copy')}</status></cib>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def action(folder: Folder, node: str, resource: str, task: str) -> int:
    told = action_environment(DUMMY, resource, {}, {})
    return (await run_action(DUMMY, task, told, surroundings(folder, node), timeout=20)).rc


async def test_what_is_broken_runs_no_more_and_the_rest_does(folder: Folder) -> None:
    for resource in ("first", "last"):
        assert await action(folder, "n1", resource, "start") == Ocf.OK
    assert await break_resource(folder, CIB, "first") == "n1"
    assert await action(folder, "n1", "first", "monitor") == Ocf.NOT_RUNNING
    assert await action(folder, "n1", "last", "monitor") == Ocf.OK


async def test_a_group_breaks_at_its_end(folder: Folder) -> None:
    for resource in ("first", "last"):
        await action(folder, "n1", resource, "start")
    assert await break_resource(folder, CIB, "both") == "n1"
    assert await action(folder, "n1", "last", "monitor") == Ocf.NOT_RUNNING
    assert await action(folder, "n1", "first", "monitor") == Ocf.OK


async def test_of_a_clone_the_promoted_instance_breaks_unless_a_node_is_named(
    folder: Folder,
) -> None:
    for node in ("n1", "n2"):
        await action(folder, node, "copy", "start")
    assert await break_resource(folder, CIB, "copies") == "n2"
    assert await action(folder, "n2", "copy", "monitor") == Ocf.NOT_RUNNING
    assert await break_resource(folder, CIB, "copies", ["n1"]) == "n1"
    assert await action(folder, "n1", "copy", "monitor") == Ocf.NOT_RUNNING


@pytest.mark.parametrize(
    ("resource", "nodes", "code"),
    [
        ("nothing", [], "unknown-resource"),
        ("idle", [], "not-running"),
        ("first", ["n2"], "not-running"),
        ("device", [], "invalid"),
    ],
)
async def test_where_there_is_nothing_to_break_the_words_say_why(
    folder: Folder, resource: str, nodes: list[str], code: str
) -> None:
    with pytest.raises(StackError) as caught:
        await break_resource(folder, CIB, resource, nodes)
    assert caught.value.code == code
    assert resource in caught.value.message
    assert caught.value.message.endswith(".")
