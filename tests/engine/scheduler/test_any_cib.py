"""Whatever is in a CIB, scheduling it ends, and soon, with an answer.

HAGUI_MUTATIONS says how many changed documents are tried.
"""

import contextlib
import copy
import os
import random
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.xml import Element, is_element
from engine.cli.simulate import as_json, as_text
from engine.scheduler.projection import play
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule
from tests.engine.scheduler.cibs import cib, clone, group, pairs, primitive
from tests.scheduler import cases
from tests.scheduler.random_cibs import generate

_EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
_MUTATIONS = int(os.environ.get("HAGUI_MUTATIONS") or "150")
_LARGEST = 60_000
"""Bytes of what is changed: large ones take longer and show no more."""
_SOON = 15.0
_VALUES = (
    *("", " ", "0", "1", "-1", "2", "1000000", "9" * 30, "-" + "9" * 30, "9" * 5000, "1e400"),
    *("INFINITY", "-INFINITY", "+INFINITY", "true", "false", "nan", "é", "\u202e", "²", "٣"),
    *("a b", "::", ":0", "x:", "#uname", "1:2:3", "-1:-1", "%1", "../..", "(a+)+$", "("),
    *("9999-12-31", "0001-01-01", "-99999-01-01", "PT1S", "P99999999999Y", "-5s", "9" * 25 + "s"),
)


@cache
def _documents() -> list[bytes]:
    paths = [*_EXAMPLES.glob("*.xml")]
    if cases.available():
        paths += [case.path for case in cases.all_cases().values()]
    found = [path.read_bytes() for path in paths]
    return [content for content in found if len(content) < _LARGEST]


def _answered(content: str | bytes) -> Result:
    """The answer with all that is worked out of it later; the document stays as it is."""
    document = Cib.parse(content)
    before = document.canonical()
    began = time.perf_counter()
    result = schedule(document)
    as_json(result)
    list(as_text(result, scores=True))
    play(document, result.graph, None)
    assert time.perf_counter() - began < _SOON
    assert document.canonical() == before
    return result


def _codes(result: Result) -> set[str]:
    return {finding.code for finding in result.findings}


def _mutate(chance: random.Random, root: Element) -> None:
    found = [each for each in root.iter() if is_element(each)]
    element = chance.choice(found)
    parent, other = element.getparent(), chance.choice(found)
    names = [str(name) for name in element.attrib]
    name = chance.choice(names) if names else "id"
    match chance.randrange(10):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(element))
        case 2 if parent is not None:
            other.append(copy.deepcopy(element))
        case 3:
            element.tag = other.tag
        case 4 | 5:
            element.set(name, chance.choice(_VALUES))
        case 6:
            element.attrib.pop(name, "")
        case 7 | 8:
            element.set(name, str(other.get("id") or other.get(name) or ""))
        case _:
            known = [str(each) for each in other.attrib] or ["id-ref"]
            element.set(chance.choice([*known, "id-ref"]), chance.choice(_VALUES))


@settings(
    max_examples=_MUTATIONS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 8), made=st.booleans())
def test_what_is_changed_at_random_is_scheduled(seed: int, times: int, made: bool) -> None:
    chance = random.Random(seed)
    content = generate(seed % 100_000) if made else chance.choice(_documents())
    root = etree.fromstring(content)
    for _ in range(times):
        _mutate(chance, root)
    try:
        _answered(etree.tostring(root))
    except CibError:
        assert root.tag != "cib"


