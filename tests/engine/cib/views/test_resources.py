from collections.abc import Callable

from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive

Read = Callable[..., Configuration]


def pairs(kind: str, id_: str, **values: str) -> str:
    inside = "".join(
        f'<nvpair id="{id_}-{name}" name="{name.replace("_", "-")}" value="{value}"/>'
        for name, value in values.items()
    )
    return f'<{kind} id="{id_}">{inside}</{kind}>'


def primitive(id_: str, inside: str = "") -> str:
    return (
        f'<primitive id="{id_}" class="ocf" provider="heartbeat" type="Dummy">{inside}</primitive>'
    )


def meta(id_: str, name: str, value: str, more: str = "") -> str:
    pair = f'<nvpair id="{id_}-1" name="{name}" value="{value}"/>'
    return f'<meta_attributes id="{id_}" {more}>{pair}</meta_attributes>'


def test_a_primitive(read: Read):
    found = read(
        resources="""
        <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2" description="web">
          <instance_attributes id="i"><nvpair id="i1" name="ip" value="10.0.0.1"/>
          </instance_attributes>
          <meta_attributes id="m"><nvpair id="m1" name="priority" value="5"/></meta_attributes>
          <utilization id="u"><nvpair id="u1" name="cpu" value="2"/></utilization>
          <operations>
            <op id="o1" name="monitor" interval="10s" timeout="1min" on-fail="block" role="Slave"/>
            <op id="o2" name="start" interval="0" timeout="soon" enabled="no">
              <meta_attributes id="om"><nvpair id="om1" name="start-delay" value="2s"/>
              </meta_attributes>
              <instance_attributes id="oi"><nvpair id="oi1" name="depth" value="9"/>
              </instance_attributes>
            </op>
          </operations>
        </primitive>"""
    ).resources[0]
    assert isinstance(found, Primitive)
    assert found.agent == "ocf:heartbeat:IPaddr2"
    assert found.description == "web"
    assert found.parameters == {"ip": "10.0.0.1"}
    assert found.meta == {"priority": "5"}
    assert found.utilization == {"cpu": "2"}
    monitor, start = found.operations
    assert (monitor.name, monitor.interval, monitor.timeout) == ("monitor", 10_000, 60_000)
    assert (monitor.on_fail, monitor.role) == ("block", "Unpromoted")
    assert monitor.recurring
    assert not start.recurring
    assert (start.timeout, start.timeout_text) == (None, "soon")
    assert (start.start_delay, start.enabled, start.parameters) == (2000, False, {"depth": "9"})


def test_agents_without_a_provider(read: Read):
    configuration = read(
        resources='<primitive id="a" class="systemd" type="nginx"/>'
        '<primitive id="b" class="stonith" type="fence_x"/><primitive id="c"/>'
    )
    assert [item.agent for item in configuration.primitives()] == [
        "systemd:nginx",
        "stonith:fence_x",
        "",
    ]
    assert [item.fencing for item in configuration.primitives()] == [False, True, False]


def test_groups_and_clones(read: Read):
    configuration = read(
        resources=f"""
        <group id="g">{primitive("a")}{primitive("b")}{
            pairs("meta_attributes", "gm", is_managed="false")
        }</group>
        <clone id="c">{primitive("d")}</clone>
        <clone id="p">{
            pairs(
                "meta_attributes",
                "pm",
                promotable="true",
                clone_max="3",
                clone_node_max="2",
                promoted_max="2",
                globally_unique="yes",
                notify="on",
            )
        }
          <group id="pg">{primitive("e")}{primitive("f")}</group></clone>
        <master id="m">{pairs("meta_attributes", "mm", master_max="2")}{primitive("h")}</master>"""
    )
    group, clone, promotable, master = configuration.resources
    assert isinstance(group, Group)
    assert [item.id for item in group.members] == ["a", "b"]
    assert group.meta == {"is-managed": "false"}
    assert isinstance(clone, Clone)
    assert isinstance(clone.child, Primitive)
    assert (clone.promotable, clone.unique, clone.max, clone.node_max) == (False, False, None, 1)
    assert isinstance(promotable, Clone)
    assert isinstance(promotable.child, Group)
    assert (promotable.promotable, promotable.unique, promotable.notify) == (True, True, True)
    assert (promotable.max, promotable.node_max, promotable.promoted_max) == (3, 2, 2)
    assert isinstance(master, Clone)
    assert (master.promotable, master.promoted_max) == (True, 2)
    assert [item.id for item in configuration.primitives()] == list("abdefh")
    assert [item.id for item in configuration.parents("f")] == ["pg", "p"]
    assert configuration.parents("g") == ()
    assert configuration.find("pg") is promotable.child
    assert [item.id for item in configuration.every_resource()][:4] == ["g", "a", "b", "c"]


