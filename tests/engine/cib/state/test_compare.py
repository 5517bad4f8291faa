"""What changed from one state to another is named, and nothing else."""

from engine.cib.patch import Touched
from engine.cib.state.compare import StateDiff, diff_states
from engine.cib.state.derive import Derivation
from tests.engine.cib.state.small import cib, history, node_state, operation, primitive

TWO = primitive("web") + primitive("mail")


def test_equal_states_of_different_readings_do_not_differ() -> None:
    document = cib(TWO, node_state(1, history("web", operation("web", "start"))))
    assert not diff_states(Derivation(document).state, Derivation(document.copy()).state)


def test_a_start_changes_the_resource_and_its_node_alone() -> None:
    document = cib(TWO, node_state(1, history("web", operation("web", "monitor", rc=7))), nodes=3)
    derivation = Derivation(document)
    before = derivation.state
    entry = next(document.root.iter("lrm_rsc_op"))
    entry.set("rc-code", "0")
    pair = frozenset({("1", "web")})
    after = derivation.update(Touched(nodes=frozenset({"1"}), resources=pair))
    changes = diff_states(before, after)
    assert (changes.nodes, changes.instances) == ({"node1"}, {"web"})
    assert not changes.cluster
    assert after.instances["mail"] is before.instances["mail"]
    assert after.nodes["node2"] is before.nodes["node2"]


def test_what_appears_and_what_goes_is_named() -> None:
    one, other = Derivation(cib(primitive("web"))).state, Derivation(cib(primitive("mail"))).state
    assert diff_states(one, other).instances == {"web", "mail"}
    fewer = Derivation(cib(primitive("web"), nodes=1)).state
    assert diff_states(one, fewer).nodes == {"node2"}


def test_quorum_and_dc_are_facts_of_the_cluster() -> None:
    with_quorum = Derivation(cib(TWO, node_state(1))).state
    without = Derivation(cib(TWO, node_state(1), quorum="0")).state
    assert diff_states(with_quorum, without) == StateDiff(cluster=True)
