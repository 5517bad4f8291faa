"""``hagui-engine simulate`` as a process: what it prints, and what it says to bad input."""

import bz2
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from engine.__main__ import main
from engine.cib.document import Cib
from engine.cib.score import add
from engine.cib.transition.read import read_graph
from tests.engine.cli.conftest import ROOT
from tests.engine.scheduler.cibs import NOW, cib, clone, done, pairs, primitive

CIB = cib(
    primitive("web", pairs("web-m", migration_threshold="1"))
    + clone("db-clone", primitive("db"), promotable="true")
    + clone("disk-clone", primitive("disk"), globally_unique="true", clone_max="2"),
    constraints='<rsc_location id="prefer" rsc="web" node="n2" score="7"/>'
    '<rsc_colocation id="apart" rsc="db-clone" with-rsc="web" with-rsc-role="Started"'
    ' rsc-role="Promoted" score="-3"/>'
    '<rsc_location id="first" rsc="db-clone" node="n1" role="Promoted" score="20"/>'
    '<rsc_location id="yule" rsc="web"><rule id="r" score="9"><date_expression id="d"'
    ' operation="gt" start="2026-12-24T13:00:00Z"/><expression id="e" attribute="#uname"'
    ' operation="eq" value="n1"/></rule></rsc_location>',
    history=[done("web", "n1", "monitor", 7), done("web", "n2", "monitor", 7)],
)
FENCED = cib(
    primitive("web") + '<primitive id="fencing" class="stonith" type="fence_ipmilan"/>',
    options=pairs("options", "cluster_property_set", stonith_enabled="true"),
)


