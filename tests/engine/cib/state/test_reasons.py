"""Why something does not run: each certain reason, named once, and nothing that is not certain."""

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.reason import RSC_DEFAULTS, Code, Reason
from engine.cib.state.reasons import decisive, why_stopped
from engine.cib.views import Configuration
from tests.engine.cib.state.small import (
    cib,
    history,
    meta,
    node_state,
    operation,
    pair,
    primitive,
)

PROBED = operation("web", "monitor", rc=7, expected=7)
BOTH = (node_state(1, history("web", PROBED)), node_state(2, history("web", PROBED)))


def _why(document: Cib, key: str = "web") -> list[Reason]:
    state = Derivation(document).state
    return list(why_stopped(Configuration.of(document), state, state.instances[key]))


def _codes(document: Cib, key: str = "web") -> list[Code]:
    return [reason.code for reason in _why(document, key)]


def test_what_runs_needs_no_reason() -> None:
    running = node_state(1, history("web", operation("web", "start")))
    assert _why(cib(primitive("web", meta(target_role="Stopped")), running)) == []


def test_nothing_is_claimed_where_nothing_is_certain() -> None:
    assert _why(cib(primitive("web"), *BOTH)) == []


def test_target_role_says_whose_it_is() -> None:
    stop = meta(target_role="Stopped")
    own = cib(primitive("web", stop), *BOTH)
    group = cib(f'<group id="all">{stop}{primitive("web")}</group>', *BOTH)
    defaults = cib(primitive("web"), *BOTH, defaults=stop)
    template = cib(
        f'<template id="base" class="ocf" provider="pacemaker" type="Dummy">{stop}</template>'
        '<primitive id="web" template="base"/>',
        *BOTH,
    )
    owners = [_why(document)[0].owner for document in (own, group, template, defaults)]
    assert owners == ["web", "all", "base", RSC_DEFAULTS]


def test_a_reached_threshold_is_named_with_node_and_count() -> None:
    counted = node_state(
        1, history("web", PROBED), attributes=pair("fail-count-web#start_0", "INFINITY")
    )
    below = node_state(
        2, history("web", PROBED), attributes=pair("fail-count-web#monitor_10000", "2")
    )
    document = cib(primitive("web", meta(migration_threshold="3")), counted, below)
    assert [(r.code, r.node, r.count, r.threshold) for r in _why(document)] == [
        (Code.FAILED_TOO_OFTEN, "node1", 1_000_000, 3)
    ]


def test_a_failed_stop_without_fencing_blocks_and_names_the_failure() -> None:
    failed = operation("web", "stop", rc=1, call=3, extra='exit-reason="it hangs"')
    document = cib(primitive("web"), node_state(1, history("web", failed)), node_state(2))
    state = Derivation(document).state
    instance = state.instances["web"]
    assert (instance.blocked, instance.failed, instance.nodes) == (True, True, ("node1",))
    assert state.failures[0].operation.exit_reason == "it hangs"


def test_no_quorum_holds_starts_back_unless_ignored() -> None:
    assert _codes(cib(primitive("web"), *BOTH, quorum="0")) == [Code.NO_QUORUM]
    ignored = cib(primitive("web"), *BOTH, quorum="0", properties={"no-quorum-policy": "ignore"})
    assert _codes(ignored) == []
    unneeded = cib(primitive("web", meta(requires="nothing")), *BOTH, quorum="0")
    assert _codes(unneeded) == []


def test_all_nodes_out_of_service_is_said_once_and_node_by_node() -> None:
    document = cib(
        primitive("web"),
        node_state(1, attributes=pair("standby", "on")),
        node_state(2, in_ccm="false", crmd="offline", join="down", expected="down"),
    )
    assert [(r.code, r.node, r.value) for r in _why(document)] == [
        (Code.NO_NODE, None, None),
        (Code.NODE_UNAVAILABLE, "node1", "standby"),
        (Code.NODE_UNAVAILABLE, "node2", "offline"),
    ]


