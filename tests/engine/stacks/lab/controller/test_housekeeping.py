"""What the cluster itself keeps in the configuration."""

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration
from engine.stacks.lab.controller.housekeeping import Housekeeping
from engine.stacks.lab.controller.objections import objection
from tests.engine.stacks.lab.controller.dc import Dc, example

IDS = {"node1": "1", "node2": "2", "node9": "9"}
EMPTY = "<cib><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>"


def kept(cib: Cib, *, auto_failback: bool = True) -> Cib:
    made = Housekeeping(IDS, auto_failback=auto_failback).make(cib)
    assert isinstance(made, Cib)
    return made


def stickiness(cib: Cib) -> str | None:
    return Configuration.of(cib).rsc_defaults.get("resource-stickiness")


@pytest.mark.parametrize("cib", [Cib.parse(EMPTY), example()], ids=["empty", "example"])
def test_nodes_are_added_and_properties_set_once_for_all(cib: Cib) -> None:
    house = Housekeeping(IDS)
    assert house.needed(cib)
    made = kept(cib)
    assert objection(cib, made) is None
    names = [node.uname for node in Configuration.of(made).nodes]
    assert set(IDS) <= set(names)
    assert len(names) == len(set(names))
    assert Configuration.of(made).properties["cluster-infrastructure"] == "lab"
    assert not house.needed(made)
    assert house.make(made) is made


def test_without_failback_resources_stay_where_they_are() -> None:
    assert stickiness(kept(Cib.parse(EMPTY))) is None
    assert stickiness(kept(Cib.parse(EMPTY), auto_failback=False)) == "INFINITY"


def test_a_stickiness_of_its_own_is_left_alone() -> None:
    assert stickiness(kept(example(), auto_failback=False)) == "100"


def test_whoever_removes_the_stickiness_later_is_not_overruled() -> None:
    made = kept(Cib.parse(EMPTY), auto_failback=False)
    configuration = made.section("configuration")
    defaults = made.section("rsc_defaults")
    assert configuration is not None
    assert defaults is not None
    configuration.remove(defaults)
    assert stickiness(kept(made, auto_failback=False)) is None


def test_it_goes_through_like_any_other_change() -> None:
    dc = Dc()
    dc.take(dc.proposals.add(Housekeeping(IDS), dc.now))
    dc.agree()
    assert dc.cib.root.find("configuration/nodes/node[@uname='node9']") is not None
    assert dc.cib.root.get("update-user") == "hacluster"
