from pathlib import Path

import pytest
from lxml import etree

from engine.cib.edits.vocabulary import (
    Edit,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)
from engine.cib.views import Configuration, Primitive
from tests.engine.cib.edits.small import cib, done, group, primitive, refused, values, xml

RULE = (
    '<rule id="{0}-rule" score="0"><expression id="{0}-e" attribute="x" operation="defined"/>'
    "</rule>"
)


def nvset(id_: str, *, inside: str = "", tag: str = "meta_attributes", **pairs: str) -> str:
    content = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        for name, value in pairs.items()
    )
    return f'<{tag} id="{id_}">{inside}{content}</{tag}>'


def test_ids_are_made_as_pacemaker_makes_them():
    document = done(
        cib("web"),
        SetMeta("web", "target-role", "Stopped"),
        SetParameter("web", "ip", "10.0.0.1"),
        SetProperty("stonith-enabled", "true"),
        SetDefault("rsc_defaults", "resource-stickiness", "100"),
        SetDefault("op_defaults", "timeout", "20s"),
        SetNodeAttribute("n1", "standby", "on"),
        SetNodeAttribute("n1", "#health disk", "red"),
    )
    for id_ in (
        "web-meta_attributes-target-role",
        "web-instance_attributes-ip",
        "cib-bootstrap-options-stonith-enabled",
        "rsc_defaults-options-resource-stickiness",
        "op_defaults-options-timeout",
        "nodes-1-standby",
        "nodes-1-_health_disk",
    ):
        assert f'<nvpair id="{id_}"' in document.text()


def test_stopping_and_starting_again_leaves_nothing_behind():
    document = cib("a")
    before = document.canonical()
    done(document, SetMeta("a", "target-role", "Stopped"))
    done(document, SetMeta("a", "target-role", None))
    assert document.canonical() == before
    assert done(document, SetMeta("a", "target-role", None)).canonical() == before


def test_a_set_with_rules_is_passed_over():
    ruled = nvset("night", inside=RULE.format("night"), priority="1")
    document = cib(primitive("a", ruled + nvset("plain", other="x")))
    done(document, SetMeta("a", "priority", "2"))
    assert values(document, "night") == {"priority": "1"}
    assert values(document, "plain") == {"other": "x", "priority": "2"}


def test_a_value_is_changed_where_it_is_in_force():
    document = cib(primitive("a", nvset("one", x="1", y="1") + nvset("two", x="2")))
    done(document, SetMeta("a", "x", "3"))
    assert values(document, "two") == {"x": "3"}
    assert values(document, "one") == {"x": "1", "y": "1"}
    done(document, SetMeta("a", "x", None))
    assert values(document, "one") == {"y": "1"}


@pytest.mark.parametrize("resource", ["a", "b"])
def test_a_shared_set_is_never_written_to(resource: str):
    """Neither through a reference, nor where it is defined: others would change with it."""
    document = cib(
        primitive("a", nvset("shared", x="1"))
        + primitive("b", '<meta_attributes id-ref="shared"/>')
    )
    done(document, SetMeta(resource, "x", "2"))
    assert values(document, "shared") == {"x": "1"}
    assert values(document, f"{resource}-meta_attributes") == {"x": "2"}
    views = Configuration.of(document)
    assert {item.id: item.meta["x"] for item in views.primitives()} == {
        ("b" if resource == "a" else "a"): "1",
        resource: "2",
    }
    assert refused(document, SetMeta(resource, "x", None)) == ["value-elsewhere"]


def test_a_template_is_overridden_not_changed():
    template = f'<template id="t" class="lsb" type="x">{nvset("tm", x="1")}</template>'
    document = cib(template + '<primitive id="a" template="t"/>')
    assert refused(document, SetMeta("a", "x", None)) == ["value-elsewhere"]
    done(document, SetMeta("a", "x", "2"))
    assert values(document, "tm") == {"x": "1"}
    found = Configuration.of(document).find("a")
    assert isinstance(found, Primitive)
    assert found.meta == {"x": "2"}


def test_a_set_that_always_wins_is_named_in_the_refusal():
    high = '<meta_attributes id-ref="high"/>'
    document = cib(
        primitive("a", nvset("high", x="1").replace('id="high"', 'id="high" score="9"'))
        + primitive("b", high)
    )
    assert refused(document, SetMeta("b", "x", "2")) == ["value-elsewhere"]


def test_the_set_of_options_that_wins_is_written():
    document = cib(
        crm_config=nvset("other", tag="cluster_property_set", x="1")
        + nvset("cib-bootstrap-options", tag="cluster_property_set", y="1")
    )
    done(document, SetProperty("x", "2"), SetProperty("y", "3"))
    assert values(document, "other") == {"x": "1"}
    assert values(document, "cib-bootstrap-options") == {"y": "3", "x": "2"}
    assert Configuration.of(document).properties == {"x": "2", "y": "3"}
    done(document, SetProperty("x", None))
    assert Configuration.of(document).properties == {"y": "3"}


