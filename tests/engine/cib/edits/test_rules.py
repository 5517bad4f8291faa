import pytest

from engine.cib.edits.vocabulary import (
    AddLocation,
    AttributeTest,
    DateTest,
    Edit,
    KeptTest,
    RuleSpec,
    SetRules,
)
from tests.engine.cib.edits.small import attributes_of, cib, done, refused, xml

ONLY = RuleSpec((AttributeTest("#uname", "ne", "n1"),), score="-INFINITY")
RULED = (
    '<rsc_location id="x" rsc="a"><rule id="r" score="5" odd="1"><!-- why -->'
    '<expression id="e1" attribute="site" operation="eq" value="x" value-source="literal"/>'
    '<strange id="e2"/></rule><lifetime><rule id-ref="r"/></lifetime></rsc_location>'
)
OWN = RULED.replace('<lifetime><rule id-ref="r"/></lifetime>', "<lifetime/>")


def test_only_here_as_pacemaker_would_write_it():
    document = done(cib("a"), AddLocation("only", "a", rules=(ONLY,)))
    assert xml(document, "constraints") == (
        '<constraints><rsc_location id="only" rsc="a"><rule id="only-rule" score="-INFINITY">'
        '<expression id="only-rule-expression" attribute="#uname" operation="ne" value="n1"/>'
        "</rule></rsc_location></constraints>"
    )


def test_rules_take_the_place_of_node_and_score():
    document = cib("a", '<rsc_location id="x" rsc="a" node="n1" score="5" role="Started"/>')
    done(document, SetRules("x", (ONLY,)))
    assert attributes_of(document, "x") == {"rsc": "a", "role": "Started"}


def test_what_is_kept_keeps_what_is_not_understood():
    document = cib("a", OWN)
    changed = AttributeTest("site", "ne", "y", id="e1")
    done(document, SetRules("x", (RuleSpec((changed, KeptTest("e2")), score="6", id="r"),)))
    assert xml(document, "constraints") == f"<constraints>{OWN}</constraints>".replace(
        'score="5"', 'score="6"'
    ).replace('operation="eq" value="x"', 'operation="ne" value="y"')


def test_rules_that_stay_are_not_touched():
    document = cib("a", OWN)
    before = document.canonical()
    same = RuleSpec((AttributeTest("site", "eq", "x", id="e1"), KeptTest("e2")), score="5", id="r")
    assert done(document, SetRules("x", (same,))).canonical() == before
    done(document, SetRules("x", (ONLY, same)))
    text = xml(document, "constraints")
    assert text.index("x-rule") < text.index('id="r"') < text.index("<lifetime")


def test_dates_nest_and_are_named():
    office = DateTest("date_spec", spec={"hours": "9-16", "weekdays": "1-5"})
    year = DateTest("in_range", start="2026-01-01", duration={"years": "1"})
    inner = RuleSpec((office, year), boolean_op="or")
    document = cib("a", schema="pacemaker-3.0")
    done(document, AddLocation("x", "a", rules=(RuleSpec((inner,), score="5"),)))
    assert xml(document, "constraints") == (
        '<constraints><rsc_location id="x" rsc="a"><rule id="x-rule" score="5">'
        '<rule id="x-rule-rule" score="0" boolean-op="or">'
        '<date_expression id="x-rule-rule-expression" operation="date_spec">'
        '<date_spec id="x-rule-rule-expression-date_spec" hours="9-16" weekdays="1-5"/>'
        "</date_expression>"
        '<date_expression id="x-rule-rule-expression-1" operation="in_range" start="2026-01-01">'
        '<duration id="x-rule-rule-expression-1-duration" years="1"/></date_expression>'
        "</rule></rule></rsc_location></constraints>"
    )


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ((), ["empty-rule"]),
        ((RuleSpec((), score="1"),), ["empty-rule"]),
        ((RuleSpec(ONLY.tests),), ["no-score"]),
        ((RuleSpec(ONLY.tests, score="x"),), ["bad-score"]),
        ((RuleSpec(ONLY.tests, "nand", "1"),), ["bad-value"]),
        ((RuleSpec((AttributeTest("a", "eq"),), score="1"),), ["bad-test"]),
        ((RuleSpec((AttributeTest("a", "like", "b"),), score="1"),), ["bad-value"]),
        ((RuleSpec((AttributeTest("a", "defined", type="x"),), score="1"),), ["bad-value"]),
        ((RuleSpec((DateTest("gt", end="x"),), score="1"),), ["bad-test"]),
        ((RuleSpec((DateTest("date_spec"),), score="1"),), ["bad-test"]),
        (
            (RuleSpec((DateTest("date_spec", spec={"years": "1", "x": "2"}),), score="1"),),
            ["bad-value"],
        ),
        ((RuleSpec((KeptTest("nope"),), score="1"),), ["no-such-test"]),
        ((RuleSpec((KeptTest("e1"), KeptTest("e1")), score="1"),), ["no-such-test"]),
        ((RuleSpec(ONLY.tests, score="1", id="a"),), ["id-taken"]),
        ((RuleSpec(ONLY.tests, score="1", id="9"),), ["bad-id"]),
    ],
)
def test_refusals(rules: tuple[RuleSpec, ...], codes: list[str]):
    assert refused(cib("a", OWN), SetRules("x", rules)) == codes


def test_other_refusals():
    order = '<rsc_order id="o" first="a" then="b"/>'
    document = cib(
        "a b", RULED + order + '<rsc_location id="y" rsc="b"><rule id-ref="r"/></rsc_location>'
    )
    cases: list[tuple[Edit, list[str]]] = [
        (SetRules("o", (ONLY,)), ["not-a-location"]),
        (SetRules("nope", (ONLY,)), ["no-such-constraint"]),
        (AddLocation("n", "a", "n1", "1", rules=(ONLY,)), ["node-and-rules", "node-and-rules"]),
        (SetRules("y", (RuleSpec(ONLY.tests, score="1", id="r"),)), ["shared-rule"]),
        (SetRules("x", (RuleSpec(ONLY.tests, score="1", id="r"),)), ["shared-rule"]),
        (SetRules("y", (ONLY,)), []),
    ]
    for edit, codes in cases:
        assert refused(document.copy(), edit) == codes, edit


def test_a_rule_that_another_location_uses_goes_there():
    document = cib("a b", OWN + '<rsc_location id="y" rsc="b"><rule id-ref="r"/></rsc_location>')
    done(document, SetRules("x", (ONLY,)))
    text = xml(document, "constraints")
    assert text.index("x-rule") < text.index('<rsc_location id="y"') < text.index('<rule id="r"')
    assert "id-ref" not in text
