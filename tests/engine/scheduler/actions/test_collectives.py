"""Collectives beside crm_simulate: every mixture of their options, started, running and leaving."""

from itertools import product

import pytest

from tests.engine.scheduler.cibs import cib, clone, done, group, primitive
from tests.scheduler.facts import FEATURES
from tests.scheduler.fuzz import try_content

pytestmark = pytest.mark.tools
TRUTH = ("true", "false")


def _agrees(text: str) -> None:
    verdict = try_content(text.encode(), "test")
    assert verdict is not None
    assert not verdict.summary(FEATURES)


@pytest.mark.parametrize(("ordered", "interleave", "notify"), list(product(TRUTH, repeat=3)))
@pytest.mark.parametrize("cloned", ["primitive", "group", "promotable"])
def test_a_chain_of_clones_is_moved_as_crm_simulate_does(
    cloned: str, ordered: str, interleave: str, notify: str
) -> None:
    meta = {"ordered": ordered, "interleave": interleave, "notify": notify}
    kind = "Dummy"
    names = ["p", "q"]
    if cloned == "promotable":
        kind = "Stateful"
        meta["promotable"] = "true"
    inner = primitive("p", kind=kind)
    if cloned == "group":
        inner = group("g", "p", "p2")
        names.append("p2")
    resources = clone("c", inner, **meta) + clone("d", primitive("q"), interleave=interleave)
    order = '<rsc_order id="o" first="c" then="d"/>'
    task = "promote" if cloned == "promotable" else "start"
    history = [done("p", "n1", task, kind=kind), done("p", "n2", "start", kind=kind)]
    history += [done(name, node, "start") for name in names[1:] for node in ("n1", "n2", "n3")]
    _agrees(cib(resources, constraints=order, nodes=3))
    _agrees(cib(resources, constraints=order, nodes=3, history=history))
    _agrees(cib(resources, constraints=order, nodes=3, history=history, standby=["n1"]))
