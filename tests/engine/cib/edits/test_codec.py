import pytest

from engine.cib.edits import Code, EditsUnreadable, decode, encode
from engine.cib.edits.codes import SENTENCES
from engine.cib.edits.vocabulary import AddOrder, AttributeTest, RuleSpec, SetRules, SetSpec


def test_edits_are_one_readable_line():
    edits = (
        AddOrder("o", sets=(SetSpec(("a", "集群"), sequential=False),)),
        SetRules("l", (RuleSpec((RuleSpec((AttributeTest("x", "defined"),)),), score="1"),)),
    )
    data = encode(edits)
    assert b"\n" not in data
    assert b'"add-order"' in data
    assert "集群".encode() in data
    assert decode(data) == decode(data.decode()) == edits


@pytest.mark.parametrize(
    "data", [b"", b"[", b"{}", b'[{"type":"dance"}]', b'[{"type":"ungroup"}]', b"\xff"]
)
def test_what_is_no_edits_is_said_in_one_sentence(data: bytes):
    with pytest.raises(EditsUnreadable, match=r"cannot be read .*set that file aside"):
        decode(data)


def test_every_code_has_its_sentence():
    assert set(SENTENCES) == set(Code)
    assert all(text.endswith(".") and "\n" not in text for text in SENTENCES.values())
