from collections.abc import Mapping

import pytest

from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    ChangeConstraint,
    Edit,
    RemoveConstraint,
    SetSets,
    SetSpec,
    SwapEnds,
)
from tests.engine.cib.edits.small import (
    attributes_of,
    cib,
    clone,
    done,
    group,
    primitive,
    refused,
    tree,
    xml,
)

PROMOTABLE = clone("k", primitive("p"), promotable=True)
TWO_SETS = (
    '<resource_set id="s1" sequential="false"><resource_ref id="a"/><resource_ref id="b"/>'
    '</resource_set><!-- then --><resource_set id="s2"><resource_ref id="c"/></resource_set>'
)


def abc(constraints: str = "", **sections: str):
    return cib("".join(map(primitive, "abc")) + PROMOTABLE, constraints, **sections)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (AddLocation("x", "a", "n1", "50"), {"rsc": "a", "node": "n1", "score": "50"}),
        (
            AddLocation("x", "k", "n1", "-INFINITY", "Promoted", "never"),
            {
                "rsc": "k",
                "role": "Promoted",
                "node": "n1",
                "score": "-INFINITY",
                "resource-discovery": "never",
            },
        ),
        (
            AddColocation("x", "a", "k", "INFINITY", with_role="Promoted"),
            {"rsc": "a", "with-rsc": "k", "with-rsc-role": "Promoted", "score": "INFINITY"},
        ),
        (
            AddOrder("x", "k", "a", "Optional", "promote", "start", symmetrical=False),
            {
                "first": "k",
                "first-action": "promote",
                "then": "a",
                "then-action": "start",
                "kind": "Optional",
                "symmetrical": "false",
            },
        ),
        (
            AddTicket("x", "T", "k", "Promoted", "demote"),
            {"rsc": "k", "rsc-role": "Promoted", "ticket": "T", "loss-policy": "demote"},
        ),
    ],
)
def test_adding(edit: Edit, expected: Mapping[str, str]):
    document = abc('<rsc_location id="first" rsc="b" node="n1" score="1"/>')
    done(document, edit)
    assert tree(document, "constraints") == "first x"
    assert attributes_of(document, "x") == expected


def test_an_old_schema_gets_the_old_names_of_roles():
    document = abc(schema="pacemaker-3.6")
    done(document, AddLocation("x", "k", "n1", "5", "Promoted"))
    assert attributes_of(document, "x")["role"] == "Master"
    done(document, ChangeConstraint("x", {"role": "Unpromoted"}))
    assert attributes_of(document, "x")["role"] == "Slave"
    assert refused(document, ChangeConstraint("x", {"role": "Boss"})) == ["bad-value"]


def test_templates_and_tags_are_ends_too():
    document = cib(
        '<template id="t" class="lsb" type="x"/><primitive id="a" template="t"/>' + primitive("b"),
        tags='<tag id="both"><obj_ref id="a"/><obj_ref id="b"/></tag>',
    )
    done(document, AddColocation("x", "t", "b", "1"), AddLocation("y", "both", "n1", "1"))
    assert attributes_of(document, "x")["rsc"] == "t"
    assert attributes_of(document, "y")["rsc"] == "both"


def test_a_change_touches_only_what_it_names():
    document = abc(
        '<rsc_colocation id="x" rsc="a" odd="1" score="5" with-rsc="b"><!-- why -->'
        "</rsc_colocation>"
    )
    done(document, ChangeConstraint("x", {"score": "INFINITY", "with-rsc": "c"}))
    assert (
        '<rsc_colocation id="x" rsc="a" odd="1" score="INFINITY" with-rsc="c"><!-- why -->'
        "</rsc_colocation>" in document.text()
    )


def test_the_old_spelling_of_an_order_is_replaced():
    document = abc('<rsc_order id="x" first="a" then="b" score="0"/>')
    done(document, ChangeConstraint("x", {"kind": "Mandatory"}))
    assert attributes_of(document, "x") == {"first": "a", "then": "b", "kind": "Mandatory"}


def test_a_role_in_the_old_spelling_stays_until_it_is_changed():
    document = abc('<rsc_colocation id="x" rsc="a" with-rsc="k" with-rsc-role="Master" score="5"/>')
    done(document, ChangeConstraint("x", {"score": "6"}))
    assert attributes_of(document, "x")["with-rsc-role"] == "Master"
    done(document, ChangeConstraint("x", {"with-rsc-role": "Promoted"}))
    assert attributes_of(document, "x")["with-rsc-role"] == "Promoted"


