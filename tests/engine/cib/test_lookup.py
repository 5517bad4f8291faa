from lxml import etree

from engine.cib.lookup import Lookup
from engine.cib.xml import Element


def many(count: int) -> Element:
    root = etree.Element("root")
    for number in range(count):
        etree.SubElement(root, "a", {"id": str(number)})
    return root


def test_finds_among_few_and_among_many():
    for count in (3, 500):
        root, lookup = many(count), Lookup()
        for _ in range(10):
            assert lookup.find(root, "a", str(count - 1)) is root[count - 1]
            assert lookup.find(root, "a", "nobody") is None
            assert lookup.find(root, "b", "1") is None
            assert lookup.find(root, "a", None) is root[0]


def test_a_document_changed_by_other_hands_gives_no_wrong_answer():
    root, lookup = many(500), Lookup()
    for _ in range(10):
        lookup.find(root, "a", "7")
    renamed, removed = root[7], root[8]
    renamed.set("id", "new")
    root.remove(removed)
    late = etree.SubElement(root, "a", {"id": "late"})
    assert lookup.find(root, "a", "7") is None
    assert lookup.find(root, "a", "8") is None
    assert lookup.find(root, "a", "new") is renamed
    assert lookup.find(root, "a", "late") is late


def test_the_first_of_two_is_found():
    root, lookup = many(500), Lookup()
    etree.SubElement(root, "a", {"id": "3", "second": "yes"})
    for _ in range(10):
        assert lookup.find(root, "a", "3") is root[3]


def test_forgets_what_was_taken_out():
    top, lookup = etree.Element("top"), Lookup()
    inner = many(500)
    top.append(inner)
    for _ in range(10):
        lookup.find(inner, "a", "7")
    top.remove(inner)
    lookup.forget(inner)
    assert not lookup._known  # pyright: ignore[reportPrivateUsage]
    assert not lookup._asked  # pyright: ignore[reportPrivateUsage]
