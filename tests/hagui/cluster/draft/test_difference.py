"""What differs between two configurations, as it is said to a person."""

from lxml import etree

from hagui.cluster.draft import Delta, Difference, Kind
from hagui.cluster.draft.difference import net

_BEFORE = """<configuration>
<crm_config><cluster_property_set id="c"><nvpair id="p" name="stonith-enabled" value="true"/>
</cluster_property_set></crm_config>
<nodes><node id="1" uname="alpha"/></nodes>
<resources>
  <group id="g"><primitive id="a" type="x"/><primitive id="b" type="x"/></group>
  <primitive id="c" type="x"><operations><op id="c-mon" name="monitor" interval="10s"/></operations>
  </primitive>
</resources>
<constraints>
  <rsc_location id="l" rsc="c" node="alpha" score="10"/>
  <rsc_order id="o"><resource_set id="s"><resource_ref id="a"/><resource_ref id="c"/></resource_set>
  </rsc_order>
</constraints>
</configuration>"""


def _delta(old: str, new: str) -> Delta:
    assert old in _BEFORE
    return Delta.of(etree.fromstring(_BEFORE), etree.fromstring(_BEFORE.replace(old, new)))


def _said(old: str, new: str) -> list[tuple[object, ...]]:
    return [
        (
            item.kind,
            item.subject,
            item.subject_tag,
            item.tag,
            item.attribute,
            item.before,
            item.after,
        )
        for item in _delta(old, new).differences
    ]


def test_an_attribute() -> None:
    assert _said('score="10"', 'score="20"') == [
        (Kind.CHANGED, "l", "rsc_location", "rsc_location", "score", "10", "20")
    ]


def test_an_attribute_inside_a_resource_is_about_the_resource() -> None:
    assert _said('interval="10s"', 'interval="20s"') == [
        (Kind.CHANGED, "c", "primitive", "op", "interval", "10s", "20s")
    ]


def test_a_cluster_option_is_about_nothing_in_particular() -> None:
    assert _said('value="true"', 'value="false"') == [
        (Kind.CHANGED, "", "crm_config", "cluster_property_set", "stonith-enabled", "true", "false")
    ]


def test_a_value_is_the_same_whatever_its_ids_and_its_set() -> None:
    again = '<nvpair id="q" name="stonith-enabled" value="true"/>'
    assert not _said('<nvpair id="p" name="stonith-enabled" value="true"/>', again)
    assert not _said('id="c"><nvpair', 'id="another"><nvpair')
    split = '/></cluster_property_set><cluster_property_set id="two">'
    assert not _said('value="true"/>\n', f'value="true"{split}')


def test_a_constraint_comes_and_goes_as_one_thing() -> None:
    new = '<rsc_location id="l" rsc="c" node="alpha" score="10"/>'
    assert _said(new, "") == [(Kind.REMOVED, "l", "rsc_location", "rsc_location", None, None, None)]
    more = '<rsc_colocation id="k" rsc="a" with-rsc="c" score="1"/>'
    assert _said(new, new + more) == [
        (Kind.ADDED, "k", "rsc_colocation", "rsc_colocation", None, None, None)
    ]


def test_a_member_that_joins_is_one_move() -> None:
    primitive = _BEFORE[_BEFORE.index('<primitive id="c"') : _BEFORE.index("</resources>")]
    after = _BEFORE.replace(primitive, "").replace("</group>", f"{primitive}</group>")
    delta = Delta.of(etree.fromstring(_BEFORE), etree.fromstring(after))
    (move,) = delta.differences
    assert (move.kind, move.subject, move.before, move.after) == (Kind.MOVED, "c", None, "g")
    assert delta.subjects == {"c", "g"}


def test_the_order_in_a_group() -> None:
    old = '<primitive id="a" type="x"/><primitive id="b" type="x"/>'
    new = '<primitive id="b" type="x"/><primitive id="a" type="x"/>'
    assert _said(old, new) == [(Kind.CHANGED, "g", "group", "group", None, "a\nb", "b\na")]


def test_a_resource_in_a_set() -> None:
    old = '<resource_ref id="a"/><resource_ref id="c"/>'
    assert _said(old, '<resource_ref id="c"/><resource_ref id="a"/>') == [
        (Kind.CHANGED, "o", "rsc_order", "resource_set", None, "a\nc", "c\na")
    ]
    (gone,) = _delta(old, '<resource_ref id="c"/>').differences
    assert (gone.kind, gone.subject, gone.tag, gone.id) == (
        Kind.REMOVED,
        "o",
        "resource_ref",
        "a",
    )


def test_what_means_nothing_is_no_difference() -> None:
    assert not _said("<resources>", "<resources><!-- mine -->")
    location = '<rsc_location id="l" rsc="c" node="alpha" score="10"/>'
    at_the_end = Delta.of(
        etree.fromstring(_BEFORE),
        etree.fromstring(
            _BEFORE.replace(location, "").replace("</constraints>", f"{location}</constraints>")
        ),
    )
    assert not at_the_end.differences


def test_changes_one_after_another_are_told_as_one() -> None:
    def score(before: str | None, after: str | None, kind: Kind = Kind.CHANGED) -> Difference:
        return Difference(kind, "l", "rsc_location", "rsc_location", "l", "score", before, after)

    assert net((score("1", "2"), score("2", "3"))) == (score("1", "3"),)
    assert net((score("1", "2"), score("2", "1"))) == ()


def test_what_came_and_went_again_is_not_told() -> None:
    def whole(kind: Kind) -> Difference:
        return Difference(kind, "l", "rsc_location", "rsc_location", "l")

    assert net((whole(Kind.ADDED), whole(Kind.REMOVED))) == ()
    assert net((whole(Kind.REMOVED),)) == (whole(Kind.REMOVED),)


def test_what_was_done_to_what_came_or_went_is_not_told_beside_it() -> None:
    def score(after: str) -> Difference:
        return Difference(
            Kind.CHANGED, "l", "rsc_location", "rsc_location", "l", "score", "1", after
        )

    def whole(kind: Kind) -> Difference:
        return Difference(kind, "l", "rsc_location", "rsc_location", "l")

    assert net((whole(Kind.ADDED), score("5"))) == (whole(Kind.ADDED),)
    assert net((score("5"), whole(Kind.REMOVED))) == (whole(Kind.REMOVED),)
