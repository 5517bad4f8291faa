"""Random CIBs and random edits of them, also of kinds that no schema allows."""

from copy import deepcopy
from random import Random

from hypothesis import strategies as st
from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element, attributes

TAGS = ["primitive", "group", "nvpair", "op", "comment", "unknown-thing", "lrm_resource"]
IDS = ["a", "b", "c", "web server", "it's", "a/b", "x[1]", "é", ""]
VALUES = ["", "1", "it's", 'say "x"', "a<b&c>d", "tab\there", "line\nbreak", "ü 集群", " "]
TEXTS = ["words", " words with space ", "]]>", "a & b"]

Edit = tuple[str, int, int, int]

edits = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "move",
                "delete",
                "set",
                "unset",
                "copy",
                "comment",
                "pi",
                "text",
                "reorder",
                "foreign",
            ]
        ),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=8,
)


def _fill(parent: Element, pick: Random, depth: int) -> None:
    for _ in range(pick.randrange(5)):
        node = _node(pick)
        parent.append(node)
        if depth and node.tag in TAGS:
            _fill(node, pick, depth - 1)
    if pick.randrange(12) == 0:
        parent.text = pick.choice(TEXTS)
    if len(parent) and pick.randrange(15) == 0:
        parent[pick.randrange(len(parent))].tail = pick.choice(TEXTS)


def _node(pick: Random) -> Element:
    match pick.randrange(20):
        case 0 | 1:
            return etree.Comment(f" {pick.choice('ab')} ")
        case 2:
            return etree.ProcessingInstruction(pick.choice("pq"), "r")
        case 3:
            return etree.Element(f"{{urn:{pick.choice('xy')}}}foreign", {"{urn:z}a": "1"})
        case _:
            element = etree.Element(pick.choice(TAGS))
    if pick.randrange(5):
        element.set("id", pick.choice(IDS))
    for name in pick.sample("xyz", pick.randrange(4)):
        element.set(name, pick.choice(VALUES))
    return element


def build(seed: int, depth: int = 2) -> Cib:
    """A CIB with anything in its sections."""
    pick = Random(seed)
    cib = Cib.parse(
        '<cib admin_epoch="0" epoch="4" num_updates="2" crm_feature_set="3.16.1" have-quorum="1">'
        "<configuration><resources/><!-- a --><constraints/></configuration><status/></cib>"
    )
    for name in ("resources", "constraints", "status"):
        section = cib.section(name)
        assert section is not None
        _fill(section, pick, depth)
    return Cib.parse(cib.text())


def cibs() -> st.SearchStrategy[Cib]:
    """Random CIBs, the shallow ones counting as the simpler."""
    return st.builds(build, st.integers(0, 2**32), st.integers(0, 3))


def edit(cib: Cib, changes: list[Edit]) -> None:
    """Change what is in the sections, as the numbers say."""
    for kind, first, second, third in changes:
        sections = [cib.section(name) for name in ("resources", "constraints", "status")]
        places = [
            node
            for section in sections
            if section is not None
            for node in section.iter("*")
            if not node.tag.startswith("{")
        ]
        nodes = [node for place in places for node in place]
        place = places[second % len(places)]
        _change(kind, nodes[first % len(nodes)] if nodes else None, place, third)


def _change(kind: str, node: Element | None, place: Element, number: int) -> None:
    at = number % (len(place) + 1)
    match kind:
        case "comment":
            place.insert(at, etree.Comment(f" {number % 3} "))
        case "pi":
            place.insert(at, etree.ProcessingInstruction("pi", str(number % 3)))
        case "foreign":
            place.insert(at, etree.Element(f"{{urn:z}}q{number % 2}"))
        case "text":
            place.text = TEXTS[number % len(TEXTS)]
        case "set":
            place.set("xyz"[number % 3], VALUES[number % len(VALUES)])
        case "unset":
            place.attrib.pop("xyz"[number % 3], "")
        case "reorder":
            held = attributes(place)
            place.attrib.clear()
            for name in reversed(held):
                place.set(name, held[name])
        case "copy" if node is not None and not _around(place, node):
            copied = deepcopy(node)
            copied.tail = None
            place.insert(at, copied)
        case "move" if node is not None and not _around(place, node):
            node.tail = None
            place.insert(at, node)
        case "delete" if node is not None:
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)
        case _:
            pass


def _around(place: Element, node: Element) -> bool:
    return node is place or any(each is node for each in place.iterancestors())
