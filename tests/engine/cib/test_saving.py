import bz2
import gzip

import pytest

from engine.cib import saving
from engine.cib.container import compress, decompress
from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import (
    AddLocation,
    ChangeConstraint,
    Edit,
    MakeClone,
    NewGroup,
    RemoveConstraint,
    SetMeta,
    SetProperty,
)

FILE = """\
<?xml version='1.0' standalone="yes" ?>
<!-- ours -->
<cib  epoch="1"   admin_epoch='0' num_updates="0">
\t<configuration>
\t\t<crm_config/> <!-- nothing here -->
\t\t<nodes></nodes>
\t\t<resources>

\t\t\t<!-- first -->
\t\t\t<primitive id='a' class="lsb"
\t\t\t           type="x"/>   <!-- after a -->
\t\t\t<primitive class="lsb" type="it's" id="b">
\t\t\t\t<operations> </operations>
\t\t\t</primitive><primitive id="c" class="lsb" type="a&#x41;&gt;"/>
\t\t</resources>
\t\t<constraints>
\t\t\t<rsc_location id="l" rsc='a' node="n" score = '5'/>
\t\t</constraints>
\t</configuration>
\t<status/>
</cib>
<!-- end -->

"""

WITH_OPTION = """\
<crm_config>
\t\t\t<cluster_property_set id="cib-bootstrap-options">
\t\t\t\t<nvpair id="cib-bootstrap-options-x" name="x" value="1"/>
\t\t\t</cluster_property_set>
\t\t</crm_config>"""

PLAIN = """\
\t\t\t<primitive class="lsb" type="it's" id="b">
\t\t\t\t<operations> </operations>
\t\t\t</primitive>"""

CLONED = """\
\t\t\t<clone id="k">
\t\t\t\t<primitive class="lsb" type="it's" id="b">
\t\t\t\t\t<operations> </operations>
\t\t\t\t</primitive>
\t\t\t</clone>"""


def saved(*edits: Edit, text: str = FILE) -> str:
    """The file after edits."""
    cib = Cib.parse(text)
    apply(cib, edits)
    return saving.text_of(cib, text.encode()).decode()


def test_an_unchanged_document_is_the_same_file():
    assert saved() == FILE


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (ChangeConstraint("l", {"score": "-INFINITY"}), "score = '5'", "score = '-INFINITY'"),
        (ChangeConstraint("l", {"node": "it's"}), 'node="n"', 'node="it\'s"'),
        (ChangeConstraint("l", {"rsc": "b", "node": 'a"<'}), "", None),
        (
            ChangeConstraint("l", {"role": "Started"}),
            "score = '5'/>",
            "score = '5' role=\"Started\"/>",
        ),
        (
            RemoveConstraint("l"),
            "\n\t\t\t<rsc_location id=\"l\" rsc='a' node=\"n\" score = '5'/>",
            "",
        ),
        (
            AddLocation("m", "b", "n", "1"),
            "score = '5'/>\n",
            'score = \'5\'/>\n\t\t\t<rsc_location id="m" rsc="b" node="n" score="1"/>\n',
        ),
        (
            SetProperty("x", "1"),
            "<crm_config/>",
            WITH_OPTION,
        ),
        (MakeClone("b", "k"), PLAIN, CLONED),
    ],
)
def test_only_what_was_edited_changes(edit: Edit, old: str, new: str | None):
    if new is None:
        assert 'node="a&quot;&lt;"' in saved(edit)
        return
    assert FILE.count(old) == 1
    assert saved(edit) == FILE.replace(old, new)


def test_what_moves_keeps_its_own_writing():
    text = saved(NewGroup("g", ("c", "a")))
    assert '\t\t\t\t<primitive id="c" class="lsb" type="a&#x41;&gt;"/>\n' in text
    assert '<primitive id=\'a\' class="lsb"\n\t\t\t           type="x"/>\n' in text


def test_a_file_on_one_line_stays_on_one_line():
    text = Cib.parse(FILE).text()
    assert "\n" not in saved(SetMeta("b", "x", "1"), AddLocation("m", "b", "n", "1"), text=text)


def test_line_ends_of_windows_stay():
    text = saved(AddLocation("m", "b", "n", "1"), text=FILE.replace("\n", "\r\n"))
    assert text.count("\n") == text.count("\r\n") == FILE.count("\n") + 1


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", None), ("utf-16", None), ("iso-8859-1", "ISO-8859-1"), ("ascii", "us-ascii")],
)
def test_the_encoding_stays(encoding: str, declared: str | None):
    text = (
        FILE
        if declared is None
        else FILE.replace(" standalone", f' encoding="{declared}" standalone')
    )
    original = text.encode(encoding)
    cib = Cib.parse(original)
    apply(cib, (ChangeConstraint("l", {"node": "é"}),))
    written = saving.text_of(cib, original)
    wanted = "é" if encoding != "ascii" else "&#233;"
    assert written.decode(encoding) == text.replace('node="n"', f'node="{wanted}"')
    assert Cib.parse(written).canonical() == cib.canonical()


def test_text_among_elements_is_not_lost():
    text = FILE.replace("<operations> </operations>", "<odd>words<b/>more<c/></odd>")
    again = Cib.parse(saved(SetMeta("b", "x", "1"), text=text))
    assert "<odd>words<b/>more<c/></odd>" in again.text()


def test_what_is_no_original_of_it_gives_an_indented_file():
    cib = Cib.parse(FILE)
    for original in (None, b"", b"<other/>", b"\xff\xfe"):
        written = saving.text_of(cib, original)
        assert written.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        assert b"\n  <configuration>\n" in written
        assert Cib.parse(written).canonical() == cib.canonical()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("cib.xml", bytes), ("cib.XML.BZ2", bz2.compress), ("cib.gz", gzip.compress)],
)
def test_the_name_says_how_a_file_is_packed(name: str, pack: type[bytes]):
    data = FILE.encode()
    assert decompress(compress(data, like=name)) == data
    assert compress(data, like=name)[:2] == pack(data)[:2]
    assert decompress(saving.save(Cib.parse(FILE), name, pack(data))) == data
