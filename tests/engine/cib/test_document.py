import gc
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from engine.cib.document import Cib, CibError
from engine.cib.version import Version

PLAIN = """\
<cib admin_epoch="1" epoch="12" num_updates="3" validate-with="pacemaker-3.9"
     crm_feature_set="3.16.1" have-quorum="1" dc-uuid="2">
  <configuration>
    <!-- the two web servers -->
    <resources>
      <primitive id="web" class="ocf" provider="heartbeat" type="apache">
      </primitive>
    </resources>
    <future flavour="sweet"><inner/>words &amp; more</future>
  </configuration>
  <status/>
</cib>
"""


def test_says_what_its_root_says():
    cib = Cib.parse(PLAIN)
    assert cib.version == Version(1, 12, 3)
    assert cib.dc_uuid == "2"
    assert cib.feature_set == "3.16.1"
    assert cib.validate_with == "pacemaker-3.9"


def test_what_is_not_said_is_harmless():
    cib = Cib.parse('<cib epoch="none" num_updates="-4" dc-uuid=""/>')
    assert cib.version == Version(0, 0, 0)
    assert cib.dc_uuid is None
    assert cib.feature_set == ""
    assert cib.section("resources") is None
    assert cib.section("status") is None


def test_sections_are_found_where_they_are():
    cib = Cib.parse(PLAIN)
    resources, status = cib.section("resources"), cib.section("status")
    assert resources is not None
    assert resources[0].get("id") == "web"
    assert status is not None
    assert status.getparent() is cib.root


def test_version_is_written_into_the_document():
    cib = Cib.parse(PLAIN)
    cib.version = Version(1, 13, 0)
    assert Cib.parse(cib.text()).version == Version(1, 13, 0)


def test_what_it_does_not_know_survives():
    text = Cib.parse(PLAIN).text()
    assert "<!-- the two web servers -->" in text
    assert '<future flavour="sweet"><inner/>words &amp; more</future>' in text


def test_layout_is_no_content_and_order_is():
    spread = Cib.parse("<cib>\n  <a>\n  </a>\n  <b x='1' y='2'/>\n</cib>")
    assert spread.canonical() == Cib.parse('<cib><a/><b y="2" x="1"/></cib>').canonical()
    assert spread.canonical() != Cib.parse('<cib><b y="2" x="1"/><a/></cib>').canonical()
    assert spread.canonical() != Cib.parse('<cib><a/><!-- b --><b y="2" x="1"/></cib>').canonical()


def test_pretty_text_reads_the_same():
    cib = Cib.parse(PLAIN)
    pretty = cib.text(pretty=True)
    assert pretty.count("\n") > 5
    assert Cib.parse(pretty).canonical() == cib.canonical()


def test_comments_around_the_root_are_kept():
    assert Cib.parse("<!-- made by hand --><cib/>").copy().text().startswith("<!-- made by hand")


def test_a_copy_shares_nothing():
    cib = Cib.parse(PLAIN)
    copied = cib.copy()
    copied.version = Version(9, 9, 9)
    copied.root[0].clear()
    assert cib.canonical() == Cib.parse(PLAIN).canonical()


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-8"?>' + PLAIN.encode(),
        '<?xml version="1.0" encoding="iso-8859-1"?>' + PLAIN,
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + PLAIN.encode("latin1"),
    ],
)
def test_reads_the_encodings_that_occur(data: bytes | str):
    assert Cib.parse(data).canonical() == Cib.parse(PLAIN).canonical()


def test_letters_beyond_ascii_stay():
    data = '<?xml version="1.0" encoding="latin1"?><cib description="Zürich"/>'.encode("latin1")
    assert Cib.parse(data).root.get("description") == "Zürich"
    assert "Zürich 集群" in Cib.parse('<cib description="Zürich 集群"/>').text()


def error(data: bytes | str) -> CibError:
    with pytest.raises(CibError) as caught:
        Cib.parse(data)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


def test_broken_xml_is_placed():
    caught = error("<cib>\n  <a></b>\n</cib>")
    assert (caught.code, caught.line, caught.column) == ("syntax", 2, 10)
    assert "line 2, column 10" in str(caught)


@pytest.mark.parametrize("data", ["", " \n", b"", b"\0\0\0\0", "no XML", "<cib", "<cib/><cib/>"])
def test_what_is_no_xml_is_refused_in_a_sentence(data: bytes | str):
    assert error(data).code == "syntax"


def test_bytes_that_are_not_of_their_encoding():
    assert error(b'<cib a="\xff"/>').code == "syntax"
    assert error(b"\xff\xfe<").code == "encoding"
    assert "utf-7" in str(error(b'<?xml version="1.0" encoding="utf-7"?><cib/>'))


def test_another_document_is_named():
    caught = error("<crm_mon version='2.1.5'/>")
    assert caught.code == "root"
    assert "<crm_mon>" in str(caught)
    wrapped = error('<pacemaker-result>\n<cib epoch="1"/>\n</pacemaker-result>')
    assert wrapped.code == "root"
    assert "<cib> inside it at line 2" in str(wrapped)


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE cib>",
        "<!-- x -->\n<?y z?>\n<!DOCTYPE cib [<!ENTITY a 'b'>]>",
        '<?xml version="1.0"?><!DOCTYPE cib SYSTEM "http://example.org/cib.dtd">',
    ],
)
def test_doctypes_are_refused(prolog: str):
    assert error(prolog + "<cib/>").code == "doctype"
    assert error(("\ufeff" + prolog + "<cib/>").encode("utf-16-le")).code == "doctype"


def test_a_bomb_of_entities_does_not_go_off():
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE cib [<!ENTITY e0 "boom">{layers}]><cib a="&e11;">&e11;</cib>'
    start = time.perf_counter()
    assert error(bomb).code == "doctype"
    assert time.perf_counter() - start < 1


def test_entities_without_a_declaration_are_an_error():
    assert error("<cib>&who;</cib>").code == "syntax"


def test_absurd_depth_is_refused():
    caught = error("<cib>" + "<a>" * 100_000)
    assert caught.code == "syntax"
    assert "depth" in str(caught)


def test_reading_keeps_nothing_of_what_was_read_before():
    Cib.parse(PLAIN)
    gc.collect()
    before = sum(isinstance(item, etree._Element) for item in gc.get_objects())  # pyright: ignore[reportPrivateUsage]
    for _ in range(20):
        Cib.parse(PLAIN)
    gc.collect()
    after = sum(isinstance(item, etree._Element) for item in gc.get_objects())  # pyright: ignore[reportPrivateUsage]
    assert after <= before


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"<cib>{text}</cib>"))
@example(b"<?xml version='1.0' encoding='utf-16'?><cib/>")
@example("<cib a='\ud800'/>")
@example("<cib>\x00</cib>")
def test_anything_is_read_or_refused_in_a_sentence(data: bytes | str):
    words = "read."
    try:
        Cib.parse(data)
    except CibError as caught:
        words = str(caught)
    assert words.endswith(".")
    assert "\n" not in words
