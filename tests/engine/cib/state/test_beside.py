"""Another configuration over the same status, and configurations that change, as seen anew."""

import copy
import random
from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Touched, apply, make
from engine.cib.state import derive
from engine.cib.state.derive import Derivation
from engine.cib.state.plan import Plan, compile_plan
from engine.cib.xml import Element
from tests.bench.workload import workload
from tests.engine.cib.state.edits import NOW, edit, reconfigure

STEPS = 5


def test_random_configuration_patches_give_what_a_fresh_derivation_gives(
    sample: Mapping[str, bytes], seed: int
) -> None:
    chooser = random.Random(seed)
    for name in list(sample)[::3]:
        cib = Cib.parse(sample[name])
        derivation = Derivation(cib, now=NOW)
        for step in range(STEPS):
            after = cib.copy()
            reconfigure(after, chooser)
            if step % 2:
                edit(after, chooser)
            _raise(cib, after)
            state = derivation.update(apply(cib, make(cib, after)))
            assert state == Derivation(Cib.parse(cib.text()), now=NOW).state, f"{name}, {step}"


def test_a_draft_beside_the_live_status_is_what_one_document_of_both_would_be(
    sample: Mapping[str, bytes], seed: int
) -> None:
    chooser = random.Random(seed)
    for name in list(sample)[1::3]:
        cib = Cib.parse(sample[name])
        live = Derivation(cib, now=NOW)
        plan = _only_configuration(cib)
        reconfigure(plan, chooser)
        draft = live.beside(plan)
        assert draft.state == _anew(cib, plan), name
        for step in range(STEPS):
            after = cib.copy()
            edit(after, chooser)
            _raise(cib, after)
            touched = apply(cib, make(cib, after))
            _mirror(cib, plan)
            assert live.update(touched) == Derivation(cib, now=NOW).state, f"{name}, {step}"
            assert draft.update(touched) == _anew(cib, plan), f"{name}, {step}"
            reconfigure(plan, chooser)
            assert draft.update(Touched(configuration=True)) == _anew(cib, plan), f"{name}, {step}"


def _only_configuration(cib: Cib) -> Cib:
    plan = cib.copy()
    status = plan.section("status")
    if status is not None:
        plan.root.remove(status)
    return plan


def _mirror(cib: Cib, plan: Cib) -> None:
    plan.root.attrib.clear()
    for name, value in cib.root.attrib.items():
        plan.root.set(name, value)


def _anew(cib: Cib, plan: Cib) -> object:
    whole = plan.copy()
    status = cib.section("status")
    if status is not None:
        whole.root.append(copy.deepcopy(status))
    _mirror(cib, whole)
    return Derivation(whole, now=NOW).state


def _raise(cib: Cib, after: Cib) -> None:
    after.version = cib.version._replace(num_updates=cib.version.num_updates + 1)


def test_a_resource_configured_anew_is_compiled_alone(
    scheduler_cases: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[object] = []

    def counted(root: Element, now: float | None) -> Plan:
        compiled.append(root)
        return compile_plan(root, now)

    monkeypatch.setattr(derive, "compile_plan", counted)
    cib = Cib.parse(scheduler_cases["group1"])
    derivation = Derivation(cib, now=NOW)
    group = cib.root.find(".//group")
    assert group is not None
    block = etree.SubElement(group, "meta_attributes", {"id": "new"})
    pair = etree.SubElement(block, "nvpair", {"id": "p", "name": "is-managed", "value": "false"})
    compiled.clear()
    state = derivation.update(Touched(configuration=True))
    assert not any(instance.managed for instance in state.instances.values())
    assert not compiled
    assert state == Derivation(cib, now=NOW).state
    pair.set("name", "remote-node")
    compiled.clear()
    assert derivation.update(Touched(configuration=True)) == Derivation(cib, now=NOW).state
    assert len(compiled) == 2, "what may concern other resources is compiled with all of them"


def _join_a_group(root: Element) -> None:
    group, primitive = root.find(".//resources/group"), root.find(".//resources/primitive")
    assert group is not None
    assert primitive is not None
    group.append(primitive)


def _put_a_node_into_standby(root: Element) -> None:
    node = root.find("configuration/nodes/node")
    assert node is not None
    block = etree.SubElement(node, "instance_attributes", {"id": "new"})
    etree.SubElement(block, "nvpair", {"id": "p", "name": "standby", "value": "on"})


def _reverse_the_resources(root: Element) -> None:
    resources = root.find("configuration/resources")
    assert resources is not None
    resources[:] = list(resources)[::-1]


@pytest.mark.parametrize(
    "change", [_join_a_group, _put_a_node_into_standby, _reverse_the_resources]
)
def test_what_a_change_leaves_alone_is_not_compiled_again(
    change: Callable[[Element], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cib = Cib.parse(workload(3, 20))
    live = Derivation(cib, now=NOW)
    plan = _only_configuration(cib)
    change(plan.root)
    anew = _anew(cib, plan)

    def refused(root: Element, now: float | None) -> Plan:
        raise AssertionError(root, now)

    monkeypatch.setattr(derive, "compile_plan", refused)
    assert live.beside(plan).state == anew
    unchanged = _only_configuration(cib)
    draft = live.beside(unchanged)
    change(unchanged.root)
    assert draft.update(Touched(configuration=True)) == anew
    assert live.update(Touched(configuration=True)) == live.state