def test_a_node_takes_the_place_of_rules_and_a_pair_that_of_sets():
    rule = '<rule id="r" score="5"><expression id="e" attribute="x" operation="defined"/></rule>'
    document = abc(
        f'<rsc_location id="x" rsc="a">{rule}</rsc_location>'
        f'<rsc_colocation id="y" score="5">{TWO_SETS}</rsc_colocation>'
    )
    assert refused(document, ChangeConstraint("x", {"node": "n1"})) == ["no-score"]
    done(document, ChangeConstraint("x", {"node": "n1", "score": "7"}))
    assert attributes_of(document, "x") == {"rsc": "a", "node": "n1", "score": "7"}
    assert "rule" not in xml(document, "constraints")
    assert refused(document, ChangeConstraint("y", {"rsc": "a"})) == ["ends-and-sets"]
    done(document, ChangeConstraint("y", {"rsc": "a", "with-rsc": "b"}))
    assert attributes_of(document, "y") == {"score": "5", "rsc": "a", "with-rsc": "b"}
    assert tree(document, "constraints") == "x y"


def test_the_score_of_a_location_with_one_rule_is_that_of_the_rule():
    rule = (
        '<rule id="{0}" score-attribute="weight">'
        '<expression id="e{0}" attribute="x" operation="defined"/></rule>'
    )
    document = abc(
        f'<rsc_location id="x" rsc="a">{rule.format("r1")}</rsc_location>'
        f'<rsc_location id="y" rsc="a">{rule.format("r2")}{rule.format("r3")}</rsc_location>'
        '<rsc_location id="z" rsc="b"><rule id-ref="r2"/></rsc_location>'
    )
    done(document, ChangeConstraint("x", {"score": "-INFINITY"}))
    assert attributes_of(document, "r1") == {"score": "-INFINITY"}
    assert attributes_of(document, "x") == {"rsc": "a"}
    assert refused(document, ChangeConstraint("x", {"score": None})) == ["no-score"]
    assert refused(document, ChangeConstraint("y", {"score": "1"})) == ["several-rules"]
    assert refused(document, ChangeConstraint("z", {"score": "1"})) == ["shared-rule"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'rsc_colocation id="x" rsc="a" with-rsc="k" with-rsc-role="Promoted" score="5"',
            {"rsc": "k", "with-rsc": "a", "rsc-role": "Promoted", "score": "5"},
        ),
        ('rsc_order id="x" first="a" then="b"', {"first": "b", "then": "a"}),
        (
            'rsc_order id="x" first="k" first-action="promote" then="a" then-action="start"',
            {"first": "a", "then": "k", "then-action": "promote"},
        ),
        (
            'rsc_order id="x" first="a" then="k" then-action="promote"',
            {"first": "k", "then": "a", "first-action": "promote", "then-action": "start"},
        ),
        (
            'rsc_order id="x" first="a" first-action="stop" then="b"',
            {"first": "b", "then": "a", "first-action": "stop"},
        ),
        (
            'rsc_order id="x" first="k" first-action="demote" then="a" then-action="stop"',
            {"first": "a", "then": "k", "first-action": "stop", "then-action": "demote"},
        ),
    ],
)
def test_swapping_a_pair(before: str, after: Mapping[str, str]):
    document = abc(f"<{before}/>")
    done(document, SwapEnds("x"))
    assert attributes_of(document, "x") == after


def test_swapping_twice_restores_sets_with_the_comments_between():
    document = abc(
        f'<rsc_order id="x">{TWO_SETS}</rsc_order><rsc_colocation id="y" score="1">'
        '<resource_set id="s3"><resource_ref id="b"/><resource_ref id="a"/></resource_set>'
        "</rsc_colocation>"
    )
    before = document.canonical()
    done(document, SwapEnds("x"), SwapEnds("y"))
    assert tree(document, "constraints") == "x(s2(c) s1(a b)) y(s3(a b))"
    assert done(document, SwapEnds("x"), SwapEnds("y")).canonical() == before


def test_sets_in_place_of_a_pair_and_of_sets():
    document = abc(
        '<rsc_colocation id="x" rsc="a" with-rsc="k" with-rsc-role="Promoted" score="5"/>'
    )
    done(
        document,
        SetSets("x", (SetSpec(("a", "b"), sequential=False), SetSpec(("k",), role="Promoted"))),
    )
    assert attributes_of(document, "x") == {"score": "5"}
    assert attributes_of(document, "x-set") == {"sequential": "false"}
    assert attributes_of(document, "x-set-1") == {"role": "Promoted"}
    done(
        document, SetSets("x", (SetSpec(("c",)), SetSpec(("b", "a"), sequential=False, id="x-set")))
    )
    assert tree(document, "constraints") == "x(x-set-2(c) x-set(b a))"


def test_what_a_set_holds_and_is_not_known_stays():
    document = abc(
        '<rsc_order id="x"><resource_set id="s" odd="1"><!-- why --><resource_ref id="a"/>'
        '</resource_set><lifetime odd="2"/></rsc_order>'
    )
    done(document, SetSets("x", (SetSpec(("a", "b"), action="start", id="s"),)))
    text = xml(document, "constraints")
    assert '<resource_set id="s" odd="1" action="start"><!-- why --><resource_ref id="a"/>' in text
    assert '<lifetime odd="2"/>' in text