def test_a_pair_that_is_a_reference_is_replaced():
    document = cib(
        primitive("a", nvset("one", x="1"))
        + primitive(
            "b", '<meta_attributes id="two"><nvpair id-ref="one-x" name="x"/></meta_attributes>'
        )
    )
    done(document, SetMeta("b", "x", "2"))
    assert values(document, "one") == {"x": "1"}
    assert values(document, "two") == {"x": "2"}


def test_a_pair_that_others_refer_to_stays_with_them():
    document = cib(
        primitive("a", nvset("one", x="1"))
        + primitive(
            "b", '<meta_attributes id="two"><nvpair id-ref="one-x" name="x"/></meta_attributes>'
        )
    )
    done(document, SetMeta("a", "x", None))
    assert values(document, "two") == {"x": "1"}
    assert "one" not in document.text().replace('"none"', "").replace("one-x", "")


def test_sections_that_are_missing_are_made_and_not_for_nothing():
    document = cib("a")
    before = document.canonical()
    assert done(document, SetDefault("rsc_defaults", "x", None)).canonical() == before
    done(document, SetDefault("rsc_defaults", "x", "1"))
    assert 'name="x"' in xml(document, "rsc_defaults")


def test_what_is_unknown_stays():
    inside = '<meta_attributes id="m" odd="1"><!-- why --><strange/>text</meta_attributes>'
    document = cib(primitive("a", inside))
    done(document, SetMeta("a", "x", "1"))
    assert '<meta_attributes id="m" odd="1"><!-- why --><strange/>text<nvpair' in document.text()
    done(document, SetMeta("a", "x", None))
    assert f">{inside}</primitive>" in document.text()


OPTIONS = Path("/usr/share/pacemaker/options-3.0.rng")


@pytest.mark.parametrize(
    ("schema", "name", "value", "codes"),
    [
        ("pacemaker-3.0", "default-resource-stickiness", "1", ["option-renamed"]),
        ("pacemaker-3.9", "default_resource_stickiness", "1", ["option-renamed"]),
        ("pacemaker-3.9", "stonith_enabled", "true", ["option-renamed"]),
        ("pacemaker-3.9", "notification-agent", "x", ["option-gone"]),
        ("pacemaker-3.9", "cluster-infrastructure", "cman", ["bad-value"]),
        ("pacemaker-3.9", "cluster-infrastructure", "corosync", []),
        ("pacemaker-3.9", "stonith_enabled", None, []),
        ("pacemaker-3.9", "my_own_option", "1", []),
        ("pacemaker-2.10", "default-resource-stickiness", "1", []),
        ("pacemaker-1.2", "stonith_enabled", "true", []),
        ("none", "stonith_enabled", "true", []),
    ],
)
def test_an_option_that_the_schema_forbids_is_refused(
    schema: str, name: str, value: str | None, codes: list[str]
):
    assert refused(cib("a", schema=schema), SetProperty(name, value)) == codes


@pytest.mark.skipif(not OPTIONS.is_file(), reason="Pacemaker's schemas are not installed")
def test_every_option_that_pacemaker_forbids_is_refused():
    inside = "{http://relaxng.org/ns/structure/1.0}"
    names = [
        value.text or ""
        for attribute in etree.parse(OPTIONS).iter(f"{inside}attribute")
        if attribute.get("name") == "name"
        for except_ in attribute.iter(f"{inside}except")
        for value in except_.iter(f"{inside}value")
    ]
    forbidden = set(names) - {"cluster-infrastructure"}
    assert len(forbidden) > 20
    document = cib("a")
    assert not [name for name in forbidden if not refused(document, SetProperty(name, "1"))]


def test_refusals():
    document = cib(group("g", "a") + '<bundle id="box"><docker image="i"/></bundle>')
    cases: list[tuple[Edit, list[str]]] = [
        (SetMeta("nope", "x", "1"), ["no-such-resource"]),
        (SetMeta("a", " ", "1"), ["bad-value"]),
        (SetMeta("a", "x", "\x01"), ["bad-text"]),
        (SetParameter("box", "x", "1"), ["no-parameters"]),
        (SetParameter("g", "x", "1"), []),
        (SetMeta("box", "x", "1"), []),
        (SetNodeAttribute("n9", "x", "1"), ["no-such-node"]),
        (SetDefault("nowhere", "x", "1"), ["bad-value"]),
        # The scheduler would put these into its graph as XML attributes, which then is no XML.
        (SetParameter("a", "no name", "1"), ["bad-name"]),
        (SetMeta("a", "1st", "1"), ["bad-name"]),
        (SetDefault("op_defaults", "a=b", "1"), ["bad-name"]),
        (SetParameter("a", "no name", None), []),
        (SetParameter("a", "état_2.x-y", "1"), []),
        (SetNodeAttribute("n1", "#health cpu", "red"), []),
    ]
    for edit, codes in cases:
        assert refused(document.copy(), edit) == codes, edit
