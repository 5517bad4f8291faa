from collections.abc import Callable

from engine.cib.score import INFINITY
from engine.cib.views import (
    AttributeExpression,
    Colocation,
    Configuration,
    DateExpression,
    Location,
    Order,
    Rule,
    Ticket,
    UnknownExpression,
    constrained,
)

Read = Callable[..., Configuration]


def test_locations(read: Read):
    simple, pattern, ruled = read(
        constraints="""
        <rsc_location id="l1" rsc="a" node="n1" score="-INFINITY" role="Master"/>
        <rsc_location id="l2" rsc-pattern="^web" node="n2" score="lots" resource-discovery="never"/>
        <rsc_location id="l3" rsc="b">
          <rule id="r1" boolean-op="or" score-attribute="weight" role="Slave">
            <expression id="e1" attribute="#uname" operation="eq" value="n1" type="string"/>
            <rule id="r2" score="INFINITY">
              <date_expression id="d1" operation="in_range" start="2026-01-01" end="2026-02-01"/>
              <date_expression id="d2" operation="date_spec">
                <date_spec id="ds" hours="9-16" weekdays="1-5"/></date_expression>
              <date_expression id="d3" operation="in_range" start="2026-01-01">
                <duration id="du" months="3"/></date_expression>
              <moon_expression id="m1" phase="full"/>
            </rule>
          </rule>
        </rsc_location>"""
    ).constraints
    assert isinstance(simple, Location)
    assert (simple.resource, simple.node, simple.score, simple.role) == (
        "a",
        "n1",
        -INFINITY,
        "Promoted",
    )
    assert simple.discovery == "always"
    assert isinstance(pattern, Location)
    assert (pattern.resource, pattern.pattern) == (None, "^web")
    assert (pattern.score, pattern.score_text, pattern.discovery) == (0, "lots", "never")
    assert isinstance(ruled, Location)
    rule = ruled.rules[0]
    assert (rule.boolean_op, rule.score, rule.score_attribute) == ("or", None, "weight")
    assert rule.role == "Unpromoted"
    expression, inner = rule.expressions
    assert expression == AttributeExpression("e1", "#uname", "eq", "n1", "string")
    assert isinstance(inner, Rule)
    assert inner.boolean_op == "and"
    assert inner.score == INFINITY
    assert inner.expressions == (
        DateExpression("d1", "in_range", "2026-01-01", "2026-02-01"),
        DateExpression("d2", "date_spec", spec={"hours": "9-16", "weekdays": "1-5"}),
        DateExpression("d3", "in_range", "2026-01-01", duration={"months": "3"}),
        UnknownExpression("m1", "moon_expression", {"id": "m1", "phase": "full"}),
    )


def test_rules_by_reference(read: Read):
    _, other = read(
        constraints="""
        <rsc_location id="l1" rsc="a"><rule id="r" score="7"><expression id="e" attribute="x"
          operation="defined"/></rule></rsc_location>
        <rsc_location id="l2" rsc="b"><rule id-ref="r"/></rsc_location>"""
    ).constraints
    assert isinstance(other, Location)
    assert (other.rules[0].id, other.rules[0].score, len(other.rules[0].expressions)) == ("r", 7, 1)


def test_a_temporary_location(read: Read):
    (found,) = read(
        constraints="""
        <rsc_location id="cli-prefer-a" rsc="a" node="n1" score="INFINITY"><lifetime>
          <rule id="life"><date_expression id="d" operation="lt" end="2026-03-01"/></rule>
        </lifetime></rsc_location>"""
    ).constraints
    assert isinstance(found, Location)
    assert found.rules == ()
    assert found.lifetime[0].expressions[0] == DateExpression("d", "lt", end="2026-03-01")


def test_colocations(read: Read):
    pair, group = read(
        constraints="""
        <rsc_colocation id="c1" rsc="a" with-rsc="b" score="100" rsc-role="Started"
          with-rsc-role="Promoted" node-attribute="rack" influence="false"/>
        <rsc_colocation id="c2" score="INFINITY">
          <resource_set id="s1" sequential="false" role="Master">
            <resource_ref id="a"/><resource_ref id="b"/></resource_set>
          <resource_set id="s2"><resource_ref id="c"/></resource_set>
        </rsc_colocation>"""
    ).constraints
    assert isinstance(pair, Colocation)
    assert (pair.resource, pair.with_resource, pair.score) == ("a", "b", 100)
    assert (pair.resource_role, pair.with_role) == ("Started", "Promoted")
    assert (pair.node_attribute, pair.influence) == ("rack", False)
    assert constrained(pair) == ("a", "b")
    assert isinstance(group, Colocation)
    assert group.influence is None
    first, second = group.sets
    assert (first.resources, first.sequential, first.role) == (("a", "b"), False, "Promoted")
    assert (second.resources, second.sequential, second.role) == (("c",), True, None)
    assert constrained(group) == ("a", "b", "c")


def test_orders(read: Read):
    plain, old, serial, full = (
        item
        for item in read(
            constraints="""
            <rsc_order id="o1" first="a" then="b"/>
            <rsc_order id="o2" first="a" then="b" score="0" first-action="promote"/>
            <rsc_order id="o3" first="a" then="b" kind="Serialize"/>
            <rsc_order id="o4" kind="Optional" symmetrical="false" require-all="false">
              <resource_set id="s" action="promote" require-all="false"><resource_ref id="a"/>
              </resource_set></rsc_order>"""
        ).constraints
        if isinstance(item, Order)
    )
    assert (plain.first, plain.then, plain.kind) == ("a", "b", "Mandatory")
    assert (plain.first_action, plain.then_action, plain.symmetrical) == ("start", "start", True)
    assert (old.kind, old.first_action, old.then_action) == ("Optional", "promote", "promote")
    assert (serial.kind, serial.symmetrical) == ("Serialize", False)
    assert (full.kind, full.symmetrical, full.require_all) == ("Optional", False, False)
    assert (full.sets[0].action, full.sets[0].require_all) == ("promote", False)


def test_tickets(read: Read):
    (found,) = read(
        constraints='<rsc_ticket id="t" rsc="a" rsc-role="Master" ticket="A" loss-policy="fence"/>'
    ).constraints
    assert found == Ticket("t", "A", "a", "Promoted", "fence")


def test_constraints_are_found_by_what_they_name(read: Read):
    configuration = read(
        constraints='<rsc_location id="l" rsc="a" node="n"/><rsc_order id="o" first="b" then="a"/>'
        "<rsc_unheard_of id='u' rsc='a'/>"
    )
    assert [item.id for item in configuration.constraints_of("a")] == ["l", "o"]
    assert [item.id for item in configuration.constraints_of("b")] == ["o"]
    assert configuration.find("o") in configuration.constraints
