"""The lab's example cluster: sound, made of agents that there are, and a failover that is seen."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from engine.agents.metadata import parse_metadata
from engine.agents.names import Name
from engine.agents.places import find, here
from engine.cib.advice.advise import advise
from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.schema import validate
from engine.cib.score import INFINITY
from engine.cib.state.derive import Derivation
from engine.cib.transition.model import StepKind
from engine.cib.views import Colocation, Configuration, Location, Order
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.events import NodeEvent, NodeFate
from engine.scheduler.projection import carry_out
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule
from engine.stacks.lab.controller.housekeeping import Housekeeping

SCHEMAS = Path("/usr/share/pacemaker")
NODES = {"node1": "1", "node2": "2", "node3": "3"}
NOW = 1_800_000_000
WEB = ("webip", "webstore", "webserver")


@pytest.fixture
def file() -> Path:
    return Path(str(files("resources") / "examples" / "lab.xml"))


@pytest.fixture
def lab(file: Path) -> Cib:
    """As the lab has it once its DC has added the nodes."""
    made = Housekeeping(NODES).make(Cib.parse(file.read_bytes()))
    assert isinstance(made, Cib)
    return made


def test_nothing_is_wrong_with_it(file: Path, lab: Cib) -> None:
    assert {found.code for found in check(Cib.parse(file.read_bytes()))} <= {"unknown-node"}
    assert check(lab) == []
    assert advise(Configuration.of(lab)) == ()
    if SCHEMAS.is_dir():
        assert validate(lab, SCHEMAS) == []


@pytest.mark.skipif(shutil.which("crm_verify") is None, reason="Pacemaker is not installed")
def test_pacemaker_finds_nothing_wrong_with_it(file: Path) -> None:
    done = subprocess.run(
        ["crm_verify", "-V", "-x", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_has_something_of_every_kind(lab: Cib) -> None:
    configuration = Configuration.of(lab)
    for kind in (Location, Colocation, Order):
        assert any(isinstance(found, kind) for found in configuration.constraints)
    scores = {
        found.score
        for found in configuration.constraints
        if isinstance(found, Location | Colocation)
    }
    assert {INFINITY, -INFINITY} < scores


def test_its_agents_are_there_and_know_what_is_asked_of_them(lab: Cib) -> None:
    for primitive in Configuration.of(lab).primitives():
        name = Name(primitive.standard, primitive.type, primitive.provider)
        program = find(name, here())
        assert program is not None, name
        if primitive.standard != "ocf":
            continue
        done = subprocess.run([program, "meta-data"], capture_output=True, text=True, check=True)
        known = parse_metadata(done.stdout)
        given = {pair.name for each in primitive.parameter_sets for pair in each.pairs}
        assert given <= {parameter.name for parameter in known.parameters}
        assert {each.name for each in known.parameters if each.required} <= given
        actions = {action.name for action in known.actions}
        assert {operation.name for operation in primitive.operations} <= actions


def settle(cib: Cib) -> Result:
    """Do what the scheduler wants until that is nothing; databases set their scores as they do."""
    for _ in range(10):
        result = schedule(cib, now=float(NOW))
        if all(step.kind is StepKind.PSEUDO for step in result.graph.steps):
            return result
        carry_out(cib, result.graph, NOW)
        set_promotion_scores(cib)
    raise AssertionError("it never settles")


def set_promotion_scores(cib: Cib) -> None:
    instances = Derivation(cib).state.instances_of("database")
    scores = {node: "10" if one.role.value == "Promoted" else "5"
              for one in instances for node in one.nodes}  # fmt: skip
    for state in cib.root.iterfind("status/node_state"):
        for old in state.findall("transient_attributes"):
            state.remove(old)
        score = scores.get(state.get("uname", ""))
        if score is not None:
            own = etree.SubElement(state, "transient_attributes", {"id": state.get("id", "")})
            block = etree.SubElement(own, "instance_attributes", {"id": f"s-{state.get('id')}"})
            pair = {"id": f"s-{state.get('id')}-m", "name": "master-database", "value": score}
            etree.SubElement(block, "nvpair", pair)


@pytest.fixture
def running(lab: Cib) -> Cib:
    inject(lab, [NodeEvent(node, NodeFate.UP) for node in NODES], float(NOW))
    settle(lab)
    return lab


def where(result: Result) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for placement in result.placements:
        role = "" if placement.role == "Started" else f" {placement.role}"
        found.setdefault(placement.resource + role, set()).add(placement.node)
    return found


def test_at_first_everything_starts(running: Cib) -> None:
    found = where(settle(running))
    assert {name: found[name] for name in WEB} == {name: {"node1"} for name in WEB}
    assert found["database Promoted"] == {"node1"}
    assert found["database Unpromoted"] == {"node2"}
    assert found["cache"] == set(NODES)
    assert found["backup"] == {"node3"}
    assert len(found["fencing"]) == 1


@pytest.mark.parametrize(
    ("lost", "web"), [("node1", "node2"), ("node2", "node1"), ("node3", "node1")]
)
def test_a_node_that_is_lost_is_fenced_and_the_web_service_is_elsewhere(
    running: Cib, lost: str, web: str
) -> None:
    inject(running, [NodeEvent(lost, NodeFate.FAIL)], float(NOW))
    steps = schedule(running, now=float(NOW)).graph.steps
    assert [step.target for step in steps if step.task == "stonith"] == [lost]
    found = where(settle(running))
    assert {name: found[name] for name in WEB} == {name: {web} for name in WEB}
    assert found["database Promoted"] == {web}
    assert found["backup"] == ({"node2"} if lost == "node3" else {"node3"})
    assert len(found["fencing"]) == 1


def test_a_node_that_comes_back_takes_nothing_away(running: Cib) -> None:
    inject(running, [NodeEvent("node1", NodeFate.FAIL)], float(NOW))
    settle(running)
    inject(running, [NodeEvent("node1", NodeFate.UP)], float(NOW))
    found = where(settle(running))
    assert found["webserver"] == {"node2"}
    assert found["database Promoted"] == {"node2"}
    assert found["database Unpromoted"] == {"node1"}