def test_a_ban_names_its_constraint_and_a_mere_preference_is_no_reason() -> None:
    document = cib(
        primitive("web"),
        *BOTH,
        constraints='<rsc_location id="never" rsc="web" node="node1" score="-INFINITY"/>'
        '<rsc_location id="rather" rsc="web" node="node2" score="-50"/>',
    )
    (reason,) = _why(document)
    assert (reason.code, reason.node) == (Code.BANNED, "node1")
    assert reason.constraint is not None
    assert reason.constraint.id == "never"


def test_unmanaged_and_maintenance_say_where_they_are_set() -> None:
    unmanaged = cib(f'<group id="all">{meta(is_managed="false")}{primitive("web")}</group>', *BOTH)
    assert [(r.code, r.owner) for r in _why(unmanaged)] == [(Code.UNMANAGED, "all")]
    resource = cib(primitive("web", meta(maintenance="true")), *BOTH)
    assert [(r.code, r.owner) for r in _why(resource)] == [(Code.MAINTENANCE, "web")]
    cluster = cib(primitive("web"), *BOTH, properties={"maintenance-mode": "true"})
    assert _codes(cluster) == [Code.MAINTENANCE_MODE]


def test_without_a_fencing_device_nothing_starts() -> None:
    document = cib(primitive("web"), *BOTH, properties={"stonith-enabled": "true"})
    assert _codes(document) == [Code.NO_FENCING_DEVICE]


def test_an_unclean_node_is_waited_for_by_what_requires_fencing() -> None:
    device = '<primitive id="power" class="stonith" type="external/ssh"/>'
    lost = node_state(2, in_ccm="false", crmd="offline")
    properties = {"stonith-enabled": "true"}
    document = cib(device + primitive("web"), BOTH[0], lost, properties=properties)
    assert [(r.code, r.node) for r in _why(document)][:1] == [(Code.WAITS_FOR_FENCING, "node2")]
    loose = cib(
        device + primitive("web", meta(requires="quorum")), BOTH[0], lost, properties=properties
    )
    assert _codes(loose) == [Code.NODE_UNAVAILABLE]


def test_what_has_to_be_there_first_is_named() -> None:
    two = primitive("base") + primitive("web")
    order = '<rsc_order id="o" first="base" then="web"/>'
    together = '<rsc_colocation id="c" rsc="web" with-rsc="base" score="INFINITY"/>'
    loosely = '<rsc_colocation id="c" rsc="web" with-rsc="base" score="500"/>'
    found = _why(cib(two, *BOTH, constraints=order + together))
    assert [(r.code, r.resource) for r in found] == [
        (Code.STARTS_AFTER, "base"),
        (Code.STAYS_WITH, "base"),
    ]
    assert _codes(cib(two, *BOTH, constraints=loosely)) == []
    up = node_state(1, history("base", operation("base", "start")), history("web", PROBED))
    assert _codes(cib(two, up, BOTH[1], constraints=order + together)) == []


def test_a_group_waits_for_the_member_before() -> None:
    document = cib(f'<group id="all">{primitive("base")}{primitive("web")}</group>', *BOTH)
    (reason,) = _why(document)
    assert (reason.code, reason.owner, reason.resource) == (Code.MEMBER_BEFORE, "all", "base")


def test_a_ticket_that_is_not_granted() -> None:
    needs = '<rsc_ticket id="t" rsc="web" ticket="site-a"/>'
    assert [r.value for r in _why(cib(primitive("web"), *BOTH, constraints=needs))] == ["site-a"]
    granted = '<tickets><ticket_state id="site-a" granted="true"/></tickets>'
    assert _codes(cib(primitive("web"), *BOTH, constraints=needs, tickets=granted)) == []


def test_the_last_failure_comes_with_its_words() -> None:
    failed = operation(
        "web", "start", rc=1, call=2, changed=5_000, extra='exit-reason="no licence"'
    )
    stopped = operation("web", "stop", call=3, changed=5_001)
    document = cib(
        primitive("web"),
        node_state(1, history("web", failed, stopped)),
        node_state(2, history("web", PROBED)),
    )
    (reason,) = _why(document)
    assert reason.code is Code.LAST_FAILURE
    assert reason.operation is not None
    assert (reason.node, reason.operation.task, reason.operation.exit_reason) == (
        "node1",
        "start",
        "no licence",
    )


