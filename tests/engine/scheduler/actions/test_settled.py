"""What goes on as it is gets no actions, and the answer is the same as if it had got them."""

import random
from collections.abc import Callable

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element
from engine.scheduler import schedule as stages
from engine.scheduler.actions import settled
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.result import Result
from engine.scheduler.status.read import read_cluster
from tests.bench.workload import workload
from tests.scheduler.facts import Facts, ours

NOW = 1_700_000_100
E = etree.SubElement


def _root(*, standby: int = 0) -> Element:
    return Cib.parse(workload(4, 40, standby=standby)).root


def _decided(root: Element) -> Cluster:
    cluster = read_cluster(Cib(root), NOW)
    stages.decide(cluster)
    return cluster


def _acting(cluster: Cluster) -> set[str]:
    """Names of what has more actions than those that recur by now."""
    return {each.resource.id for each in cluster.actions if each.resource and each.task == "stop"}


def test_only_what_is_on_the_node_that_rests_has_anything_to_do() -> None:
    acting = _acting(_decided(_root(standby=1)))
    assert {"g0", "g0-ip", "g0-fs", "g0-svc"} <= acting
    assert not {"g1", "g1-ip", "g1-fs", "g1-svc"} & acting


def test_of_a_clone_only_the_instance_that_stops_has_anything_to_do() -> None:
    cluster = _decided(_root(standby=1))
    instances = cluster.by_id["c0-clone"].children
    assert sorted(each.settled for each in instances) == [False, True, True, True]
    assert [each.running_on[0].name for each in instances if not each.settled] == ["node1"]


def test_nothing_has_anything_to_do_where_all_runs() -> None:
    assert _acting(_decided(_root())) == set()


def test_what_follows_something_that_moves_may_have_to_move_too() -> None:
    root = _root(standby=1)
    orders = root.find("configuration/constraints")
    assert orders is not None
    E(orders, "rsc_order", {"id": "o1", "first": "g0", "then": "g1"})
    E(orders, "rsc_order", {"id": "o2", "first": "g1", "then": "c0-clone"})
    cluster = _decided(root)
    assert {"g1", "g1-svc", "c0-clone"} <= _acting(cluster)
    assert not any(each.settled for each in cluster.by_id["c0-clone"].children)


def test_fencing_concerns_everything() -> None:
    root = _root()
    lost = root.find("status/node_state[@uname='node1']")
    options = root.find("configuration/crm_config/cluster_property_set")
    assert lost is not None
    assert options is not None
    lost.set("in_ccm", "false")
    lost.set("crmd", "offline")
    options[0].set("value", "true")
    device = {"id": "fence", "class": "stonith", "type": "fence_ipmilan"}
    resources = root.find("configuration/resources")
    assert resources is not None
    E(resources, "primitive", device)
    assert not any(each.settled for each in _decided(root).by_id.values())


