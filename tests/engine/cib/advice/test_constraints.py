"""Advice on constraints: those that cannot be met, and those that are not what they seem."""

import pytest

from engine.cib.finding import Finding
from tests.engine.cib.advice.conftest import Ask, clone, group, primitive


def coloc(id_: str, rsc: str, other: str, score: str = "INFINITY", extra: str = "") -> str:
    return f'<rsc_colocation id="{id_}" rsc="{rsc}" with-rsc="{other}" score="{score}" {extra}/>'


def order(id_: str, first: str, then: str, extra: str = "") -> str:
    return f'<rsc_order id="{id_}" first="{first}" then="{then}" {extra}/>'


def loc(id_: str, rsc: str, node: str, score: str = "INFINITY", extra: str = "") -> str:
    return f'<rsc_location id="{id_}" rsc="{rsc}" node="{node}" score="{score}" {extra}/>'


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def only(found: list[Finding], code: str) -> Finding:
    assert codes(found) == [code]
    assert found[0].message
    return found[0]


SOUND = {
    "a follows b": coloc("c", "a", "b") + order("o", "b", "a"),
    "apart from each other": coloc("c", "a", "b", "-INFINITY"),
    "a wish and its opposite": coloc("c", "a", "b", "50") + coloc("d", "a", "b", "-60"),
    "together by rack, apart by node": coloc("c", "a", "b", extra='node-attribute="rack"')
    + coloc("d", "a", "b", "-INFINITY"),
    "both ways, once only advised": order("o", "a", "b") + order("p", "b", "a", 'kind="Optional"'),
    "one after another at start, other way at stop": order("o", "a", "b", 'symmetrical="false"')
    + order("p", "b", "a", 'first-action="stop" then-action="stop" symmetrical="false"'),
    "ranked nodes": loc("l", "a", "n1") + loc("m", "a", "n2", "100"),
    "away from one node": loc("l", "a", "n1", "-INFINITY"),
    "others depend on a member": coloc("c", "a", "m2") + order("o", "m2", "a"),
    "two with one clone, apart from each other": coloc("c", "a", "k")
    + coloc("d", "b", "k")
    + coloc("e", "a", "b", "-INFINITY"),
    "a rule that only the running cluster can judge": """<rsc_location id="l" rsc="a">
        <rule id="r" score="-INFINITY" boolean-op="or"><expression id="e" attribute="pingd"
        operation="not_defined"/></rule></rsc_location>""",
    "a ban for a while": """<rsc_location id="l" rsc="a"><rule id="r" score="-INFINITY">
        <date_expression id="d" operation="lt" end="2030-01-01"/></rule></rsc_location>""",
    "a move that ends by itself": """<rsc_location id="cli-prefer-a" rsc="a"><rule id="r"
        score="INFINITY"><expression id="e" attribute="#uname" operation="eq" value="n1"/>
        <date_expression id="d" operation="lt" end="2030-01-01"/></rule></rsc_location>""",
    "one of several will do": """<rsc_order id="o"><resource_set id="s" sequential="false"
        require-all="false"><resource_ref id="a"/><resource_ref id="off"/></resource_set>
        <resource_set id="t"><resource_ref id="b"/></resource_set></rsc_order>""",
    "the promoted one of a promotable clone": coloc("c", "a", "p", extra='with-rsc-role="Promoted"')
    + order("o", "p", "a", 'first-action="promote" then-action="start"'),
}
RESOURCES = (
    group("g", "m1", "m2")
    + clone("k", "k1", interleave="true")
    + clone("p", "p1", promotable="true")
    + primitive("off", target__role="Stopped")
)


@pytest.mark.parametrize("constraints", SOUND.values(), ids=SOUND.keys())
def test_what_is_sound_needs_no_advice(ask: Ask, constraints: str):
    assert ask(constraints, RESOURCES) == []