def simulate(
    *arguments: str | Path, stdin: bytes = b"", path: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end; ``path`` is where it may look for tools."""
    return subprocess.run(
        [sys.executable, "-m", "engine", "simulate", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ if path is None else {**os.environ, "PATH": path},
        capture_output=True,
        input=stdin,
        timeout=60,
        check=False,
    )


def answer(*arguments: str | Path, text: str = CIB) -> dict[str, Any]:
    """The JSON that it prints for a CIB on standard input."""
    ran = simulate("-", "--json", *arguments, stdin=text.encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    return json.loads(ran.stdout)


def web_on(document: dict[str, Any]) -> list[str]:
    return [item["node"] for item in document["placements"] if item["resource"] == "web"]


def test_json_holds_placements_by_the_names_of_crm_mon() -> None:
    def key(item: dict[str, Any]) -> tuple[str, str]:
        return item["resource"], item["node"]

    placements = sorted(answer()["placements"], key=key)
    assert [tuple(item.values()) for item in placements if item["resource"] != "disk"] == [
        ("db", None, "n1", "Promoted"),
        ("db", None, "n2", "Unpromoted"),
        ("web", None, "n2", "Started"),
    ]
    assert {item["instance"] for item in placements if item["resource"] == "disk"} == {"0", "1"}
    assert all(list(item) == ["resource", "instance", "node", "role"] for item in placements)


def test_json_holds_actions_by_their_keys() -> None:
    actions = {action["key"]: action for action in answer()["actions"]}
    fields = ("kind", "task", "resource", "node")
    assert [actions["web_start_0"][name] for name in fields] == ["resource", "start", "web", "n2"]
    whole = actions["db-clone_promote_0"]
    assert [whole[name] for name in fields] == ["pseudo", "promote", "db-clone", None]
    assert {action["kind"] for action in actions.values()} == {"resource", "pseudo"}


def test_a_fencing_is_an_action_of_the_cluster_by_its_task() -> None:
    fencings = [
        action
        for action in answer("--inject", "node-fail=n1", text=FENCED)["actions"]
        if action["task"] == "stonith"
    ]
    assert [(item["key"], item["kind"], item["resource"], item["node"]) for item in fencings] == [
        ("stonith", "cluster", None, "n1")
    ]


def test_json_holds_every_score_with_the_terms_that_it_is_made_of() -> None:
    scores = answer()["scores"]
    (web,) = (item for item in scores if (item["resource"], item["node"]) == ("web", "n2"))
    assert web["score"] == 7
    assert {"score": 7, "kind": "location", "id": "prefer"} in web["terms"]
    for item in scores:
        assert reduce(add, (term["score"] for term in item["terms"]), 0) == item["score"]


def test_json_says_how_long_the_scheduler_took() -> None:
    assert 0 < answer()["seconds"] < 60


@pytest.mark.parametrize(
    ("name", "packed"),
    [("cib.xml", bytes), ("cib.xml.bz2", bz2.compress), ("cib.xml.gz", gzip.compress)],
)
def test_files_may_be_compressed(
    tmp_path: Path, name: str, packed: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / name
    file.write_bytes(packed(CIB.encode()))
    ran = simulate(file, "--json")
    assert web_on(json.loads(ran.stdout)) == ["n2"]


def test_text_says_what_is_done_and_where_all_will_be() -> None:
    ran = simulate("-", "--scores", stdin=CIB.encode())
    lines = ran.stdout.decode().splitlines()
    assert "  web_start_0  n2" in lines
    assert "  web  Started  n2" in lines
    assert any(line.startswith("  web  n2  7  ") and "location prefer" in line for line in lines)


@pytest.mark.parametrize("event", ["node-standby=n2", "node-down=n2", "op=web_start_0@n2=1"])
def test_events_can_be_supposed(event: str) -> None:
    assert web_on(answer("--inject", event)) == ["n1"]


def test_several_events_are_supposed_one_after_another() -> None:
    events = ("--inject", "node-standby=n2", "--inject", "node-online=n2")
    assert web_on(answer(*events)) == ["n2"]
    assert web_on(answer(*events, "--inject", "node-standby=n1")) == ["n2"]


@pytest.mark.parametrize(
    ("date", "node"),
    [
        ("2026-12-24", "n2"),
        ("2026-12-24T13:00:01Z", "n1"),
        ("2026-12-24 13:00:01", "n1"),
        ("2026-358T13:00:01", "n1"),
        ("2026-W52-4 12:59:59", "n2"),
        ("2026-12-24T12:00:01-01:00", "n1"),
        ("2026-12-24 14:00:00 +01:00", "n2"),
        ("1798117201", "n1"),
        (str(NOW), "n2"),
    ],
)
def test_the_date_can_be_supposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], date: str, node: str
) -> None:
    (tmp_path / "cib.xml").write_text(CIB)
    assert main(["simulate", str(tmp_path / "cib.xml"), "--json", "--date", date]) == 0
    assert web_on(json.loads(capsys.readouterr().out)) == [node]


@pytest.mark.parametrize("name", ["after.xml", "after.xml.gz"])
def test_the_cib_afterwards_can_be_kept_and_scheduled_again(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    before = answer("--output", file)
    again = json.loads(simulate(file, "--json").stdout)
    assert again["placements"] == before["placements"]
    assert not any(action["task"] in ("start", "stop", "promote") for action in again["actions"])


def test_the_graph_can_be_kept_as_pacemaker_writes_it(tmp_path: Path) -> None:
    actions = answer("--graph", tmp_path / "graph.xml")["actions"]
    graph = read_graph((tmp_path / "graph.xml").read_bytes())
    assert {(step.id, step.key, step.node, step.after) for step in graph.steps} == {
        (item["id"], item["key"], item["node"], tuple(item["after"])) for item in actions
    }


def test_a_configuration_that_makes_no_sense_is_scheduled_with_findings() -> None:
    text = CIB.replace('with-rsc="web"', 'with-rsc="gone"')
    (finding,) = answer(text=text)["findings"]
    assert finding["subject"] == "apart"
    assert "gone" in finding["message"]


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (b"", (), "-"),
        (b"<cib", (), "-"),
        (b"<html/>", (), "cib"),
        (b"\x00\xff\xfe", (), "-"),
        (b"BZh91AY&SY broken", (), "bzip2"),
        (gzip.compress(CIB.encode())[:-20], (), "gzip"),
        (CIB.encode(), ("--date", "tomorrow"), "«tomorrow» is no date"),
        (CIB.encode(), ("--date", "9" * 400), "is no date"),
        (CIB.encode(), ("--inject", "node-explode=n1"), "«node-explode=n1» is no event"),
        (CIB.encode(), ("--inject", "node-down=n9"), "There is no node «n9»"),
        (CIB.encode(), ("--inject", "op=web_start@n1=1"), "is no result of an operation"),
        (CIB.encode(), ("--inject", "op=gone_start_0@n1=1"), "There is no resource «gone»"),
        (CIB.encode(), ("--inject", "quorum=maybe"), "says neither yes nor no"),
        (CIB.encode(), ("--output", "/nowhere/after.xml"), "/nowhere/after.xml cannot be written"),
        (CIB.encode(), ("--graph", "/nowhere/g.xml"), "/nowhere/g.xml cannot be written"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    content: bytes, arguments: tuple[str, ...], said: str
) -> None:
    ran = simulate("-", *arguments, stdin=content)
    words = ran.stderr.decode()
    assert ran.returncode == 1
    assert words.startswith("hagui-engine: ")
    assert said in words
    assert words.count("\n") == 1
    assert ran.stdout == b""


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = simulate(tmp_path / "gone.xml")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert f"{tmp_path / 'gone.xml'} cannot be read" in ran.stderr.decode()


def test_without_crm_simulate_there_is_nothing_to_check_with(tmp_path: Path) -> None:
    ran = simulate("-", "--check", stdin=CIB.encode(), path=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "crm_simulate is not installed" in ran.stderr.decode()


@pytest.mark.skipif(shutil.which("crm_simulate") is None, reason="crm_simulate is not installed")
@pytest.mark.tools
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--inject", "node-standby=n2", "--date", "2026-12-24T14:00:00Z"),
        ("--inject", "op=web_start_0@n2=1"),
    ],
)
def test_check_finds_no_difference_from_crm_simulate(arguments: tuple[str, ...]) -> None:
    ran = simulate("-", "--check", *arguments, stdin=CIB.encode())
    assert ran.stdout.decode().splitlines()[-1] == "crm_simulate says the same."
    assert ran.returncode == 0


@pytest.mark.skipif(shutil.which("crm_simulate") is None, reason="crm_simulate is not installed")
@pytest.mark.tools
def test_check_says_what_differs(tmp_path: Path) -> None:
    other = CIB.replace('node="n2" score="7"', 'node="n1" score="7"')
    (tmp_path / "other.xml").write_text(other)
    tool = tmp_path / "crm_simulate"
    real = shutil.which("crm_simulate")
    tool.write_text(
        f'#!/bin/sh\ncat >/dev/null\nshift\nexec {real} -x {tmp_path / "other.xml"} "$@"\n'
    )
    tool.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    ran = simulate("-", "--check", "--json", stdin=CIB.encode(), path=path)
    differences = json.loads(ran.stdout)["differences"]
    assert ran.returncode == 1
    assert "placement, only hagui: web n2 Started" in differences
    assert "action, only crm_simulate: resource web_start_0 n1" in differences


def test_what_is_read_from_standard_input_is_the_cib_that_is_kept(tmp_path: Path) -> None:
    simulate("-", "--output", tmp_path / "after.xml", stdin=CIB.encode())
    after = Cib.parse((tmp_path / "after.xml").read_bytes())
    running = after.root.xpath("//lrm_resource[@id='web']/lrm_rsc_op[@operation='start']/@rc-code")
    assert running == ["0"]
