import pytest

from engine.cib.edits.vocabulary import Edit, JoinGroup, LeaveGroup, NewGroup, Ungroup
from tests.engine.cib.edits.small import cib, clone, done, group, primitive, refused, tree, xml

BUNDLE = f'<bundle id="box"><docker image="i"/>{primitive("inner")}</bundle>'


def test_a_new_group_stands_where_its_first_member_was():
    assert tree(done(cib("a b c d"), NewGroup("g", ("c", "a")))) == "b g(c a) d"


@pytest.mark.parametrize(
    ("members", "before", "expected"),
    [
        (("x",), None, "g(a b c x) y"),
        (("x",), "a", "g(x a b c) y"),
        (("x", "y"), "b", "g(a x y b c)"),
        (("c",), "a", "x g(c a b) y"),
        (("a",), None, "x g(b c a) y"),
        (("a", "b"), "c", "x g(a b c) y"),
        (("b", "x"), "b", "g(a b x c) y"),
        (("c",), "c", "x g(a b c) y"),
    ],
)
def test_joining_and_moving_within(members: tuple[str, ...], before: str | None, expected: str):
    document = cib(primitive("x") + group("g", "a", "b", "c") + primitive("y"))
    document = done(document, JoinGroup("g", members, before))
    assert tree(document) == expected


def test_members_leave_behind_the_group_and_in_order():
    document = cib(primitive("x") + group("g", "a", "b", "c") + primitive("y"))
    assert tree(done(document, LeaveGroup(("a", "b")))) == "x g(c) a b y"


def test_leaving_a_cloned_group_leaves_the_clone():
    document = cib(clone("k", group("g", "a", "b")) + primitive("y"))
    assert tree(done(document, LeaveGroup(("a",)))) == "k(g(b)) a y"


def test_an_empty_group_goes_with_all_that_named_it():
    document = cib(
        clone("k", group("g", "a")) + "".join(map(primitive, "xyz")),
        '<rsc_location id="l" rsc="k" node="n1" score="1"/>'
        '<rsc_order id="o" first="g" then="x"/>'
        '<rsc_colocation id="kept" rsc="x" with-rsc="y" score="1"/>'
        '<rsc_order id="s"><resource_set id="s1"><resource_ref id="g"/></resource_set>'
        '<resource_set id="s2"><resource_ref id="x"/><resource_ref id="k"/></resource_set>'
        "</rsc_order>"
        '<rsc_order id="gone"><resource_set id-ref="s1"/></rsc_order>'
        '<rsc_ticket id="t" rsc="tagged" ticket="T"/>',
        tags='<tag id="tagged"><obj_ref id="g"/></tag><tag id="more"><obj_ref id="tagged"/>'
        '<obj_ref id="x"/></tag>',
    )
    done(document, LeaveGroup(("a",)))
    assert tree(document) == "a x y z"
    assert tree(document, "constraints") == "kept s(s2(x))"
    assert tree(document, "tags") == "more(x)"


def test_moving_the_last_member_to_another_group_dissolves_the_first():
    document = cib(
        group("g", "a") + group("h", "b"), '<rsc_location id="l" rsc="g" node="n1" score="1"/>'
    )
    done(document, JoinGroup("h", ("a",)))
    assert tree(document) == "h(b a)"
    assert tree(document, "constraints") == ""


def test_dissolving_keeps_members_comments_and_shared_definitions():
    shared = '<meta_attributes id="m"><nvpair id="p" name="priority" value="5"/></meta_attributes>'
    document = cib(
        f'<group id="g">{shared}<!-- first -->{primitive("a")}{primitive("b")}</group>'
        + primitive("c", '<meta_attributes id-ref="m"/>')
    )
    done(document, Ungroup("g"))
    assert tree(document) == "a b c"
    assert "<!-- first --><primitive" in xml(document, "resources")
    assert f"{shared}</primitive>" in xml(document, "resources")


def test_a_cloned_group_of_one_can_be_dissolved():
    assert tree(done(cib(clone("k", group("g", "a"))), Ungroup("g"))) == "k(a)"


def test_refusals():
    document = cib(
        "".join(map(primitive, "xy"))
        + group("g", "a", "b")
        + clone("k", primitive("c"))
        + clone("kk", group("h", "d", "e"))
        + BUNDLE,
        '<rsc_colocation id="bind" rsc="y" with-rsc="kk" score="INFINITY"/>',
        tags='<tag id="t"><obj_ref id="x"/></tag>',
    )
    cases: list[tuple[Edit, list[str]]] = [
        (NewGroup("n", ()), ["nothing-named"]),
        (NewGroup("n", ("x", "x")), ["named-twice"]),
        (NewGroup("x", ("x",)), ["id-taken"]),
        (NewGroup("2 x", ("x",)), ["bad-id"]),
        (NewGroup("n", ("nope", "t", "n1")), ["no-such-resource"] * 3),
        (NewGroup("n", ("a",)), ["already-in-group"]),
        (NewGroup("n", ("c", "inner")), ["in-clone", "in-bundle"]),
        (NewGroup("n", ("g", "k", "box")), ["not-a-primitive"] * 3),
        (JoinGroup("k", ("x",)), ["not-a-group"]),
        (JoinGroup("nope", ("x",)), ["no-such-resource"]),
        (JoinGroup("g", ("x",), "d"), ["not-in-group"]),
        (JoinGroup("h", ("y",)), ["bound-to-group"]),
        (JoinGroup("g", ("y",)), []),
        (LeaveGroup(("x",)), ["in-no-group"]),
        (LeaveGroup(("nope",)), ["no-such-resource"]),
        (Ungroup("h"), ["clone-holds-one"]),
        (Ungroup("a"), ["not-a-group"]),
    ]
    for edit, codes in cases:
        assert refused(document.copy(), edit) == codes, edit


def test_all_or_none():
    document = cib("a b c")
    assert refused(document, NewGroup("g", ("a", "b")), NewGroup("g", ("c",))) == ["id-taken"]
    assert tree(document) == "a b c"