def test_a_shared_set_goes_to_the_constraint_that_still_needs_it():
    document = abc(
        f'<rsc_colocation id="x" score="5">{TWO_SETS}</rsc_colocation>'
        '<rsc_order id="y"><resource_set id-ref="s1"/></rsc_order>'
        '<rsc_order id="z" kind="Optional"><resource_set id-ref="s1"/></rsc_order>'
    )
    changed = SetSets("y", (SetSpec(("c",), id="s1"),))
    assert refused(document, changed) == ["shared-set"]
    same = SetSets("y", (SetSpec(("a", "b"), sequential=False, id="s1"), SetSpec(("c",))))
    done(document.copy(), same)
    done(document, RemoveConstraint("x"))
    assert tree(document, "constraints") == "y(s1(a b)) z(->s1)"


def test_refusals():
    document = cib(
        group("g", "a", "b") + primitive("c") + primitive("d") + PROMOTABLE,
        '<rsc_location id="l" rsc="c" node="n1" score="1"/>'
        '<rsc_colocation id="x" rsc="c" with-rsc="d" score="1"/>'
        '<rsc_order id="o" first="c" then="d"/>'
        '<rsc_order id="free"><resource_set id="s" sequential="false"><resource_ref id="c"/>'
        '<resource_ref id="d"/></resource_set></rsc_order>'
        '<rsc_ticket id="t" rsc="c" ticket="T"/>',
    )
    cases: list[tuple[Edit, list[str]]] = [
        (AddLocation("l", "d", "n1", "1"), ["id-taken"]),
        (AddLocation("n", "nope", "n1", "1"), ["no-such-resource"]),
        (AddLocation("n", "d", "n1", "a lot"), ["bad-score"]),
        (AddLocation("n", "d", "n1", "1e3"), ["bad-score"]),
        (AddLocation("n", "d", "n1"), ["no-score"]),
        (AddLocation("n", "d"), ["no-place"]),
        (AddLocation("n", "d", "n1", "1", "Promoted"), ["not-promotable"]),
        (AddLocation("n", "c", "n1", "2"), ["duplicate-constraint"]),
        (AddLocation("n", "c", "n1", "2", "Started"), ["duplicate-constraint"]),
        (AddLocation("n", "c", "n2", "2"), []),
        (AddColocation("n", "c"), ["missing-end"]),
        (AddColocation("n", "c", "c", "1"), ["same-resource"]),
        (AddColocation("n", "a", "g", "1"), ["inside-itself"]),
        (AddColocation("n", "k", "p", "1"), ["inside-itself"]),
        (AddColocation("n", "c", "d", "-INFINITY"), ["duplicate-constraint"]),
        (AddColocation("n", "d", "c", "1"), []),
        (AddColocation("n", "a", "b", "1"), []),
        (AddColocation("n", "c", sets=(SetSpec(("d",)),)), ["ends-and-sets"]),
        (AddColocation("n", sets=(SetSpec(()),)), ["empty-set"]),
        (AddColocation("n", sets=(SetSpec(("c", "c")),)), ["named-twice"]),
        (AddColocation("n", sets=(SetSpec(("c",), role="Promoted"),)), ["not-promotable"]),
        (AddOrder("n", "c", "d", "Maybe"), ["bad-value", "duplicate-constraint"]),
        (AddOrder("n", "c", "k", then_action="promote"), []),
        (AddOrder("n", "k", "c", first_action="promote"), ["not-promotable"]),
        (AddTicket("n", "", "d"), ["bad-value"]),
        (AddTicket("n", "T", "c"), ["duplicate-constraint"]),
        (ChangeConstraint("nope", {"score": "1"}), ["no-such-constraint"]),
        (ChangeConstraint("o", {"node": "n1"}), ["no-such-attribute"]),
        (ChangeConstraint("x", {"with-rsc": None}), ["missing-end"]),
        (ChangeConstraint("x", {"with-rsc": "c"}), ["same-resource"]),
        (ChangeConstraint("l", {"score": None}), ["no-score"]),
        (SwapEnds("l"), ["nothing-to-swap"]),
        (SwapEnds("free"), ["nothing-to-swap"]),
        (SetSets("free", ()), ["empty-set"]),
        (SetSets("o", (SetSpec(("c",), id="x"),)), ["id-taken"]),
        (RemoveConstraint("nope"), ["no-such-constraint"]),
    ]
    for edit, codes in cases:
        assert refused(document.copy(), edit) == codes, edit


@pytest.mark.parametrize(
    ("schema", "edit", "name"),
    [
        ("pacemaker-2.1", ChangeConstraint("l", {"resource-discovery": "never"}), "discovery"),
        ("pacemaker-3.5", ChangeConstraint("x", {"influence": "true"}), "influence"),
        ("pacemaker-2.10", AddOrder("n", sets=(SetSpec(("a",), kind="Optional"),)), "kind"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(schema: str, edit: Edit, name: str):
    constraints = (
        '<rsc_location id="l" rsc="a" node="n1" score="1"/>'
        '<rsc_colocation id="x" rsc="a" with-rsc="b" score="1"/>'
    )
    assert refused(abc(constraints, schema=schema), edit) == ["schema-too-old"]
    assert refused(abc(constraints, schema="pacemaker-3.9"), edit) == []