@settings(max_examples=_MUTATIONS, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
def test_what_is_cut_off_or_garbled_is_no_cib_or_scheduled(seed: int, share: float) -> None:
    chance = random.Random(seed)
    content = bytearray(chance.choice(_documents()))
    if seed % 2:
        del content[int(len(content) * share) :]
    else:
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
    with contextlib.suppress(CibError):
        _answered(bytes(content))


def _many(count: int) -> str:
    return "".join(primitive(f"r{number}") for number in range(count))


def _colocations(count: int, *, round_about: bool = False) -> str:
    return "".join(
        f'<rsc_colocation id="c{number}" rsc="r{number}" with-rsc="r{(number + 1) % count}"'
        ' score="INFINITY"/>'
        for number in range(count - (not round_about))
    )


def _orders(count: int, *, round_about: bool = False) -> str:
    return "".join(
        f'<rsc_order id="o{number}" first="r{number}" then="r{(number + 1) % count}"/>'
        for number in range(count - (not round_about))
    )


@pytest.mark.parametrize("round_about", [False, True])
def test_long_chains_and_rings_come_to_an_end(round_about: bool) -> None:
    several = _many(250)
    together = _colocations(250, round_about=round_about)
    result = _answered(cib(several, constraints=together))
    assert len({placement.node for placement in result.placements}) == 1
    result = _answered(cib(several, constraints=_orders(250, round_about=round_about)))
    assert len([step for step in result.graph.steps if step.task == "start"]) == 250


def test_large_groups_are_scheduled() -> None:
    result = _answered(cib(group("g", *(f"r{number}" for number in range(250)))))
    assert len({placement.node for placement in result.placements}) == 1


def test_a_million_instances_are_named_and_not_made() -> None:
    whole = clone("c", primitive("p"), clone_max="1000000", clone_node_max="1000000")
    result = _answered(cib(whole))
    assert [(each.code, each.subject) for each in result.findings] == [("instances-limited", "c")]
    bundle = '<bundle id="b"><docker image="i" replicas="1000000"/></bundle>'
    assert _codes(_answered(cib(bundle))) == {"instances-limited"}


@pytest.mark.parametrize("tag", ["group", "clone", "rule", "primitive"])
def test_what_is_nested_too_deeply_is_no_cib(tag: str) -> None:
    deep = f'<{tag} id="x">' * 1500 + f"</{tag}>" * 1500
    with pytest.raises(CibError) as caught:
        _answered(cib(deep))
    assert caught.value.code == "depth"
    with pytest.raises(CibError):
        _answered(cib(f"<{tag}>" * 10_000 + f"</{tag}>" * 10_000))


def test_deep_rules_are_read() -> None:
    deep = '<rule id="r" score="1">' * 80 + '<expression id="e" attribute="a"'
    deep += ' operation="not_defined"/>' + "</rule>" * 80
    constraints = f'<rsc_location id="l" rsc="p">{deep}</rsc_location>'
    meta = f'<meta_attributes id="m">{deep}<nvpair id="n" name="priority" value="1"/>'
    result = _answered(cib(primitive("p", f"{meta}</meta_attributes>"), constraints=constraints))
    assert [placement.resource for placement in result.placements] == ["p"]


_RING = (
    '<rsc_location id="l" rsc="p"><rule id="r" score="1"><rule id-ref="s"/></rule></rsc_location>'
    '<rsc_location id="k" rsc="p"><rule id="s" score="1"><rule id-ref="r"/></rule></rsc_location>'
)
_GUESTS_ON_EACH_OTHER = (
    '<rsc_location id="l" rsc="p" node="h" score="INFINITY"/>'
    '<rsc_location id="k" rsc="q" node="g" score="INFINITY"/>'
)


@pytest.mark.parametrize(
    ("resources", "constraints"),
    [
        ('<template id="t" template="t" class="ocf"/><primitive id="p" template="t"/>', ""),
        ('<primitive id="p" template="p"/>', ""),
        (primitive("p", '<meta_attributes id="x" id-ref="x"/><operations id-ref="x"/>'), ""),
        (primitive("p"), '<rsc_location id="l" rsc="p"><rule id="r" id-ref="r"/></rsc_location>'),
        (
            primitive("p"),
            _RING,
        ),
        (primitive("p"), '<rsc_order id="o"><resource_set id="s" id-ref="s"/></rsc_order>'),
        (primitive("p"), '<rsc_order id="o" first="p" then="p"/>'),
        (primitive("p"), '<rsc_colocation id="c" rsc="p" with-rsc="p" score="INFINITY"/>'),
        (clone("c", primitive("p")), '<rsc_order id="o" first="c" then="p"/>'),
        (clone("c", primitive("p")), '<rsc_colocation id="x" rsc="p" with-rsc="c" score="-5"/>'),
        (primitive("p", pairs("m", remote_node="p")), ""),
        (primitive("p", pairs("m", remote_node="n1")), ""),
        (primitive("p", pairs("m", container="p")), ""),
        (
            primitive("p", pairs("m", container="q")) + primitive("q", pairs("k", container="p")),
            "",
        ),
        (
            primitive("p", pairs("m", remote_node="g"))
            + primitive("q", pairs("k", remote_node="h")),
            _GUESTS_ON_EACH_OTHER,
        ),
        ('<group id="g"/><clone id="c"/><bundle id="b"/><primitive/><group><clone/></group>', ""),
        (primitive("p"), "<rsc_location/><rsc_colocation/><rsc_order/><rsc_ticket/>"),
    ],
)
def test_what_refers_to_itself_or_to_nothing_comes_to_an_end(
    resources: str, constraints: str
) -> None:
    _answered(cib(resources, constraints=constraints))


def test_what_is_wrong_is_named() -> None:
    constraints = (
        _RING
        + '<rsc_order id="o" first="ghost" then="p"/><rsc_colocation id="x" rsc="p"/>'
        + '<rsc_location id="m" rsc-pattern="(" node="n1" score="1"/><rsc_ticket id="t" rsc="p"/>'
    )
    subjects: dict[str, set[str | None]] = {}
    for finding in _answered(cib(primitive("p"), constraints=constraints)).findings:
        subjects.setdefault(finding.code, set()).add(finding.subject)
    assert subjects["reference-round-about"] == {"r", "s"}
    assert {"o", "x", "m", "t"} <= set[str | None]().union(*subjects.values())


def test_tags_may_hold_each_other() -> None:
    tags = "<tags>" + "".join(
        f'<tag id="t{number}"><obj_ref id="t{(number + 1) % 40}"/><obj_ref id="p"/></tag>'
        for number in range(40)
    )
    whole = cib(primitive("p"), constraints='<rsc_location id="l" rsc="t0" node="n1" score="5"/>')
    _answered(whole.replace("</configuration>", f"{tags}</tags></configuration>"))


@pytest.mark.parametrize("date", ["9" * 400, "99999999999999", "-5", "nan", "", "٣"])
def test_dates_far_away_are_taken_or_left(date: str) -> None:
    rule = (
        '<rule id="r" score="5"><date_expression id="d" operation="in_range" start="-99999-01-01">'
        '<duration id="u" years="999999999999"/></date_expression>'
        '<date_expression id="e" operation="in_range" start="9999-12-31">'
        '<duration id="v" months="99999999"/></date_expression>'
        '<date_expression id="f" operation="date_spec">'
        '<date_spec id="w" hours="0-99999999999999999999" years="-" weekdays="-5-3"/>'
        "</date_expression></rule>"
    )
    whole = cib(
        primitive(
            "p",
            '<operations><op id="a" name="monitor" interval="-5s"/>'
            f'<op id="b" name="monitor" interval="{"9" * 30}"/>'
            '<op id="c" name="monitor" interval="9" interval-origin="9999-12-31T23:59:59Z"/>'
            '<op id="d" name="monitor" interval="8" interval-origin="0001-01-01"/></operations>',
        ),
        constraints=f'<rsc_location id="l" rsc="p">{rule}</rsc_location>',
    )
    root = etree.fromstring(whole)
    root.set("execution-date", date)
    _answered(etree.tostring(root))
