import pytest

from engine.cib.document import Cib
from engine.cib.patch import PatchError, Patchset, Touched, apply, digest
from engine.cib.version import Version

BEFORE = """\
<cib admin_epoch="0" epoch="5" num_updates="7" crm_feature_set="3.16.1" have-quorum="1"
     dc-uuid="1" cib-last-written="yesterday">
  <configuration>
    <crm_config/>
    <resources>
      <!-- one -->
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
      <!-- two -->
      <primitive id="b" class="ocf" provider="heartbeat" type="Dummy" description="old"/>
      <primitive id="c" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <fencing-topology/>
  </configuration>
  <status>
    <node_state id="1" uname="node1" crmd="online">
      <transient_attributes id="1">
        <instance_attributes id="status-1">
          <nvpair id="status-1-probe" name="probe" value="1"/>
        </instance_attributes>
      </transient_attributes>
      <lrm id="1">
        <lrm_resources>
          <lrm_resource id="a" class="ocf" provider="heartbeat" type="Dummy">
            <lrm_rsc_op id="a_last_0" operation="start" call-id="5" rc-code="0" exit-reason="x"/>
          </lrm_resource>
          <lrm_resource id="fence" class="stonith" type="fence_x"/>
        </lrm_resources>
      </lrm>
    </node_state>
    <node_state id="2" uname="node2" crmd="online"/>
  </status>
</cib>
"""

NODE = "/cib/status/node_state[@id='1']"
HISTORY = f"{NODE}/lrm[@id='1']/lrm_resources"
RESOURCES = "/cib/configuration/resources"


def patch(*changes: str, target: str = "0.5.8", digest: str = "") -> Patchset:
    counters = 'admin_epoch="{}" epoch="{}" num_updates="{}"'
    return Patchset.parse(
        f'<diff format="2"{digest}><version>'
        f"<source {counters.format(0, 5, 7)}/>"
        f"<target {counters.format(*target.split('.'))}/></version>{''.join(changes)}</diff>"
    )


def create(path: str, position: int, xml: str) -> str:
    return f'<change operation="create" path="{path}" position="{position}">{xml}</change>'


def modify(path: str, xml: str) -> str:
    return (
        f'<change operation="modify" path="{path}"><change-list>'
        f"<change-attr name='x' operation='unset'/></change-list>"
        f"<change-result>{xml}</change-result></change>"
    )


def delete(path: str, position: int | None = None) -> str:
    where = "" if position is None else f' position="{position}"'
    return f'<change operation="delete" path="{path}"{where}/>'


def move(path: str, position: int) -> str:
    return f'<change operation="move" path="{path}" position="{position}"/>'


def children(cib: Cib, section: str = "resources") -> list[str]:
    found = cib.section(section)
    assert found is not None
    return [node.get("id") or (node.text or "").strip() for node in found]


def test_a_changed_operation():
    cib = Cib.parse(BEFORE)
    touched = apply(
        cib,
        patch(
            modify("/cib", '<cib admin_epoch="0" epoch="5" num_updates="8" have-quorum="1"/>'),
            modify(
                f"{HISTORY}/lrm_resource[@id='a']/lrm_rsc_op[@id='a_last_0']",
                '<lrm_rsc_op id="a_last_0" operation="stop" call-id="9" rc-code="0"/>',
            ),
        ),
    )
    op = next(cib.root.iter("lrm_rsc_op"))
    assert dict(op.attrib) == {
        "id": "a_last_0",
        "operation": "stop",
        "call-id": "9",
        "rc-code": "0",
    }
    assert cib.version == Version(0, 5, 8)
    assert touched.nodes == {"1"}
    assert touched.resources == {("1", "a")}
    assert touched.root, "the DC went away"
    assert not touched.configuration
    assert not touched.attributes