def test_orders_in_a_circle(ask: Ask):
    circle = order("o1", "a", "b") + order("o2", "b", "c") + order("o3", "c", "a")
    found = only(ask(circle), "order-cycle")
    assert set(found.facts["constraints"].split(", ")) == {"o1", "o2", "o3"}
    assert set(found.facts["resources"].split(", ")) == {"a", "b", "c"}


def test_a_circle_closes_through_a_group(ask: Ask):
    found = ask(order("o1", "m2", "a") + order("o2", "a", "m1"), RESOURCES)
    assert codes(found) == ["order-cycle", "member-constrained"]
    assert found[0].facts["constraints"] in {"o1, o2", "o2, o1"}


def test_a_circle_closes_through_promotion(ask: Ask):
    waits = order("o1", "a", "p", 'first-action="start" then-action="start"')
    needs = order("o2", "p", "a", 'first-action="promote" then-action="start"')
    assert only(ask(waits + needs, RESOURCES), "order-cycle").subject in {"o1", "o2"}


def test_a_circle_in_resource_sets(ask: Ask):
    sets = """<rsc_order id="o1"><resource_set id="s"><resource_ref id="a"/>
        <resource_ref id="b"/></resource_set></rsc_order>"""
    assert only(ask(sets + order("o2", "b", "a")), "order-cycle")


@pytest.mark.parametrize(
    ("constraints", "chain"),
    [
        (coloc("x", "a", "b", "-INFINITY") + coloc("c", "a", "b"), "c"),
        (coloc("x", "a", "b", "-INFINITY") + coloc("c", "b", "a"), "c"),
        (
            coloc("x", "a", "c", "-INFINITY") + coloc("c1", "a", "b") + coloc("c2", "b", "c"),
            "c1, c2",
        ),
        (coloc("x", "a", "m1", "-INFINITY") + coloc("c", "a", "m2"), "c"),
        (coloc("x", "a", "k", "-INFINITY") + coloc("c", "a", "k"), "c"),
        (
            coloc("x", "a", "b", "-INFINITY", 'node-attribute="rack"') + coloc("c", "a", "b"),
            "c",
        ),
        (
            coloc("x", "a", "b", "-INFINITY")
            + coloc("c1", "a", "p", extra='with-rsc-role="Promoted"')
            + coloc("c2", "b", "p", extra='with-rsc-role="Promoted"'),
            "c1, c2",
        ),
    ],
)
def test_together_and_apart(ask: Ask, constraints: str, chain: str):
    found = only(ask(constraints, RESOURCES), "together-and-apart")
    assert (found.subject, found.facts["together"]) == ("x", chain)


def test_members_of_one_group_cannot_be_apart(ask: Ask):
    found = ask(coloc("x", "m1", "m2", "-INFINITY"), RESOURCES)
    assert codes(found) == ["together-and-apart", "member-constrained"]
    assert found[0].facts["together"] == ""


def test_always_and_never(ask: Ask):
    found = ask(loc("likes", "a", "n1") + loc("bans", "a", "N1", "-INFINITY"))
    assert found[0].code == "always-and-never"
    assert found[0].facts["likes"] == "likes"
    assert found[0].facts["bans"] == "bans"


def test_banned_from_every_node(ask: Ask):
    bans = "".join(loc(f"l{n}", "a", f"n{n}", "-INFINITY") for n in (1, 2, 3))
    found = only(ask(bans), "runs-nowhere")
    assert (found.subject, found.facts["why"]) == ("a", "banned")


def test_a_rule_that_bans_every_node(ask: Ask):
    rule = """<rsc_location id="l" rsc="a"><rule id="r" score="-INFINITY"><expression id="e"
        attribute="#uname" operation="ne" value="n9"/></rule></rsc_location>"""
    assert only(ask(rule), "runs-nowhere").facts["constraints"] == "l"


def test_exclusive_to_a_node_that_does_not_exist(ask: Ask):
    found = ask(loc("l", "a", "n9", "5", 'resource-discovery="exclusive"'))
    assert codes(found) == ["unknown-node", "runs-nowhere"]
    assert found[1].facts["why"] == "exclusive"


