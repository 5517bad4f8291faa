import pytest

from engine.cib.document import Cib
from engine.cib.patch import Create, Delete, Modify, Move, PatchError, Patchset, apply, make
from engine.cib.version import Version


def cib(resources: str, *, epoch: int = 5, extra: str = "", status: str = "") -> Cib:
    return Cib.parse(
        f'<cib admin_epoch="0" epoch="{epoch}" num_updates="2" crm_feature_set="3.16.1">'
        f"<configuration><resources>{resources}</resources>{extra}</configuration>"
        f"<status>{status}</status></cib>"
    )


def changes(before: str, after: str) -> list[str]:
    """In short what takes ``before`` to ``after``, checked by doing so."""
    old, new = cib(before), cib(after)
    patchset = make(old, new)
    apply(old, patchset, verify=True)
    new.version = patchset.target
    assert old.canonical() == new.canonical()
    root = "/cib/configuration/resources"
    words: list[str] = []
    for change in patchset.changes:
        path = change.path.removeprefix(root) or "/"
        match change:
            case Create():
                words.append(f"create {path} {change.position}")
            case Delete():
                words.append(f"delete {path}" + (f" {change.position}" if change.position else ""))
            case Move():
                words.append(f"move {path} {change.position}")
            case Modify():
                words.append(f"modify {path} {dict(change.set)} {list(change.unset)}")
    return words


A, B, C = '<primitive id="a"/>', '<primitive id="b"/>', '<primitive id="c"/>'


def test_only_what_differs_is_named():
    assert changes(A + B, A + B) == []
    assert changes(A + B, A + B + C) == ["create / 2"]
    assert changes(A + B + C, A + C) == ["delete /primitive[@id='b']"]
    assert changes(A + B, A + '<primitive id="b" x="1"/>') == [
        "modify /primitive[@id='b'] {'x': '1'} []"
    ]
    assert changes('<primitive id="a" x="1"/>', A) == ["modify /primitive[@id='a'] {} ['x']"]


def test_one_that_moved_is_moved_alone():
    assert changes(A + B + C, C + A + B) == ["move /primitive[@id='c'] 0"]
    assert changes(A + B + C, B + C + A) == ["move /primitive[@id='a'] 2"]


def test_into_another_parent_is_a_deletion_and_a_creation():
    group = '<group id="g">{}</group>'
    assert changes(group.format(A) + B, group.format(A + B)) == [
        "delete /primitive[@id='b']",
        "create /group[@id='g'] 1",
    ]


def test_a_comment_that_stays_is_not_touched():
    note = "<!-- note -->"
    assert changes(note + A, note + A + B) == ["create / 2"]
    assert changes(A + note, A) == ["delete /comment 1"]
    assert changes(A + note, note + A) == ["move /primitive[@id='a'] 1"]
    assert changes(note + A + "<!-- x -->", A + "<!-- y -->") == [
        "delete /comment 2",
        "delete /comment",
        "create / 1",
    ]


def test_what_has_no_name_of_its_own_is_replaced_with_what_it_is_in():
    twins = '<group id="g"><x y="{}"/><x y="2"/>{}</group>'
    assert changes(twins.format(1, ""), twins.format(1, A)) == ["create /group[@id='g'] 2"]
    assert changes(twins.format(1, A), twins.format(3, A)) == [
        "delete /group[@id='g']/x",
        "delete /group[@id='g']/x",
        "create /group[@id='g'] 0",
        "create /group[@id='g'] 1",
    ]
    text = '<group id="g">{}<a/></group>'
    assert changes(text.format("one") + B, text.format("two") + B) == [
        "delete /group[@id='g']",
        "create / 0",
    ]
    quote = """<x id="it's" y="{}"/><x id="b"/>"""
    assert changes(quote.format(1), quote.format(2)) == [
        "delete /x",
        "delete /x",
        "create / 0",
        "create / 1",
    ]


def test_the_order_of_attributes_is_kept():
    before, after = cib('<primitive id="a" x="1" y="2"/>'), cib('<primitive id="a" y="2" x="1"/>')
    apply(before, make(before, after))
    assert '<primitive id="a" y="2" x="1"/>' in before.text()


def test_text_below_the_root_cannot_be_expressed():
    with pytest.raises(PatchError, match="directly below <cib>") as caught:
        make(Cib.parse("<cib>one<a/></cib>"), Cib.parse("<cib>two<a/></cib>"))
    assert caught.value.code == "text"


def test_a_later_version_is_the_target():
    patchset = make(cib(A), cib(B, epoch=9))
    assert (patchset.source, patchset.target) == (Version(0, 5, 2), Version(0, 9, 2))
    result = cib(A)
    apply(result, patchset)
    assert result.canonical() == cib(B, epoch=9).canonical()


def test_a_draft_gets_the_version_that_its_change_will_make():
    configuration = make(cib(A), cib(B))
    assert configuration.target == Version(0, 6, 0)
    assert configuration.configuration
    assert all(change.path != "/cib" for change in configuration.changes)
    status = make(cib(A), cib(A, status='<node_state id="1"/>'))
    assert status.target == Version(0, 5, 3)
    assert not status.configuration


def test_an_older_draft_does_not_turn_the_version_back():
    patchset = make(cib(A, epoch=9), cib(B, epoch=5))
    assert patchset.target == Version(0, 10, 0)
    result = cib(A, epoch=9)
    apply(result, patchset, verify=True)
    assert result.version == Version(0, 10, 0)


def test_the_patchset_keeps_nothing_of_the_documents():
    before, after = cib(A), cib(A + '<group id="g"/>')
    patchset = make(before, after)
    text = patchset.text()
    section = after.section("resources")
    assert section is not None
    section[1].set("changed", "later")
    assert patchset.text() == text
    assert Patchset.parse(text).text() == text


def test_the_deepest_documents_are_compared_all_the_same():
    deep = "<x id='y'>" * 90 + "{}" + "</x>" * 90
    before, after = cib(deep.format("")), cib(deep.format("<z/>"), epoch=6)
    patchset = make(before, after)
    apply(before, patchset)
    assert before.canonical() == after.canonical()
