import pytest

from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.finding import Finding, Severity

SOUND = """\
<cib><configuration>
  <nodes><node id="1" uname="node1"/><node id="a" uname="node2"/></nodes>
  <resources>
    <template id="t" class="ocf" provider="heartbeat" type="Dummy"/>
    <group id="g"><primitive id="a" template="t"/></group>
    <clone id="c"><primitive id="b" class="ocf" provider="heartbeat" type="Dummy">
      <meta_attributes id="m"><nvpair id="n" name="remote-node" value="guest"/></meta_attributes>
      <operations><op id="o" name="monitor" interval="P40S" timeout="20"/></operations>
    </primitive></clone>
    <primitive id="far" class="ocf" provider="pacemaker" type="remote"/>
    <bundle id="box"><podman image="x" replicas="2"/></bundle>
    <primitive id="f" class="stonith" type="fence_x"><meta_attributes id-ref="m"/></primitive>
  </resources>
  <constraints>
    <rsc_location id="l1" rsc="a" node="NODE1" score="-INFINITY"/>
    <rsc_location id="l2" rsc="tagged" node="far" score="5"/>
    <rsc_location id="l3" rsc="t" node="guest" score="5"/>
    <rsc_location id="l4" rsc="c" node="box-1" score="5"/>
    <rsc_order id="r"><resource_set id="s"><resource_ref id="g"/></resource_set></rsc_order>
  </constraints>
  <tags><tag id="tagged"><obj_ref id="a"/><obj_ref id="l1"/></tag></tags>
  <fencing-topology><fencing-level id="fl" index="1" target="node1" devices="f"/></fencing-topology>
  <acls><acl_role id="w"/><acl_target id="a"><role id="w"/></acl_target></acls>
</configuration></cib>
"""


def findings(old: str = "", new: str = "") -> list[Finding]:
    assert old in SOUND
    return check(Cib.parse(SOUND.replace(old, new, 1) if old else SOUND))


def test_nothing_is_wrong_with_a_sound_configuration():
    assert findings() == []


@pytest.mark.parametrize(
    ("old", "new", "code", "subject", "word"),
    [
        ('<primitive id="a"', '<primitive id="g"', "duplicate-id", "g", "<group>"),
        ('id-ref="m"', 'id-ref="zz"', "missing-reference", "f", "zz"),
        ('id-ref="m"', 'id-ref="f"', "missing-reference", "f", "<meta_attributes>"),
        ('<primitive id="a" template="t"/>', "", "empty-group", "g", "group g"),
        ('template="t"', 'template="u"', "unknown-template", "a", "template u"),
        ('template="t"', 'class="ocf"', "no-agent", "a", "names no agent"),
        ('rsc="a" node="NODE1"', 'rsc="zz" node="NODE1"', "unknown-resource", "l1", "zz"),
        ('<resource_ref id="g"', '<resource_ref id="zz"', "unknown-resource", "r", "zz"),
        ('node="far"', 'node="farther"', "unknown-node", "l2", "farther"),
        ('node="box-1"', 'node="box-2"', "unknown-node", "l4", "box-2"),
        ('<obj_ref id="a"', '<obj_ref id="zz"', "unknown-tagged", "tagged", "zz"),
        ('devices="f"', 'devices="f,zz"', "unknown-device", "fl", "zz"),
        ('score="-INFINITY"', 'score="never"', "bad-score", "l1", "'never'"),
        ('timeout="20"', 'timeout="soon"', "bad-duration", "o", "'soon'"),
    ],
)
def test_one_mistake_is_one_finding(old: str, new: str, code: str, subject: str, word: str):
    found = findings(old, new)
    about = [item for item in found if item.code == code]
    assert len(about) == 1, found
    line = SOUND[: SOUND.index(old)].count("\n") + 1
    assert (about[0].subject, about[0].line) == (subject, line)
    assert word in about[0].message
    assert about[0].message.endswith(".")


def test_what_only_may_be_wrong_is_a_warning():
    (found,) = findings('node="far"', 'node="farther"')
    assert found.severity is Severity.WARNING
    (found,) = findings('rsc="a" node', 'rsc="zz" node')
    assert found.severity is Severity.ERROR
    assert found.facts == {"resource": "zz"}


def test_all_mistakes_are_found_at_once():
    text = SOUND.replace('template="t"', 'template="u"').replace('id="g"><prim', 'id="c"><prim')
    codes = [item.code for item in check(Cib.parse(text))]
    assert codes == ["duplicate-id", "unknown-template", "unknown-resource"]


def test_a_cib_without_a_configuration():
    assert [item.code for item in check(Cib.parse("<cib><status/></cib>"))] == ["no-configuration"]