def test_no_node_for_both(ask: Ask):
    apart = loc("l1", "a", "n1", "-INFINITY") + loc("l2", "a", "n2", "-INFINITY")
    found = ask(apart + loc("l3", "b", "n3", "-INFINITY") + coloc("c", "a", "b"))
    assert codes(found) == ["together-nowhere", "single-node"]
    assert (found[0].subject, found[0].facts["other"]) == ("c", "b")


def test_no_node_for_what_depends_through_another(ask: Ask):
    apart = loc("l1", "a", "n1", "-INFINITY") + loc("l2", "a", "n2", "-INFINITY")
    chain = coloc("c1", "a", "b") + coloc("c2", "b", "c")
    found = ask(apart + loc("l3", "c", "n3", "-INFINITY") + chain)
    assert found[0].code == "together-nowhere"
    assert found[0].subject == "c1"


def test_roles_that_are_never_taken(ask: Ask):
    found = ask(
        coloc("c", "a", "k", extra='with-rsc-role="Promoted"')
        + order("o", "k", "b", 'first-action="promote" then-action="start"'),
        RESOURCES,
    )
    assert [(each.code, each.subject, each.facts["resource"]) for each in found] == [
        ("role-never-taken", "c", "k"),
        ("role-never-taken", "o", "k"),
    ]


@pytest.mark.parametrize("constraint", [coloc("c", "a", "off"), order("c", "off", "a")])
def test_what_is_needed_is_switched_off(ask: Ask, constraint: str):
    found = only(ask(constraint, RESOURCES), "needs-stopped")
    assert (found.facts["resource"], found.facts["other"]) == ("a", "off")


def test_placed_against_the_order(ask: Ask):
    found = only(ask(coloc("c", "a", "b") + order("o", "a", "b")), "placed-against-order")
    assert dict(found.facts) == {"first": "a", "then": "b", "colocation": "c"}


def test_names_that_do_not_exist(ask: Ask):
    found = ask(coloc("c", "a", "ghost") + loc("l", "a", "n9", "5"))
    assert [(each.code, each.subject) for each in found] == [
        ("unknown-resource", "c"),
        ("unknown-node", "l"),
    ]


def test_leftovers_of_crm_resource(ask: Ask):
    found = ask(loc("cli-prefer-a", "a", "n1") + loc("cli-ban-b-on-n2", "b", "n2", "-INFINITY"))
    assert [(each.code, each.facts["resource"], each.facts["node"]) for each in found] == [
        ("leftover-prefer", "a", "n1"),
        ("leftover-ban", "b", "n2"),
    ]


@pytest.mark.parametrize(
    "constraint",
    [loc("x", "m1", "n1", "5"), coloc("x", "m1", "a", "5"), order("x", "a", "m1")],
)
def test_a_member_constrained_on_its_own(ask: Ask, constraint: str):
    found = only(ask(constraint, RESOURCES), "member-constrained")
    assert (found.facts["resource"], found.facts["group"]) == ("m1", "g")


def test_infinity_is_not_only(ask: Ask):
    found = only(ask(loc("l", "a", "n1")), "infinity-is-not-only")
    assert (found.subject, found.facts["node"]) == ("l", "n1")


def test_the_same_twice(ask: Ask):
    rule = """<rsc_location id="l{0}" rsc="c"><rule id="r{0}" score="5"><expression id="e{0}"
        attribute="rack" operation="eq" value="1"/></rule></rsc_location>"""
    found = ask(
        coloc("c1", "a", "b", "5") + coloc("c2", "a", "b", "5") + rule.format(1) + rule.format(2)
    )
    assert [(each.code, each.subject, each.facts["other"]) for each in found] == [
        ("duplicate-constraint", "c2", "c1"),
        ("duplicate-constraint", "l2", "l1"),
    ]


def test_a_clone_that_waits_for_all_instances_of_another(ask: Ask):
    found = only(ask(order("o", "k", "late"), RESOURCES + clone("late", "l1")), "not-interleaved")
    assert (found.subject, found.facts["first"]) == ("late", "k")