def test_attributes_of_the_root_that_are_book_keeping_mean_nothing():
    cib = Cib.parse(BEFORE)
    root = (
        '<cib admin_epoch="0" epoch="5" num_updates="8" crm_feature_set="3.16.1" '
        'have-quorum="1" dc-uuid="1" cib-last-written="now" update-user="root"/>'
    )
    touched = apply(cib, patch(modify("/cib", root)))
    assert touched == Touched()
    assert not touched
    assert cib.root.get("update-user") == "root"


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (delete(f"{NODE}/transient_attributes[@id='1']"), Touched(attributes=frozenset("1"))),
        (
            modify(
                f"{NODE}/transient_attributes[@id='1']/instance_attributes[@id='status-1']", "<i/>"
            ),
            Touched(attributes=frozenset("1")),
        ),
        (
            delete(f"{HISTORY}/lrm_resource[@id='a']"),
            Touched(resources=frozenset({("1", "a")})),
        ),
        (
            delete(f"{NODE}/lrm[@id='1']"),
            Touched(resources=frozenset({("1", "a"), ("1", "fence")}), fencing=True),
        ),
        (
            create(f"{HISTORY}", 0, '<lrm_resource id="new"/>'),
            Touched(resources=frozenset({("1", "new")})),
        ),
        (
            create(f"{HISTORY}/lrm_resource[@id='fence']", 0, '<lrm_rsc_op id="x"/>'),
            Touched(resources=frozenset({("1", "fence")}), fencing=True),
        ),
        (
            delete(NODE),
            Touched(
                resources=frozenset({("1", "a"), ("1", "fence")}),
                attributes=frozenset("1"),
                fencing=True,
            ),
        ),
        (modify(NODE, '<node_state id="1" crmd="offline"/>'), Touched()),
    ],
)
def test_names_what_was_touched_on_a_node(change: str, touched: Touched):
    assert apply(Cib.parse(BEFORE), patch(change)) == touched | Touched(nodes=frozenset("1"))


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (delete(f"{RESOURCES}/primitive[@id='a']"), Touched(configuration=True)),
        (move(f"{RESOURCES}/primitive[@id='a']", 0), Touched(configuration=True)),
        (
            create("/cib/configuration/fencing-topology", 0, '<fencing-level id="l"/>'),
            Touched(configuration=True, fencing=True),
        ),
        (
            create("/cib/status", 2, '<tickets><ticket_state id="t"/></tickets>'),
            Touched(tickets=True),
        ),
        (
            delete("/cib/status"),
            Touched(
                nodes=frozenset({"1", "2"}),
                resources=frozenset({("1", "a"), ("1", "fence")}),
                attributes=frozenset("1"),
                tickets=True,
                fencing=True,
                everything=True,
            ),
        ),
        (delete("/cib/configuration"), Touched(configuration=True, fencing=True, everything=True)),
    ],
)
def test_names_what_was_touched_elsewhere(change: str, touched: Touched):
    assert apply(Cib.parse(BEFORE), patch(change)) == touched


def test_children_come_and_go_where_the_patch_says():
    cib = Cib.parse(BEFORE)
    apply(
        cib,
        patch(
            delete(f"{RESOURCES}/comment", 2),
            delete(f"{RESOURCES}/primitive[@id='b']"),
            move(f"{RESOURCES}/primitive[@id='c']", 0),
            create(RESOURCES, 2, "<!-- three -->"),
            create(RESOURCES, 9, '<primitive id="z"/>'),
        ),
    )
    assert children(cib) == ["c", "one", "three", "a", "z"]


def test_creations_are_placed_in_the_order_of_their_positions():
    cib = Cib.parse(BEFORE)
    apply(
        cib,
        patch(
            create(RESOURCES, 2, '<primitive id="second"/>'),
            create(RESOURCES, 0, '<primitive id="first"/>'),
        ),
    )
    assert children(cib) == ["first", "one", "second", "a", "two", "b", "c"]


def test_deleting_what_is_not_there_is_no_error():
    cib = Cib.parse(BEFORE)
    assert not apply(cib, patch(delete(f"{RESOURCES}/primitive[@id='zz']")))
    assert children(cib) == ["one", "a", "two", "b", "c"]


