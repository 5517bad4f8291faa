import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from engine.cib.edits import free_id
from engine.cib.edits.ids import is_id, sanitized
from engine.cib.views import Configuration
from tests.engine.cib.edits.small import cib

_SCHEMA = etree.RelaxNG(
    etree.fromstring(
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0" '
        'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
        '<attribute name="id"><data type="ID"/></attribute></element>'
    )
)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("web", "web"),
        ("a", "a-1"),
        ("odd", "odd-1"),
        ("web server", "web_server"),
        ("9", "_9"),
        ("", "_"),
        ("数据库", "数据库"),
        ("l-1", "l-1-1"),
    ],
)
def test_a_free_id(wish: str, expected: str):
    """Free among all ids: also of pairs, and of what is not understood."""
    document = cib(
        '<primitive id="a" class="lsb" type="x"><unknown id="odd"/></primitive>',
        '<rsc_location id="l" rsc="a" node="n1" score="1"/>'
        '<rsc_location id="l-1" rsc="a" node="n2" score="1"/>',
    )
    assert free_id(Configuration.of(document), wish) == expected


@given(st.text(max_size=12))
@example("Ω-ё_ü.集群")
def test_what_comes_out_is_an_id_for_the_schema(text: str):
    id_ = sanitized(text)
    assert is_id(id_)
    assert sanitized(id_) == id_
    assert _SCHEMA.validate(etree.Element("a", {"id": id_}))
    assert not is_id(text) or id_ == text
