"""Small documents, one for each test."""

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.edits.vocabulary import Edit
from engine.cib.xml import Element, attributes


def cib(resources: str = "", constraints: str = "", **sections: str) -> Cib:
    """A CIB with these resources (``a b`` for two primitives, or XML) and constraints."""
    if "<" not in resources:
        resources = "".join(map(primitive, resources.split()))
    crm_config = sections.pop("crm_config", "")
    nodes = sections.pop("nodes", '<node id="1" uname="n1"/><node id="2" uname="n2"/>')
    schema = sections.pop("schema", "pacemaker-3.9")
    others = "".join(f"<{name}>{content}</{name}>" for name, content in sections.items())
    return Cib.parse(
        f'<cib validate-with="{schema}" admin_epoch="0" epoch="1" num_updates="0"><configuration>'
        f"<crm_config>{crm_config}</crm_config><nodes>{nodes}</nodes>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        f"{others}</configuration><status/></cib>"
    )


def primitive(id_: str, inside: str = "") -> str:
    """A primitive as XML."""
    start = f'<primitive id="{id_}" class="ocf" provider="heartbeat" type="Dummy"'
    return f"{start}>{inside}</primitive>" if inside else f"{start}/>"


def group(id_: str, *members: str, inside: str = "") -> str:
    """A group as XML."""
    return f'<group id="{id_}">{inside}{"".join(map(primitive, members))}</group>'


def clone(id_: str, inside: str, *, promotable: bool = False) -> str:
    """A clone as XML."""
    meta = (
        f'<meta_attributes id="{id_}-meta"><nvpair id="{id_}-p" name="promotable" value="true"/>'
        "</meta_attributes>"
    )
    return f'<clone id="{id_}">{meta if promotable else ""}{inside}</clone>'


def tree(document: Cib, section: str = "resources") -> str:
    """The ids of what is in a section, as ``a g(b c)``."""
    found = document.section(section)
    assert found is not None
    return " ".join(map(_drawn, found.iterchildren(*_DRAWN)))


_DRAWN = (
    *("primitive", "group", "clone", "master", "bundle", "tag", "obj_ref"),
    *("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket", "resource_set", "resource_ref"),
)


def _drawn(node: Element) -> str:
    inner = " ".join(map(_drawn, node.iterchildren(*_DRAWN)))
    name = node.get("id") or f"->{node.get('id-ref')}"
    return f"{name}({inner})" if inner else name


def attributes_of(document: Cib, id_: str) -> dict[str, str]:
    """The attributes of the element with that id, without the id."""
    (found,) = (node for node in document.root.iter("*") if node.get("id") == id_)
    return {name: value for name, value in attributes(found).items() if name != "id"}


def values(document: Cib, set_id: str) -> dict[str, str]:
    """The names and values of the set with that id."""
    (found,) = (node for node in document.root.iter("*") if node.get("id") == set_id)
    return {pair.get("name", ""): pair.get("value", "") for pair in found.iterchildren("nvpair")}


def done(document: Cib, *edits: Edit) -> Cib:
    """The document with the edits made on it."""
    apply(document, edits)
    return document


def refused(document: Cib, *edits: Edit) -> list[str]:
    """The codes with which an edit is refused; the document is as it was."""
    before = document.canonical()
    try:
        apply(document, edits)
    except EditRefused as refusal:
        assert document.canonical() == before
        return [finding.code for finding in refusal.findings]
    return []


def xml(document: Cib, section: str) -> str:
    """A section as XML text."""
    found = document.section(section)
    assert found is not None
    return etree.tostring(found, encoding="unicode", with_tail=False)
