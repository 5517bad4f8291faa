"""Advice on the cluster as a whole: fencing, quorum, single points, failback."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from engine.cib.advice import advise
from engine.cib.document import Cib
from engine.cib.finding import Finding, Severity
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from tests.engine.cib.advice.conftest import Ask, fence, primitive
from tests.rig.config import WEBCLUSTER


def codes(found: Iterable[Finding]) -> list[str]:
    return [each.code for each in found]


def loc(id_: str, rsc: str, node: str, score: str) -> str:
    return f'<rsc_location id="{id_}" rsc="{rsc}" node="{node}" score="{score}"/>'


def test_fencing_is_off(ask: Ask):
    assert codes(ask(stonith__enabled="false")) == ["fencing-off"]


def test_nothing_fences(ask: Ask):
    assert codes(ask(fencing="")) == ["no-fencing-device"]


def test_a_watchdog_fences(ask: Ask):
    options = {"have__watchdog": "true", "stonith__watchdog__timeout": "10s"}
    assert ask(fencing="", **options) == []


def test_every_device_is_stopped(ask: Ask):
    found = ask(fencing=primitive("f1", "fence_x", target__role="Stopped"))
    assert codes(found) == ["fencing-stopped"]
    assert found[0].facts["devices"] == "f1"


@pytest.mark.parametrize(
    ("devices", "missing"),
    [
        (fence("f1", pcmk_host_list="n1 n2") + fence("f2", pcmk_host_list="n3"), []),
        (fence("f1", pcmk_host_list="N1,n2"), ["n3"]),
        (fence("f1", pcmk_host_map="n1:1;n3:3,4"), ["n2"]),
        (fence("f1", pcmk_host_list="n1") + fence("f2"), []),
        (fence("f1", pcmk_host_list="n1", pcmk_host_check="none"), []),
    ],
)
def test_nodes_that_no_device_lists(ask: Ask, devices: str, missing: list[str]):
    found = ask(fencing=devices)
    assert [each.facts["node"] for each in found] == missing
    assert {each.code for each in found} <= {"node-without-fencing"}


def test_one_node_alone_needs_no_fencing(ask: Ask):
    assert ask(nodes=1, fencing="", stonith__enabled="false") == []


@pytest.mark.parametrize(
    ("nodes", "fenced", "warned"), [(3, "true", True), (2, "true", False), (2, "false", True)]
)
def test_quorum_is_ignored(ask: Ask, nodes: int, fenced: str, warned: bool):
    found = ask(nodes=nodes, no__quorum__policy="ignore", stonith__enabled=fenced)
    assert ("quorum-ignored" in codes(found)) is warned


def test_opt_in_without_any(ask: Ask):
    allowed = loc("l1", "a", "n1", "0") + loc("l2", "a", "n2", "0") + loc("l3", "b", "n1", "0")
    found = ask(allowed, symmetric__cluster="false", fencing=fence("f"), resources="")
    assert [(each.code, each.subject) for each in found] == [
        ("runs-nowhere", "c"),
        ("runs-nowhere", "f"),
        ("single-node", "b"),
    ]
    assert found[2].facts["opt_in"] == "true"


def test_one_node_is_left(ask: Ask):
    bans = loc("l1", "a", "n1", "-INFINITY") + loc("l2", "a", "n2", "-INFINITY")
    found = ask(bans)
    assert [(each.code, each.facts["node"]) for each in found] == [("single-node", "n3")]


def test_failback_without_stickiness(ask: Ask):
    likes = loc("l", "a", "n1", "100")
    found = ask(likes, defaults={})
    assert [(each.code, each.facts["resources"]) for each in found] == [("no-stickiness", "a")]
    sticky = primitive("a", resource__stickiness="10")
    assert ask(likes, sticky, defaults={}) == []
    assert ask(loc("l", "a", "n1", "-5"), defaults={}) == []


def test_a_ticket_that_was_never_held():
    cib = Cib.parse(
        """<cib><configuration><crm_config/><nodes><node id="1" uname="n1"/></nodes><resources>
        <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/></resources><constraints>
        <rsc_ticket id="t" ticket="site" rsc="a"/></constraints></configuration><status/></cib>"""
    )
    configuration, state = Configuration.of(cib), Derivation(cib).state
    assert codes(advise(configuration)) == []
    assert codes(advise(configuration, state)) == ["unknown-ticket"]
    assert codes(advise(configuration, replace(state, tickets={"site": False}))) == []


def test_the_example_cluster_is_sound():
    assert not advise(Configuration.of(Cib.parse(WEBCLUSTER.read_bytes())))


def test_every_case_gets_advice_that_can_be_shown(sample: list[tuple[str, bytes]]):
    for name, content in sample:
        cib = Cib.parse(content)
        configuration = Configuration.of(cib)
        for found in advise(configuration, Derivation(cib).state):
            assert found.message.endswith("."), name
            assert found.severity is Severity.WARNING or found.code == "unknown-resource"
            known = {node.id for node in configuration.nodes}
            assert found.subject is None or found.subject in known | configuration.ids, name
