from collections.abc import Callable

from engine.cib.document import Cib
from engine.cib.views import Configuration, FencingLevel, Node, Permission, Tag
from engine.cib.xml import Element

Read = Callable[..., Configuration]


def test_nodes(read: Read):
    configuration = read(
        nodes="""
        <node id="1" uname="node1" type="normal" score="-5" description="left">
          <instance_attributes id="n1"><nvpair id="n1s" name="standby" value="on"/>
          </instance_attributes>
          <utilization id="u1"><nvpair id="u1c" name="cpu" value="8"/></utilization>
        </node>
        <node id="2" uname="node2"/><node id="r" uname="far" type="remote"/><node id="bare"/>"""
    )
    first, second, remote, bare = configuration.nodes
    assert (first.uname, first.type, first.score) == ("node1", "member", -5)
    assert first.attributes == {"standby": "on"}
    assert first.utilization == {"cpu": "8"}
    assert second == Node("2", "node2")
    assert remote.type == "remote"
    assert bare.uname == "bare"
    assert configuration.node("node2") is second
    assert configuration.node("node3") is None
    assert configuration.find("r") is remote


def test_the_bootstrap_options_win_over_every_score(read: Read):
    properties = read(
        crm_config="""
        <cluster_property_set id="mine" score="1000"><nvpair id="a" name="x" value="mine"/>
          <nvpair id="b" name="y" value="mine"/></cluster_property_set>
        <cluster_property_set id="cib-bootstrap-options"><nvpair id="c" name="x" value="theirs"/>
        </cluster_property_set>"""
    ).properties
    assert properties == {"x": "theirs", "y": "mine"}


def test_defaults(read: Read):
    configuration = read(
        rsc_defaults='<meta_attributes id="r"><nvpair id="r1" name="resource-stickiness" '
        'value="100"/></meta_attributes>',
        op_defaults='<meta_attributes id="o"><nvpair id="o1" name="timeout" value="60s"/>'
        "</meta_attributes>"
        '<meta_attributes id="ruled"><rule id="x" score="INFINITY"><rsc_expression id="re" '
        'class="ocf"/><op_expression id="oe" name="monitor" interval="10s"/></rule>'
        '<nvpair id="o2" name="timeout" value="90s"/></meta_attributes>',
    )
    assert configuration.rsc_defaults == {"resource-stickiness": "100"}
    assert configuration.op_defaults == {"timeout": "60s"}
    assert configuration.op_default_sets[1].values() == {"timeout": "90s"}
    assert len(configuration.op_default_sets[1].rules[0].expressions) == 2


def test_fencing_levels(read: Read):
    first, second, odd = read(
        fencing_topology="""
        <fencing-level id="l1" index="1" target="node1" devices="ipmi, pdu,"/>
        <fencing-level id="l2" index="2" target-attribute="rack" target-value="1" devices="pdu"/>
        <fencing-level id="l3" index="first" target-pattern="n.*"/>"""
    ).fencing_levels
    assert first == FencingLevel("l1", 1, ("ipmi", "pdu"), "node1")
    assert (second.target_attribute, second.target_value) == ("rack", "1")
    assert (odd.index, odd.devices, odd.target_pattern) == (0, (), "n.*")


def test_alerts(read: Read):
    (alert,) = read(
        alerts="""
        <alert id="mail" path="/bin/mail" description="tell us">
          <meta_attributes id="m"><nvpair id="m1" name="timeout" value="15s"/></meta_attributes>
          <instance_attributes id="i"><nvpair id="i1" name="from" value="me"/></instance_attributes>
          <select><select_nodes/><select_attributes><attribute id="a" name="standby"/>
            </select_attributes></select>
          <recipient id="r" value="admin@example.org"/>
        </alert>"""
    ).alerts
    assert (alert.path, alert.meta, alert.parameters) == (
        "/bin/mail",
        {"timeout": "15s"},
        {"from": "me"},
    )
    assert (alert.select, alert.attributes) == (("nodes", "attributes"), ("standby",))
    assert [recipient.value for recipient in alert.recipients] == ["admin@example.org"]


def test_access_control_in_both_forms(read: Read):
    acls = read(
        acls="""
        <acl_role id="watch"><acl_permission id="p" kind="read" xpath="/cib"/>
          <acl_permission id="q" kind="deny" object-type="nvpair" attribute="value"/></acl_role>
        <acl_role id="old"><write id="w" tag="status"/><read id="v" ref="vip"/></acl_role>
        <acl_target id="ann"><role id="watch"/></acl_target>
        <acl_group id="ops"/>
        <acl_user id="bob"><role_ref id="old"/><deny id="d" xpath="//nodes"/></acl_user>"""
    ).acls
    watch, old = acls.roles
    assert watch.permissions == (
        Permission("p", "read", xpath="/cib"),
        Permission("q", "deny", object_type="nvpair", attribute="value"),
    )
    assert old.permissions == (
        Permission("w", "write", object_type="status"),
        Permission("v", "read", reference="vip"),
    )
    assert [(item.name, item.group, item.roles) for item in acls.targets] == [
        ("ann", False, ("watch",)),
        ("ops", True, ()),
        ("bob", False, ("old",)),
    ]


def test_tags(read: Read):
    configuration = read(tags='<tag id="t"><obj_ref id="a"/><obj_ref id="b"/></tag>')
    assert configuration.tags == (Tag("t", ("a", "b")),)
    assert configuration.find("t") == Tag("t", ("a", "b"))


def test_nothing_is_configured(read: Read):
    assert Configuration.of(Cib.parse("<cib/>")) == Configuration()
    assert Configuration.of(Cib.parse("<cib><configuration/></cib>")).find("a") is None
    assert read(nodes="<!-- none --><?yet none?>").nodes == ()


def test_equal_configurations_are_equal_values(read: Read):
    xml = '<group id="g"><primitive id="a" class="ocf" type="x"/></group>'
    assert read(resources=xml) == read(resources=xml)
    assert read(resources=xml) != read(resources=xml.replace("ocf", "lsb"))


def test_reading_changes_nothing_and_keeps_nothing():
    cib = Cib.parse(
        '<cib><configuration><resources><primitive id="a" class="ocf" type="x"><!-- c -->'
        '<unknown/><meta_attributes id-ref="m"/></primitive></resources></configuration></cib>'
    )
    before = cib.text()
    configuration = Configuration.of(cib)
    assert cib.text() == before
    assert not _elements(configuration, set())


def _elements(value: object, seen: set[int]) -> list[object]:
    """Nodes of the document that can be reached from a value."""
    if id(value) in seen:
        return []
    seen.add(id(value))
    if isinstance(value, Element):
        return [value]
    import gc

    plain = (str, int, type, type(None))
    return [
        node
        for each in gc.get_referents(value)
        if not isinstance(each, plain)
        for node in _elements(each, seen)
    ]
