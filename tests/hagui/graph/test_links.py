"""Which resources a constraint ties together, with Pacemaker's directions."""

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration
from hagui.graph.links import links_of, repelling

APART = 'sequential="false"'


def _pairs(constraint: str) -> list[tuple[str, str]]:
    text = (
        '<cib admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/><nodes/>'
        f"<resources/><constraints>{constraint}</constraints></configuration><status/></cib>"
    )
    (item,) = Configuration.of(Cib.parse(text)).constraints
    return [(link.tail.resource, link.head.resource) for link in links_of(item)]


def _set(name: str, resources: str, more: str = "") -> str:
    refs = "".join(f'<resource_ref id="{each}"/>' for each in resources)
    return f'<resource_set id="{name}" {more}>{refs}</resource_set>'


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ('<rsc_colocation id="c" rsc="a" with-rsc="b" score="5"/>', [("a", "b")]),
        ('<rsc_order id="o" first="a" then="b"/>', [("a", "b")]),
        ('<rsc_location id="l" rsc="a" node="n" score="5"/>', []),
        # within a set each follows the one before it
        (
            f'<rsc_colocation id="c" score="INFINITY">{_set("s", "abc")}</rsc_colocation>',
            [("b", "a"), ("c", "b")],
        ),
        # the earlier set follows the later one
        (
            f'<rsc_colocation id="c" score="5">{_set("s", "ab")}{_set("t", "cd")}</rsc_colocation>',
            [("b", "a"), ("d", "c"), ("a", "d")],
        ),
        # what repels does so pair by pair
        (
            f'<rsc_colocation id="c" score="-5">{_set("s", "abc")}</rsc_colocation>',
            [("b", "a"), ("c", "a"), ("c", "b")],
        ),
        (
            f'<rsc_order id="o">{_set("s", "ab")}{_set("t", "cd")}</rsc_order>',
            [("a", "b"), ("c", "d"), ("b", "c")],
        ),
        (
            f'<rsc_order id="o">{_set("s", "ab", APART)}{_set("t", "c")}</rsc_order>',
            [("a", "c"), ("b", "c")],
        ),
    ],
)
def test_pairs_have_the_schedulers_direction(
    constraint: str, expected: list[tuple[str, str]]
) -> None:
    assert _pairs(constraint) == expected


def test_a_promotion_ties_the_promoted_copy() -> None:
    text = (
        '<cib admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/><nodes/>'
        '<resources/><constraints><rsc_order id="o" first="db" first-action="promote" then="w"/>'
        "</constraints></configuration><status/></cib>"
    )
    (item,) = Configuration.of(Cib.parse(text)).constraints
    (link,) = links_of(item)
    assert (link.tail.role, link.head.role) == ("Promoted", None)
    assert not repelling(item)