def test_a_bundle(read: Read):
    found = read(
        resources=f"""
        <bundle id="b"><podman image="pcmk:http" replicas="3" replicas-per-host="2" masters="1"/>
          <network ip-range-start="10.0.0.5"><port-mapping id="p" port="80"/></network>
          <storage><storage-mapping id="s" source-dir="/a" target-dir="/b"/></storage>
          {primitive("web")}</bundle>
        <bundle id="empty"><docker image="x" promoted-max="2"/></bundle>"""
    )
    bundle, empty = found.resources
    assert isinstance(bundle, Bundle)
    assert (bundle.runtime, bundle.image) == ("podman", "pcmk:http")
    assert (bundle.replicas, bundle.replicas_per_host, bundle.promoted_max) == (3, 2, 1)
    assert bundle.network == {"ip-range-start": "10.0.0.5"}
    assert bundle.ports == ({"id": "p", "port": "80"},)
    assert bundle.storage[0]["target-dir"] == "/b"
    assert bundle.child is not None
    assert found.parents("web") == (bundle,)
    assert isinstance(empty, Bundle)
    assert (empty.replicas, empty.child, empty.promotable) == (2, None, True)


def test_a_template_gives_what_the_primitive_does_not_say(read: Read):
    configuration = read(
        resources=f"""
        <template id="t" class="ocf" provider="heartbeat" type="Dummy">
          {pairs("instance_attributes", "ti", state="from template", fake="from template")}
          {pairs("meta_attributes", "tm", priority="1")}
          <operations>
            <op id="t1" name="monitor" interval="10s"/>
            <op id="t2" name="monitor" interval="11s" role="Master"/>
            <op id="t3" name="start" timeout="30s"/>
          </operations>
        </template>
        <primitive id="p" template="t">{pairs("instance_attributes", "pi", state="its own")}
          <operations><op id="p1" name="monitor" interval="20s" role="Started"/></operations>
        </primitive>
        <primitive id="plain" template="t"/>
        <primitive id="lost" template="nowhere"/>"""
    )
    own, plain, lost = configuration.primitives()
    assert own.agent == plain.agent == "ocf:heartbeat:Dummy"
    assert own.template == "t"
    assert own.parameters == {"state": "its own", "fake": "from template"}
    assert own.meta == {"priority": "1"}
    assert [op.id for op in own.operations] == ["p1", "t2", "t3"]
    assert [op.id for op in plain.operations] == ["t1", "t2", "t3"]
    assert lost.agent == ""
    assert configuration.find("t") == configuration.templates["t"]
    assert [item.id for item in configuration.resources] == ["p", "plain", "lost"]


def test_references_lead_to_what_they_name(read: Read):
    configuration = read(
        resources=f"""
        {
            primitive(
                "a",
                pairs("instance_attributes", "ai", state="x")
                + '<operations id="ops"><op id="o" name="monitor" interval="9"/></operations>',
            )
        }
        {primitive("b", '<instance_attributes id-ref="ai"/><operations id-ref="ops"/>')}
        {
            primitive(
                "c",
                '<instance_attributes id="ci"><nvpair id-ref="ai-state"/>'
                '<nvpair id-ref="ai-state" name="other"/><nvpair id-ref="zz"/>'
                "</instance_attributes>",
            )
        }
        {primitive("d", '<meta_attributes id-ref="nowhere"/>')}"""
    )
    _, by_set, by_pair, lost = configuration.primitives()
    assert by_set.parameters == {"state": "x"}
    assert by_set.parameter_sets[0].reference == "ai"
    assert by_set.operations[0].interval == 9000
    assert by_pair.parameters == {"state": "x", "other": "x"}
    assert lost.meta == {}


def test_of_several_sets_the_highest_score_wins_then_the_last(read: Read):
    found = read(
        resources=primitive(
            "a",
            meta("1", "x", "ten", 'score="10"')
            + meta("2", "x", "twenty", 'score="20"')
            + meta("3", "y", "first")
            + meta("4", "y", "last")
            + '<meta_attributes id="5" score="INFINITY"><rule id="r" score="1"/>'
            '<nvpair id="51" name="x" value="sometimes"/></meta_attributes>',
        )
    ).find("a")
    assert isinstance(found, Primitive)
    assert found.meta == {"x": "twenty", "y": "last"}
    assert found.meta_sets[4].rules[0].id == "r"


def test_values_that_make_no_sense_are_no_error(read: Read):
    configuration = read(
        resources=f"""
        <clone id="c">{
            pairs("meta_attributes", "m", clone_max="many", clone_node_max="-1", promotable="maybe")
        }</clone>
        <bundle id="b"/><group id="g"/><unknown id="u"/><primitive/>
        <primitive id="p"><meta_attributes><nvpair/></meta_attributes>
          <operations><op/></operations></primitive>"""
    )
    clone = configuration.find("c")
    assert isinstance(clone, Clone)
    assert (clone.max, clone.node_max, clone.promotable, clone.child) == (None, 1, False, None)
    assert clone.meta["clone-max"] == "many"
    assert [item.id for item in configuration.resources] == ["c", "b", "g", "", "p"]