def test_what_is_told_to_stop_needs_no_other_reason() -> None:
    ban = '<rsc_location id="never" rsc="web" node="node1" score="-INFINITY"/>'
    document = cib(primitive("web", meta(target_role="Stopped")), *BOTH, constraints=ban)
    assert _codes(document) == [Code.TARGET_ROLE]


def test_without_quorum_no_node_needs_a_reason_of_its_own() -> None:
    ban = '<rsc_location id="never" rsc="web" node="node1" score="-INFINITY"/>'
    assert _codes(cib(primitive("web"), *BOTH, constraints=ban, quorum="0")) == [Code.NO_QUORUM]


def _by_rule(expression: str, score: str = "-INFINITY") -> list[str | None]:
    rule = f'<rule id="r" score="{score}">{expression}</rule>'
    ban = f'<rsc_location id="never" rsc="web">{rule}</rsc_location>'
    first = node_state(1, history("web", PROBED), attributes=pair("site", "north"))
    return [reason.node for reason in _why(cib(primitive("web"), first, BOTH[1], constraints=ban))]


def test_a_rule_of_one_comparison_bans_where_it_holds() -> None:
    site = '<expression id="e" attribute="site" operation="{}" {}/>'
    assert _by_rule(site.format("eq", 'value="north"')) == ["node1"]
    assert _by_rule(site.format("ne", 'value="north"')) == ["node2"]
    assert _by_rule(site.format("not_defined", "")) == ["node2"]
    name = '<expression id="e" attribute="#uname" operation="eq" value="node2"/>'
    assert _by_rule(name) == ["node2"]
    assert _by_rule(name, score="-50") == []


def test_a_rule_that_takes_more_to_judge_bans_nothing_for_certain() -> None:
    two = '<expression id="{}" attribute="site" operation="eq" value="north"/>'
    assert _by_rule(two.format("a") + two.format("b")) == []
    number = '<expression id="e" attribute="site" operation="lt" value="9" type="number"/>'
    assert _by_rule(number) == []


def test_a_copy_to_spare_is_told_where_the_others_run() -> None:
    copies = meta(clone_max="3")
    document = cib(
        f'<clone id="all">{copies}{primitive("web")}</clone>',
        node_state(1, history("web", operation("web", "start"))),
        node_state(2, history("web", operation("web", "start"))),
    )
    state = Derivation(document).state
    (spare,) = [key for key, item in state.instances.items() if not item.nodes]
    assert [(r.code, r.node) for r in _why(document, spare)] == [
        (Code.COPY_THERE, "node1"),
        (Code.COPY_THERE, "node2"),
    ]


def test_what_rules_out_some_nodes_decides_only_where_none_is_left() -> None:
    ban = '<rsc_location id="{0}" rsc="web" node="{0}" score="-INFINITY"/>'
    one = cib(primitive("web"), *BOTH, constraints=ban.format("node1"))
    both = cib(primitive("web"), *BOTH, constraints=ban.format("node1") + ban.format("node2"))
    assert decisive(_why(one), Derivation(one).state) == ()
    assert [r.node for r in decisive(_why(both), Derivation(both).state)] == ["node1", "node2"]


def test_where_no_node_may_start_anything_they_need_not_be_named() -> None:
    resting = pair("standby", "on")
    document = cib(
        primitive("web"), node_state(1, attributes=resting), node_state(2, attributes=resting)
    )
    assert [r.code for r in decisive(_why(document), Derivation(document).state)] == [Code.NO_NODE]


def test_the_last_failure_is_left_to_the_list_of_failures_where_the_cause_is_known() -> None:
    failed = operation("web", "start", rc=1, call=2, changed=5_000)
    down = history("web", failed, operation("web", "stop", call=3, changed=5_001))
    standby = pair("standby", "on")
    known = cib(primitive("web"), node_state(1, down, attributes=standby))
    assert Code.LAST_FAILURE in _codes(cib(primitive("web"), node_state(1, down), BOTH[1]))
    assert Code.LAST_FAILURE not in _codes(known)
