"""Whether a change that was sent is in the cluster."""

from collections.abc import Callable

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.xml import Element
from hagui.session.presence import contains

BASE = """<cib admin_epoch="0" epoch="7" num_updates="3" validate-with="pacemaker-3.9">
<configuration><crm_config/><nodes/><resources>
<group id="g"><primitive id="a"/><primitive id="b"/><primitive id="c"/></group></resources>
<constraints><rsc_location id="l" rsc="g" node="n1" score="100"/>
<rsc_order id="o" first="a" then="b"/></constraints></configuration><status/></cib>"""

Edit = Callable[[Cib], None]


def at(cib: Cib, id: str) -> Element:  # noqa: A002
    (found,) = cib.root.iterfind(f".//*[@id='{id}']")
    return found


def create(cib: Cib) -> None:
    constraints = cib.section("constraints")
    assert constraints is not None
    etree.SubElement(constraints, "rsc_location", id="new", rsc="a", node="n2", score="5")


def modify(cib: Cib) -> None:
    at(cib, "l").set("score", "200")


def unset(cib: Cib) -> None:
    del at(cib, "l").attrib["score"]


def delete(cib: Cib) -> None:
    order = at(cib, "o")
    parent = order.getparent()
    assert parent is not None
    parent.remove(order)


def move(cib: Cib) -> None:
    at(cib, "g").insert(0, at(cib, "c"))


def replace(cib: Cib) -> None:
    location = at(cib, "l")
    parent = location.getparent()
    assert parent is not None
    parent.remove(location)
    etree.SubElement(parent, "rsc_location", id="l", rsc="g").append(etree.Element("rule", id="r"))


@pytest.mark.parametrize("edit", [create, modify, unset, delete, move, replace])
def test_a_change_is_found_where_it_was_made_and_only_there(edit: Edit) -> None:
    base = Cib.parse(BASE)
    after = base.copy()
    edit(after)
    patch = make(base, after)
    assert patch.changes
    assert contains(after, patch)
    assert not contains(base, patch)


@pytest.mark.parametrize(
    ("edit", "other"),
    [(create, modify), (create, delete), (modify, create), (modify, delete), (delete, modify)],
)
def test_what_others_change_besides_does_not_matter(edit: Edit, other: Edit) -> None:
    base = Cib.parse(BASE)
    after, theirs = base.copy(), base.copy()
    edit(after)
    patch = make(base, after)
    other(after)
    other(theirs)
    assert contains(after, patch)
    assert not contains(theirs, patch)


def test_another_change_of_the_same_is_not_ours() -> None:
    base = Cib.parse(BASE)
    after, theirs = base.copy(), base.copy()
    modify(after)
    at(theirs, "l").set("score", "300")
    assert not contains(theirs, make(base, after))


def test_counters_of_the_version_are_the_clusters_own() -> None:
    base = Cib.parse(BASE)
    after = base.copy()
    modify(after)
    after.version = base.version._replace(epoch=8, num_updates=0)
    patch = make(base, after)
    after.version = base.version._replace(epoch=12)
    assert contains(after, patch)