def test_text_beside_a_removed_element_stays():
    cib = Cib.parse('<cib epoch="5" num_updates="7"><x>left <a id="1"/>right<b/></x></cib>')
    apply(cib, patch(delete("/cib/x/a[@id='1']")))
    assert cib.text().endswith("<x>left right<b/></x></cib>")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (modify(f"{RESOURCES}/primitive[@id='zz']", "<primitive id='zz'/>"), "path"),
        (create("/cib/configuration/alerts", 0, "<alert/>"), "path"),
        (move(f"{RESOURCES}/primitive[@id='zz']", 0), "path"),
        (delete("/cib"), "change"),
        (move("/cib", 0), "change"),
        (modify("/cib/configuration//resources", "<resources/>"), "change"),
    ],
)
def test_after_an_error_the_document_is_as_it_was(wrong: str, code: str):
    cib = Cib.parse(BEFORE.replace("<fencing-topology/>", "<x>some <y id='y'/>text<z id='z'/></x>"))
    before, text = cib.canonical(), cib.text()
    patchset = patch(
        modify("/cib", '<cib epoch="5" num_updates="8"/>'),
        delete(f"{RESOURCES}/comment", 0),
        delete("/cib/configuration/x/y[@id='y']"),
        delete(NODE),
        move(f"{RESOURCES}/primitive[@id='c']", 0),
        create(RESOURCES, 0, '<primitive id="new"/>'),
        wrong,
    )
    with pytest.raises(PatchError) as caught:
        apply(cib, patchset)
    assert caught.value.code == code
    assert cib.canonical() == before
    assert cib.text() == text
    assert cib.version == Version(0, 5, 7)


def test_a_patch_for_another_version_is_refused():
    cib = Cib.parse(BEFORE)
    cib.version = Version(0, 5, 6)
    with pytest.raises(PatchError, match=r"from version 0\.5\.7.*has version 0\.5\.6") as caught:
        apply(cib, patch(delete(NODE)))
    assert caught.value.code == "version"
    assert 'uname="node1"' in cib.text()


def test_a_wrong_digest_is_found_and_undone():
    cib = Cib.parse(BEFORE)
    patchset = patch(
        delete(NODE), create(RESOURCES, 0, "<!-- x -->"), digest=f' digest="{"0" * 32}"'
    )
    before = cib.canonical()
    with pytest.raises(PatchError) as caught:
        apply(cib, patchset, verify=True)
    assert caught.value.code == "digest"
    assert cib.canonical() == before
    apply(cib, patchset)
    assert cib.canonical() != before


def test_a_right_digest_passes():
    after = Cib.parse(BEFORE)
    apply(after, patch(delete(NODE)))
    after.version = Version(0, 5, 7)
    patchset = patch(delete(NODE), digest=f' digest="{digest(after, "3.16.1")}"')
    apply(Cib.parse(BEFORE), patchset, verify=True)


def test_a_patchset_can_be_applied_to_several_documents():
    patchset = patch(create(RESOURCES, 0, '<group id="g"><primitive id="m"/></group>'))
    first, second = Cib.parse(BEFORE), Cib.parse(BEFORE)
    apply(first, patchset)
    apply(second, patchset)
    assert first.canonical() == second.canonical()
    assert "<group" in first.text()


def test_many_resources_on_a_node_are_found_again_after_coming_and_going():
    ids = [f"r{number}" for number in range(200)]
    histories = "".join(f'<lrm_resource id="{name}"/>' for name in ids)
    cib = Cib.parse(
        '<cib epoch="5" num_updates="0"><status><node_state id="1"><lrm id="1"><lrm_resources>'
        f"{histories}</lrm_resources></lrm></node_state></status></cib>"
    )
    for round_ in range(3):
        for name in ids[::7]:
            version = cib.version
            target = version._replace(num_updates=version.num_updates + 1)
            way = f"{HISTORY}/lrm_resource[@id='{name}']"
            result = f'<lrm_resource id="{name}" x="{round_}"/>'
            apply(cib, Patchset(version, target, patch(modify(way, result)).changes))
            version, target = target, target._replace(num_updates=target.num_updates + 1)
            gone = patch(delete(way), create(HISTORY, 3, result)).changes
            apply(cib, Patchset(version, target, gone))
    found = {item.get("id"): item.get("x") for item in cib.root.iter("lrm_resource")}
    assert found == {name: ("2" if name in ids[::7] else None) for name in ids}
    apply(cib, Patchset(cib.version, Version(0, 5, 9999), patch(delete(NODE)).changes))
    again = create(
        "/cib/status", 0, '<node_state id="1"><lrm id="1"><lrm_resources/></lrm></node_state>'
    )
    apply(cib, Patchset(cib.version, Version(0, 6, 0), patch(again).changes))
    missing = patch(modify(f"{HISTORY}/lrm_resource[@id='r0']", "<lrm_resource id='r0'/>"))
    with pytest.raises(PatchError):
        apply(cib, Patchset(cib.version, Version(0, 6, 1), missing.changes))
