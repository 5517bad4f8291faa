"""Rules of locations: what holds on which node, and the score that comes of it."""

import pytest

from tests.engine.scheduler.cibs import cib, pairs, primitive, scheduled

ATTRIBUTES = {
    "n1": {"site": "a", "rack": "2", "ver": "1.10"},
    "n2": {"site": "B", "rack": "10", "ver": "1.9"},
}


def _matching(inner: str, *, head: str = 'score="5"', resource: str = "") -> dict[str, int]:
    """Scores other than 0, by node, of a rule about one resource."""
    constraint = (
        f'<rsc_location id="l" rsc-pattern="^(w)eb"><rule id="r" {head}>{inner}</rule>'
        f"</rsc_location>"
    )
    resources = resource or primitive("web")
    result = scheduled(cib(resources, constraints=constraint, attributes=ATTRIBUTES))
    return {
        str(score.node): sum(term.score for term in score.terms if term.id == "r")
        for score in result.scores
        if any(term.id == "r" for term in score.terms)
    }


def _expression(attribute: str, operation: str, value: str = "", more: str = "") -> str:
    given = f'value="{value}"' if value else ""
    return (
        f'<expression id="e{attribute.strip("#")}{value}" attribute="{attribute}"'
        f' operation="{operation}" {given} {more}/>'
    )


@pytest.mark.parametrize(
    ("expression", "nodes"),
    [
        (_expression("#uname", "eq", "n1"), {"n1"}),
        (_expression("#uname", "ne", "n1"), {"n2"}),
        (_expression("site", "eq", "b"), {"n2"}),
        (_expression("rack", "lt", "9"), {"n1"}),
        (_expression("rack", "lt", "9", 'type="string"'), {"n1", "n2"}),
        (_expression("rack", "gte", "9.5"), {"n2"}),
        (_expression("ver", "gt", "1.9", 'type="version"'), {"n1"}),
        (_expression("ver", "gt", "1.9", 'type="number"'), set[str]()),
        (_expression("nowhere", "not_defined"), {"n1", "n2"}),
        (_expression("nowhere", "ne", "x"), {"n1", "n2"}),
        (_expression("nowhere", "lt", "x"), set[str]()),
        (_expression("site", "defined"), {"n1", "n2"}),
    ],
)
def test_a_comparison_holds_on_these_nodes(expression: str, nodes: set[str]) -> None:
    assert set(_matching(expression)) == nodes


def test_all_expressions_have_to_hold_or_with_or_one_of_them() -> None:
    both = _expression("site", "eq", "a") + _expression("rack", "eq", "10")
    assert _matching(both) == {}
    assert _matching(both, head='score="5" boolean-op="or"') == {"n1": 5, "n2": 5}
    nested = f'<rule id="inner" boolean-op="or">{both}</rule>' + _expression("#uname", "eq", "n2")
    assert _matching(nested) == {"n2": 5}


def test_a_score_may_be_what_an_attribute_says() -> None:
    everywhere = _expression("site", "defined")
    assert _matching(everywhere, head='score-attribute="rack"') == {"n1": 2, "n2": 10}
    assert _matching(everywhere, head='score-attribute="nowhere"') == {
        "n1": -1_000_000,
        "n2": -1_000_000,
    }


def test_what_a_pattern_matched_goes_into_attributes_names() -> None:
    """``%1`` is the first group of the pattern, here ``w``."""
    assert _matching(_expression("site", "eq", "a"), head='score-attribute="%1"') == {
        "n1": -1_000_000
    }
    text = cib(
        primitive("web"),
        constraints='<rsc_location id="l" rsc-pattern="^(w)eb"><rule id="r" score="5">'
        + _expression("likes-%1", "eq", "yes")
        + "</rule></rsc_location>",
        attributes={"n2": {"likes_w": "yes"}},
    )
    scores = {score.node: score.score for score in scheduled(text).scores}
    assert scores == {"n1": 0, "n2": 5}


def test_a_value_may_be_a_parameter_or_a_meta_attribute_of_the_resource() -> None:
    resource = primitive(
        "web", pairs("m", wanted="a") + pairs("p", "instance_attributes", wanted="B")
    )
    for source, nodes in (("meta", {"n1"}), ("param", {"n2"}), ("literal", set[str]())):
        expression = _expression("site", "eq", "wanted", f'value-source="{source}"')
        assert set(_matching(expression, resource=resource)) == nodes


def test_dates_count_by_the_clusters_own_clock() -> None:
    """The CIBs of these tests are of 2023-11-14 22:13:20Z."""
    for inner, holds in (
        ('<date_expression id="d" operation="gt" start="2023-11-14 22:13:19Z"/>', True),
        ('<date_expression id="d" operation="lt" end="2023-11-14 22:13:20Z"/>', False),
        (
            (
                '<date_expression id="d" operation="in_range" start="2023-11-14 20:00:00Z">'
                '<duration id="du" hours="1"/></date_expression>'
            ),
            False,
        ),
        (
            (
                '<date_expression id="d" operation="date_spec"><date_spec id="ds" hours="20-23"'
                ' weekdays="2"/></date_expression>'
            ),
            True,
        ),
    ):
        assert bool(_matching(inner)) is holds


def test_the_answer_may_change_when_a_date_comes() -> None:
    rule = (
        '<rsc_location id="l" rsc="web"><rule id="r" score="5"><date_expression id="d"'
        ' operation="gt" start="2023-11-14 22:20:00Z"/></rule></rsc_location>'
    )
    result = scheduled(cib(primitive("web"), constraints=rule))
    assert result.recheck == 1_700_000_401


def test_rules_may_stand_elsewhere() -> None:
    here = '<rsc_location id="l" rsc="web"><rule id-ref="r"/></rsc_location>'
    there = (
        '<rsc_location id="k" rsc="other"><rule id="r" score="5">'
        + _expression("#uname", "eq", "n2")
        + "</rule></rsc_location>"
    )
    resources = primitive("web") + primitive("other")
    result = scheduled(cib(resources, constraints=here + there))
    found = {(score.resource, score.node): score.score for score in result.scores}
    assert found["web", "n2"] == found["other", "n2"] == 5
    missing = here.replace('id-ref="r"', 'id-ref="none"')
    result = scheduled(cib(resources, constraints=missing))
    assert [finding.code for finding in result.findings] == ["location-rule-missing"]
