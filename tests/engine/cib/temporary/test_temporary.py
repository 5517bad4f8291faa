"""What is listed as temporary, and when it ends."""

from datetime import UTC, datetime

import pytest

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import RemoveConstraint
from engine.cib.state.derive import Derivation
from engine.cib.temporary import Kind, Temporary, temporary
from engine.cib.views import Configuration


def found(
    constraints: str = "", status: str = "", now: float | None = None, **root: str
) -> tuple[Temporary, ...]:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in root.items())
    cib = Cib.parse(
        f"""<cib epoch="1"{attributes}><configuration><crm_config/><nodes>
        <node id="1" uname="n1"/><node id="2" uname="n2"/></nodes><resources>
        <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/></resources>
        <constraints>{constraints}</constraints></configuration>
        <status>{status}</status></cib>"""
    )
    return temporary(Configuration.of(cib), Derivation(cib).state, cib, now)


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp())


def test_what_crm_resource_leaves_behind():
    prefer, ban = found(
        """<rsc_location id="cli-prefer-a" rsc="a" role="Started" node="n1" score="INFINITY"/>
        <rsc_location id="mine" rsc="a" node="n2" score="5"/>
        <rsc_location id="cli-ban-a-on-n2" rsc="a" role="Started" node="n2" score="-INFINITY"/>"""
    )
    assert prefer == Temporary(
        Kind.PREFER, "cli-prefer-a", "a", "n1", edits=(RemoveConstraint("cli-prefer-a"),)
    )
    assert (ban.kind, ban.resource, ban.node, ban.expires) == (Kind.BAN, "a", "n2", None)


WITH_LIFETIME = """<rsc_location id="cli-prefer-a" rsc="a" role="Started">
    <rule id="r" score="INFINITY" boolean-op="and">
      <expression id="e" attribute="#uname" operation="eq" value="n2" type="string"/>
      <date_expression id="d" operation="lt" end="2026-03-01 10:00:00 +01:00"/>
    </rule></rsc_location>"""


def test_a_move_with_a_lifetime_names_its_node_and_its_end():
    (moved,) = found(WITH_LIFETIME)
    assert (moved.kind, moved.node) == (Kind.PREFER, "n2")
    assert moved.expires == at(2026, 3, 1, 9)
    assert not moved.expired  # nobody said what time it is


@pytest.mark.parametrize(("minute", "expired"), [(59, False), (61, True)])
def test_expired_by_the_clock_given_or_the_cibs_own(minute: int, expired: bool):
    moment = at(2026, 3, 1, 8) + minute * 60
    (given,) = found(WITH_LIFETIME, now=moment)
    (own,) = found(WITH_LIFETIME, execution_date=str(moment))
    assert given.expired is own.expired is expired


NODE = '<expression id="n" attribute="#uname" operation="eq" value="n1"/>'
SUNDAYS = """<date_expression id="s" operation="date_spec">
    <date_spec id="t" weekdays="7"/></date_expression>"""
ENDS_2026 = '<date_expression id="x" operation="lt" end="2026-01-01"/>'
ENDS_2027 = '<date_expression id="y" operation="in_range" end="2027-01-01"/>'
BEGINS = '<date_expression id="b" operation="gt" start="2025-10-01"/>'


def rule(*inside: str, op: str = "and") -> str:
    return f'<rule id="r" score="1" boolean-op="{op}">{"".join(inside)}</rule>'


def lasting(**duration: int) -> str:
    fields = "".join(f' {name}="{value}"' for name, value in duration.items())
    return f"""<date_expression id="d" operation="in_range" start="2025-10-01">
        <duration id="u"{fields}/></date_expression>"""


@pytest.mark.parametrize(
    ("rules", "year"),
    [
        (rule(NODE, ENDS_2026, ENDS_2027), 2026),
        (rule(ENDS_2026, ENDS_2027, op="or"), 2027),
        (rule(NODE, ENDS_2026, op="or"), None),
        (rule(NODE, SUNDAYS), None),
        (rule(NODE, BEGINS), None),
        (rule(ENDS_2026) + rule(ENDS_2027), 2027),
        (rule(ENDS_2026) + rule(NODE), None),
        (rule(NODE, rule(ENDS_2026, ENDS_2027, op="or")), 2027),
        (rule(lasting(months=3)), 2026),
        (rule(lasting(years=9000)), None),
    ],
)
def test_the_end_of_rules(rules: str, year: int | None):
    listed = found(f'<rsc_location id="l" rsc="a">{rules}</rsc_location>')
    assert [(item.kind, item.expires) for item in listed] == (
        [] if year is None else [(Kind.EXPIRING, at(year, 1, 1))]
    )


def test_a_lifetime_ends_any_kind_of_constraint():
    (order,) = found(
        f"""<rsc_order id="o" first="a" then="a"><lifetime>
        <rule id="r">{ENDS_2026}</rule></lifetime></rsc_order>""",
        now=at(2026, 6, 1),
    )
    assert (order.kind, order.id, order.resource, order.node) == (Kind.EXPIRING, "o", "a", None)
    assert order.expired


def test_a_pattern_stands_for_the_resource():
    (banned,) = found('<rsc_location id="cli-ban-x" rsc-pattern="^a" node="n1" score="-INFINITY"/>')
    assert banned.resource == "^a"


def state(attributes: str, uname: str = 'uname="n2"') -> str:
    return f"""<node_state id="2" {uname} crmd="online"><transient_attributes id="2">
        <instance_attributes id="status-2">{attributes}</instance_attributes>
        </transient_attributes></node_state>"""


def test_nodes_set_aside_until_reboot():
    listed = found(
        status=state(
            """<nvpair id="s2" name="standby" value="on"/>
            <nvpair id="m2" name="maintenance" value="true"/>
            <nvpair id="x2" name="pingd" value="1"/>"""
        )
    )
    assert listed == (
        Temporary(Kind.STANDBY, "s2", node="n2"),
        Temporary(Kind.MAINTENANCE, "m2", node="n2"),
    )


def test_what_is_switched_off_is_not_there():
    assert found(status=state('<nvpair id="s2" name="standby" value="off"/>')) == ()


def test_a_node_without_name_in_the_status_gets_it_from_the_configuration():
    (listed,) = found(status=state('<nvpair id="s2" name="standby" value="1"/>', uname=""))
    assert listed.node == "n2"


def test_standby_that_lasts_is_not_temporary():
    cib = Cib.parse(
        """<cib><configuration><crm_config/><nodes><node id="1" uname="n1">
        <instance_attributes id="i"><nvpair id="s" name="standby" value="on"/>
        </instance_attributes></node></nodes><resources/><constraints/></configuration>
        <status/></cib>"""
    )
    assert temporary(Configuration.of(cib), None, cib) == ()


def test_every_case_can_be_listed(sample: list[tuple[str, bytes]]):
    for _, content in sample:
        cib = Cib.parse(content)
        configuration = Configuration.of(cib)
        for item in temporary(configuration, Derivation(cib).state, cib):
            assert item.edits == () or configuration.find(item.id) is not None
