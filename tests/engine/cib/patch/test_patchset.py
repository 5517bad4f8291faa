import pytest

from engine.cib.patch import Create, Delete, Modify, Move, PatchError, Patchset
from engine.cib.version import Version

PUSHED = """\
<notify t="cib_notify" subt="cib_diff_notify" cib_op="cib_modify" cib_rc="0">
  <cib_update_result>
    <diff format="2" digest="1234">
      <version>
        <source admin_epoch="0" epoch="5" num_updates="7"/>
        <target admin_epoch="0" epoch="6" num_updates="0"/>
      </version>
      <change operation="delete" path="/cib/configuration/resources/comment" position="0"/>
      <change operation="modify" path="/cib">
        <change-list>
          <change-attr name="epoch" operation="set" value="6"/>
          <change-attr name="num_updates" operation="set" value="0"/>
          <change-attr name="dc-uuid" operation="unset"/>
        </change-list>
        <change-result>
          <cib epoch="6" num_updates="0" admin_epoch="0"/>
        </change-result>
      </change>
      <change operation="create" path="/cib/configuration/resources" position="0">
        <primitive id="web"><!-- mine --></primitive>
      </change>
      <change operation="move" path="/cib/configuration/resources/group[@id='g']" position="3"/>
    </diff>
  </cib_update_result>
</notify>
"""


def test_reads_what_libcib_hands_out():
    patchset = Patchset.parse(PUSHED)
    assert patchset.source == Version(0, 5, 7)
    assert patchset.target == Version(0, 6, 0)
    assert patchset.digest == "1234"
    gone, changed, created, moved = patchset.changes
    assert gone == Delete("/cib/configuration/resources/comment", 0)
    assert changed == Modify(
        "/cib",
        "cib",
        {"epoch": "6", "num_updates": "0", "admin_epoch": "0"},
        {"epoch": "6", "num_updates": "0"},
        ("dc-uuid",),
    )
    assert isinstance(created, Create)
    assert created.node.get("id") == "web"
    assert moved == Move("/cib/configuration/resources/group[@id='g']", 3)
    assert patchset.configuration


def test_writes_what_it_read():
    patchset = Patchset.parse(PUSHED)
    again = Patchset.parse(patchset.text())
    assert again.text() == patchset.text()
    assert '<primitive id="web"><!-- mine --></primitive>' in patchset.text()


def test_moves_to_another_source():
    moved = Patchset.parse(PUSHED).with_source(Version(0, 5, 31))
    assert moved.source == Version(0, 5, 31)
    assert moved.target == Version(0, 6, 0)
    assert moved.digest is None, "it was the digest of another document"
    moved = moved.with_source(Version(2, 41, 3))
    assert moved.target == Version(2, 42, 0)
    root = moved.changes[1]
    assert isinstance(root, Modify)
    assert root.attributes == {"epoch": "42", "num_updates": "0", "admin_epoch": "2"}
    assert root.set == {"epoch": "42", "num_updates": "0"}


def test_moves_a_status_change_and_an_admin_epoch():
    status = Patchset(Version(0, 5, 7), Version(0, 5, 9))
    assert status.with_source(Version(0, 6, 1)).target == Version(0, 6, 3)
    admin = Patchset(Version(0, 5, 7), Version(1, 0, 0))
    assert admin.with_source(Version(3, 6, 1)).target == Version(4, 0, 0)
    assert status.with_source(status.source) is status


@pytest.mark.parametrize(
    ("xml", "code", "words"),
    [
        ("", "syntax", "empty"),
        ("<diff", "syntax", "broken at line 1"),
        ("<cib/>", "syntax", "holds <cib> and no <diff>"),
        ('<diff crm_feature_set="3.0.6"><diff-removed/><diff-added/></diff>', "format", "format 1"),
        ('<diff format="3"/>', "format", "format 3"),
        ('<diff format="2"/>', "change", "which versions"),
        ('<diff format="2"><version><source epoch="1"/></version></diff>', "change", "versions"),
        (
            '<diff format="2"><version><source epoch="x"/><target/></version></diff>',
            "change",
            "not made of numbers",
        ),
    ],
)
def test_what_is_no_patchset_is_refused_in_a_sentence(xml: str, code: str, words: str):
    with pytest.raises(PatchError) as caught:
        Patchset.parse(xml)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('<change operation="create" path="/cib" position="0"/>', "creates nothing"),
        ('<change operation="create" position="0"><a/></change>', "without a path"),
        ('<change operation="modify" path="/cib"/>', "without saying to what"),
        ('<change operation="modify" path="/cib"><change-result/></change>', "without saying"),
        ('<change operation="twist" path="/cib"/>', "unknown kind of change"),
    ],
)
def test_a_change_that_says_too_little_is_refused(change: str, words: str):
    versions = "<version><source epoch='1'/><target epoch='2'/></version>"
    with pytest.raises(PatchError, match=words) as caught:
        Patchset.parse(f'<diff format="2">{versions}{change}</diff>')
    assert caught.value.code == "change"
