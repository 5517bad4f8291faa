"""The CIB after a transition, beside the one that crm_simulate keeps."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.transition.read import read_graph
from engine.cib.xml import Element
from engine.scheduler.projection.play import play
from tests.engine.scheduler.cibs import cib, done, primitive

_DIFFERS = {"last-rc-change", "crm-debug-origin", "crm_feature_set", "exec-time", "queue-time"}
"""The tool's own version and clock."""
_EVERY = 8
"""One in so many cases is compared."""


def _step(task: str, node: str, number: int = 1, **more: str) -> Step:
    return Step(
        number,
        StepKind.RESOURCE,
        task,
        f"db_{task}_0",
        node=node,
        resource="db",
        recorded_as="db",
        agent=("ocf", "pacemaker", "Dummy"),
        attributes=more,
    )


def test_operations_get_into_the_history_of_their_node() -> None:
    text = cib(primitive("db"), history=[done("db", "n1", "start")])
    future = play(Cib.parse(text), Graph((_step("stop", "n1"), _step("start", "n2", 2))), 1)
    found = [
        (node.get("uname"), operation.get("operation"))
        for node in future.root.iterfind("status/node_state")
        for operation in node.iter("lrm_rsc_op")
    ]
    assert found == [("n1", "stop"), ("n2", "start")]


def test_nothing_that_was_done_before_looks_newer() -> None:
    before = Cib.parse(cib(primitive("db"), history=[done("db", "n1", "start")]))
    for operation in before.root.iter("lrm_rsc_op"):
        operation.set("last-rc-change", "5000")
    future = play(before, Graph((_step("start", "n2"),)), 1_000)
    assert [item.get("last-rc-change") for item in future.root.iter("lrm_rsc_op")] == [
        "5000",
        "5001",
    ]


def test_of_several_histories_of_one_name_none_is_gone_on_with() -> None:
    twice = [done("db", "n1", "start"), done("db", "n1", "start")]
    future = play(Cib.parse(cib(primitive("db"), history=twice)), Graph((_step("stop", "n1"),)), 1)
    found = [item.get("operation") for item in future.root.iter("lrm_rsc_op")]
    assert found == ["start", "start", "stop"]


def test_the_document_that_is_played_on_stays_as_it_is() -> None:
    before = Cib.parse(cib(primitive("db")))
    text = before.text()
    play(before, Graph((_step("start", "n1"),)), 1)
    assert before.text() == text


def test_fencing_takes_history_and_attributes_along() -> None:
    text = cib(primitive("db"), history=[done("db", "n1", "start")])
    fence = Step(
        1,
        StepKind.CLUSTER,
        "stonith",
        "stonith",
        target="n1",
        attributes={"CRM_meta_stonith_action": "reboot"},
    )
    future = play(Cib.parse(text), Graph((fence,)), 1)
    state = future.root.find("status/node_state[@uname='n1']")
    assert state is not None
    assert len(state) == 0
    assert (state.get("in_ccm"), state.get("crmd"), state.get("join")) == (
        "false",
        "offline",
        "down",
    )


def test_unfencing_changes_nothing() -> None:
    before = Cib.parse(cib(primitive("db"), history=[done("db", "n1", "start")]))
    on = {"CRM_meta_stonith_action": "on"}
    fence = Step(1, StepKind.CLUSTER, "stonith", "stonith", target="n1", attributes=on)
    assert play(before, Graph((fence,)), 1).canonical() == before.canonical()


def test_what_waits_for_something_impossible_is_not_done() -> None:
    impossible = Step(
        1, StepKind.RESOURCE, "start", "old_start_0", node="n1", recorded_as="old"
    )  # nothing says which agent
    then = Step(
        2,
        StepKind.RESOURCE,
        "start",
        "db_start_0",
        node="n1",
        recorded_as="db",
        agent=("ocf", "pacemaker", "Dummy"),
        after=(1,),
    )
    before = Cib.parse(cib(primitive("db")))
    assert play(before, Graph((impossible, then)), 1).canonical() == before.canonical()


@pytest.mark.tools
def test_the_status_is_the_one_that_crm_simulate_leaves(
    scheduler_cases: Mapping[str, bytes], tmp_path: Path
) -> None:
    differing: list[str] = []
    for name in sorted(scheduler_cases)[::_EVERY]:
        given, kept, graph = (tmp_path / f"{name}.{kind}" for kind in ("xml", "out", "graph"))
        given.write_bytes(scheduler_cases[name])
        command = ["crm_simulate", "-x", str(given), "-S", "-O", str(kept), "-G", str(graph)]
        surroundings = {**os.environ, "TZ": "UTC"}
        subprocess.run(command, check=False, capture_output=True, env=surroundings)
        if not kept.is_file():
            continue
        mine = play(Cib.parse(scheduler_cases[name]), read_graph(graph.read_bytes()), 1)
        tools = etree.parse(kept).getroot()
        if dict(_status(mine.root)) != dict(_status(tools)):
            differing.append(name)
    assert differing == []


def _status(root: Element) -> Iterator[tuple[tuple[str, ...], object]]:
    for state in root.iterfind("status/node_state"):
        node = str(state.get("uname"))
        yield (node,), _compared(state)
        for entry in state.iterfind("lrm/lrm_resources/lrm_resource"):
            name = str(entry.get("id"))
            yield (node, name), _compared(entry)
            for operation in entry:
                yield (node, name, str(operation.get("id"))), _compared(operation)
        for pair in state.iterfind("transient_attributes//nvpair"):
            yield (node, "attribute", str(pair.get("name"))), pair.get("value")


def _compared(element: Element) -> dict[str, str]:
    return {str(k): str(v) for k, v in element.attrib.items() if str(k) not in _DIFFERS}
