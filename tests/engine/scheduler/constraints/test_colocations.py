"""Colocations between two, between sets and with tags."""

from engine.cib.document import Cib
from engine.scheduler.constraints.read import read_constraints
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.status.read import read_cluster
from tests.engine.scheduler.cibs import cib, done, pairs, places, primitive, scheduled

FOUR = "".join(primitive(name) for name in "abcd")


def _read(constraints: str, resources: str = FOUR, tags: str = "") -> Cluster:
    text = cib(resources, constraints=constraints)
    cluster = read_cluster(Cib.parse(text.replace("</configuration>", f"{tags}</configuration>")))
    read_constraints(cluster)
    return cluster


def _pairs(cluster: Cluster) -> list[tuple[str, str, int]]:
    return [(item.dependent.id, item.primary.id, item.score) for item in cluster.colocations]


def _set(names: str, more: str = "") -> str:
    inner = "".join(f'<resource_ref id="{name}"/>' for name in names)
    return f'<resource_set id="s{names}" {more}>{inner}</resource_set>'


def _with(inner: str, score: str = "7") -> str:
    return f'<rsc_colocation id="x" score="{score}">{inner}</rsc_colocation>'


def test_each_member_of_a_set_goes_with_the_one_before() -> None:
    assert _pairs(_read(_with(_set("abc")))) == [("b", "a", 7), ("c", "b", 7)]
    listed = _read(_with(_set("abc", 'ordering="listed"')))
    assert _pairs(listed) == [("a", "b", 7), ("b", "c", 7)]
    assert _pairs(_read(_with(_set("abc", 'sequential="false"')))) == []
    assert _pairs(_read(_with(_set("ab", 'score="3"')))) == [("b", "a", 3)]


def test_enemies_in_a_set_avoid_all_before_them() -> None:
    cluster = _read(_with(_set("abc"), "-5"))
    assert _pairs(cluster) == [("b", "a", -5), ("c", "a", -5), ("c", "b", -5)]


def test_of_sets_in_sequence_only_the_near_ends_meet() -> None:
    assert _pairs(_read(_with(_set("ab") + _set("cd"))))[-1] == ("a", "d", 7)
    loose = _read(_with(_set("ab", 'sequential="false"') + _set("cd", 'sequential="false"')))
    assert _pairs(loose) == [("a", "c", 7), ("a", "d", 7), ("b", "c", 7), ("b", "d", 7)]


def test_a_tag_on_one_side_stands_for_all_it_holds() -> None:
    tags = '<tags><tag id="t"><obj_ref id="a"/><obj_ref id="b"/></tag></tags>'
    constraint = '<rsc_colocation id="x" rsc="t" with-rsc="c" score="7"/>'
    assert _pairs(_read(constraint, tags=tags)) == [("a", "c", 7), ("b", "c", 7)]
    nested = tags.replace("</tags>", '<tag id="u"><obj_ref id="t"/></tag></tags>')
    in_set = _with('<resource_set id="s"><resource_ref id="u"/></resource_set>')
    assert _pairs(_read(in_set, tags=nested)) == [("b", "a", 7)]


def test_two_tags_cannot_be_colocated() -> None:
    tags = '<tags><tag id="t"><obj_ref id="a"/></tag><tag id="u"><obj_ref id="b"/></tag></tags>'
    cluster = _read('<rsc_colocation id="x" rsc="t" with-rsc="u" score="7"/>', tags=tags)
    assert _pairs(cluster) == []
    assert [finding.code for finding in cluster.findings] == ["colocation-of-two-tags"]


def test_tags_that_hold_one_another_do_no_harm() -> None:
    tags = '<tags><tag id="t"><obj_ref id="u"/></tag><tag id="u"><obj_ref id="t"/></tag></tags>'
    cluster = _read(_with('<resource_set id="s"><resource_ref id="t"/></resource_set>'), tags=tags)
    assert _pairs(cluster) == []
    assert cluster.findings


def test_sets_that_refer_to_one_another_do_no_harm() -> None:
    inner = '<resource_set id="s"><resource_ref id="a"/></resource_set><resource_set id-ref="s"/>'
    cluster = _read(_with(inner))
    assert [finding.code for finding in cluster.findings] == ["constraint-sets-in-a-circle"]


def test_colocations_with_what_matters_more_come_first() -> None:
    important = primitive("d", pairs("d-m", priority="5"))
    names = "".join(f'<rsc_colocation id="{n}" rsc="a" with-rsc="{n}" score="1"/>' for n in "bcd")
    cluster = _read(names, primitive("a") + primitive("b") + primitive("c") + important)
    assert [item.primary.id for item in cluster.by_id["a"].colocations] == ["d", "b", "c"]


def test_what_may_not_be_together_is_apart() -> None:
    constraint = '<rsc_colocation id="x" rsc="b" with-rsc="a" score="-INFINITY"/>'
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraint))
    assert places(result, "a") != places(result, "b")
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraint, nodes=1))
    assert places(result, "b") == []


def test_without_influence_the_dependent_follows_and_does_not_pull() -> None:
    at = '<rsc_location id="l" rsc="b" node="n2" score="100"/>'
    constraint = '<rsc_colocation id="x" rsc="b" with-rsc="a" score="INFINITY" influence="{}"/>'
    running = [done("a", "n1", "start"), done("b", "n1", "start")]
    for influence, expected in (("true", ["n2"]), ("false", ["n1"])):
        constraints = at + constraint.format(influence)
        result = scheduled(
            cib(primitive("a") + primitive("b"), constraints=constraints, history=running)
        )
        assert places(result, "a") == places(result, "b") == expected