@pytest.mark.parametrize("seed", range(20))
def test_the_answer_is_the_same_as_with_actions_for_all(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = etree.tostring(disturbed(seed))
    mine = stages.schedule(Cib.parse(content), now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(settled, "_is_calm", _never)
        whole = stages.schedule(Cib.parse(content), now=NOW)
    assert _answer(mine) == _answer(whole)


def _never(_cluster: Cluster) -> bool:
    return False


def _answer(result: Result) -> tuple[Facts, object]:
    return ours(result), (result.stopped, result.scores, sorted(map(str, result.findings)))


# Clusters in which most is well, and something is not


def disturbed(seed: int) -> Element:
    """A cluster in which all runs, and then a few things at random."""
    chance = random.Random(seed)
    root = _root(standby=chance.choice((0, 1)))
    for change in chance.choices(_CHANGES, k=chance.randint(1, 5)):
        change(chance, root)
    return root


def _pick(chance: random.Random, root: Element, path: str) -> Element:
    return chance.choice(root.findall(path))


def _add(root: Element, tag: str, attributes: dict[str, str]) -> None:
    constraints = root.find("configuration/constraints")
    assert constraints is not None
    E(constraints, tag, {"id": f"x{len(constraints)}", **attributes})


def _order(chance: random.Random, root: Element) -> None:
    first, then = chance.sample(root.findall("configuration/resources/*"), 2)
    found = {"first": first.get("id", ""), "then": then.get("id", "")}
    found["kind"] = chance.choice(("Mandatory", "Mandatory", "Optional", "Serialize"))
    if found["kind"] != "Serialize":
        found["symmetrical"] = chance.choice(("true", "false"))
    if chance.random() < 0.3:
        found["first-action"] = chance.choice(("stop", "start", "promote"))
    _add(root, "rsc_order", found)


def _colocate(chance: random.Random, root: Element) -> None:
    first, then = chance.sample(root.findall("configuration/resources/*"), 2)
    score = chance.choice(("INFINITY", "-INFINITY", "100", "-100"))
    found = {"rsc": first.get("id", ""), "with-rsc": then.get("id", ""), "score": score}
    _add(root, "rsc_colocation", found)


def _locate(chance: random.Random, root: Element) -> None:
    resource = _pick(chance, root, "configuration/resources/*").get("id", "")
    score = chance.choice(("INFINITY", "-INFINITY", "1000"))
    node = f"node{chance.randint(1, 4)}"
    _add(root, "rsc_location", {"rsc": resource, "node": node, "score": score})


def _meta(chance: random.Random, root: Element) -> None:
    resource = _pick(chance, root, "configuration/resources//*[operations]")
    if chance.random() < 0.5:
        resource = _pick(chance, root, "configuration/resources/*")
    name, value = chance.choice(
        (
            ("target-role", "Stopped"),
            ("is-managed", "false"),
            ("maintenance", "true"),
            ("notify", "true"),
            ("ordered", "true"),
            ("globally-unique", "true"),
            ("promotable", "true"),
            ("clone-max", "2"),
            ("allow-migrate", "true"),
            ("critical", "false"),
            ("migration-threshold", "1"),
        )
    )
    block = etree.Element("meta_attributes", id=f"m-{resource.get('id')}")
    E(block, "nvpair", id=f"m-{resource.get('id')}-{name}", name=name, value=value)
    resource.insert(0, block)


def _operation(chance: random.Random, root: Element) -> None:
    operation = _pick(chance, root, "configuration/resources//op[@name='monitor']")
    name, value = chance.choice(
        (("role", "Stopped"), ("interval", "20s"), ("enabled", "false"), ("on-fail", "block"))
    )
    operation.set(name, value)


def _parameter(chance: random.Random, root: Element) -> None:
    _pick(chance, root, "configuration/resources//instance_attributes/nvpair").set("value", "new")


def _forget(chance: random.Random, root: Element) -> None:
    entry = _pick(chance, root, "status//lrm_resource")
    parent = entry.getparent()
    assert parent is not None
    parent.remove(entry)


def _fail(chance: random.Random, root: Element) -> None:
    operation = _pick(chance, root, "status//lrm_rsc_op")
    operation.set("rc-code", chance.choice(("0", "1", "5", "7")))


def _node(chance: random.Random, root: Element) -> None:
    node = _pick(chance, root, "configuration/nodes/node")
    block = E(node, "instance_attributes", id=f"y-{node.get('id')}")
    name = chance.choice(("standby", "maintenance"))
    E(block, "nvpair", id=f"y-{node.get('id')}-{name}", name=name, value="on")


def _leave(chance: random.Random, root: Element) -> None:
    state = _pick(chance, root, "status/node_state")
    name, value = chance.choice((("crmd", "offline"), ("join", "down"), ("in_ccm", "false")))
    state.set(name, value)


_CHANGES: tuple[Callable[[random.Random, Element], None], ...] = (
    _order,
    _order,
    _colocate,
    _colocate,
    _locate,
    _meta,
    _meta,
    _operation,
    _parameter,
    _forget,
    _fail,
    _node,
    _leave,
)
