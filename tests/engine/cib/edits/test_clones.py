import pytest

from engine.cib.edits.vocabulary import Edit, MakeClone, RemoveClone, SetPromotable
from engine.cib.views import Clone, Configuration
from tests.engine.cib.edits.small import (
    attributes_of,
    cib,
    clone,
    done,
    group,
    primitive,
    refused,
    tree,
    values,
)

NAMING = (
    '<rsc_colocation id="c" rsc="{0}" with-rsc="z" score="5"/>'
    '<rsc_order id="o" first="z" then="{0}"/>'
    '<rsc_location id="s" node="n1" score="1"><resource_set id="s1"><resource_ref id="{0}"/>'
    "</resource_set></rsc_location>"
)
NEEDS_DEMOTE = (
    '<rsc_order id="r"><resource_set id="s" action="demote"><resource_ref id="k"/>'
    "</resource_set></rsc_order>"
)
TAGS = '<tag id="t"><obj_ref id="{0}"/></tag>'


@pytest.mark.parametrize("inner", [primitive("a"), group("a", "b")])
def test_what_named_the_resource_names_the_clone_and_back(inner: str):
    document = cib(inner + primitive("z"), NAMING.format("a"), tags=TAGS.format("a"))
    before = document.canonical()
    done(document, MakeClone("a", "k"))
    assert tree(document).startswith("k(a")
    assert attributes_of(document, "c")["rsc"] == "k"
    assert attributes_of(document, "o")["then"] == "k"
    assert tree(document, "constraints") == "c o s(s1(k))"
    assert tree(document, "tags") == "t(k)"
    done(document, RemoveClone("k"))
    assert document.canonical() == before


def test_a_constraint_between_a_clone_and_what_it_holds_goes_with_the_clone():
    document = cib(
        clone("k", primitive("a")),
        '<rsc_order id="o" first="k" then="a"/>'
        '<rsc_order id="s"><resource_set id="s1"><resource_ref id="k"/><resource_ref id="a"/>'
        "</resource_set></rsc_order>",
    )
    done(document, RemoveClone("k"))
    assert tree(document, "constraints") == "s(s1(a))"


def test_promotable_is_a_meta_attribute():
    document = done(cib("a"), MakeClone("a", "k", promotable=True))
    assert values(document, "k-meta_attributes") == {"promotable": "true"}
    done(document, SetPromotable("k", on=False))
    assert tree(document) == "k(a)"
    assert "meta_attributes" not in document.text()
    found = Configuration.of(done(document, SetPromotable("k", on=True))).find("k")
    assert isinstance(found, Clone)
    assert found.promotable


def test_the_old_element_becomes_a_clone_when_it_is_made_plain():
    document = cib(f'<master id="k">{primitive("a")}</master>')
    before = document.canonical()
    assert done(document, SetPromotable("k", on=True)).canonical() == before
    done(document, SetPromotable("k", on=False))
    assert document.text().count("<clone ") == 1
    assert "master" not in document.text()


@pytest.mark.parametrize(
    "constraint",
    [
        '<rsc_location id="r" rsc="k" role="Master" node="n1" score="1"/>',
        '<rsc_colocation id="r" rsc="z" with-rsc="a" with-rsc-role="Promoted" score="1"/>',
        '<rsc_order id="r" first="k" first-action="promote" then="z" then-action="start"/>',
        NEEDS_DEMOTE,
    ],
)
def test_a_role_that_a_constraint_needs_is_not_taken_away(constraint: str):
    document = cib(clone("k", primitive("a"), promotable=True) + primitive("z"), constraint)
    assert refused(document, SetPromotable("k", on=False)) == ["role-in-use"]
    assert refused(document, RemoveClone("k")) == ["role-in-use"]


def test_refusals():
    document = cib(
        group("g", "a")
        + clone("k", primitive("c"))
        + f'<bundle id="box"><docker image="i"/>{primitive("d")}</bundle>'
    )
    cases: list[tuple[Edit, list[str]]] = [
        (MakeClone("nope", "n"), ["no-such-resource"]),
        (MakeClone("a", "n"), ["already-in-group"]),
        (MakeClone("c", "n"), ["in-clone"]),
        (MakeClone("d", "n"), ["in-bundle"]),
        (MakeClone("k", "n"), ["not-clonable"]),
        (MakeClone("g", "k"), ["id-taken"]),
        (RemoveClone("g"), ["not-a-clone"]),
        (SetPromotable("box", on=True), ["not-a-clone"]),
    ]
    for edit, codes in cases:
        assert refused(document.copy(), edit) == codes, edit
