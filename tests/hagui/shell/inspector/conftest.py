"""The inspector over the example cluster, with more constraints than that has."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hagui.shell.translator import load
from tests.hagui.shell.inspector.bench import Bench

MORE = """
<rsc_order id="o-sets" kind="Optional">
  <resource_set id="o-s1" sequential="false" require-all="false">
    <resource_ref id="webservice"/><resource_ref id="dlm-clone"/>
  </resource_set>
  <resource_set id="o-s2" action="promote"><resource_ref id="db-clone"/></resource_set>
</rsc_order>
<rsc_colocation id="c-sets" score="INFINITY">
  <resource_set id="c-s1">
    <resource_ref id="backup"/><resource_ref id="webservice"/><resource_ref id="dlm-clone"/>
  </resource_set>
</rsc_colocation>
<rsc_location id="l-rules" rsc="backup">
  <rule id="r1" score="50" boolean-op="or">
    <!-- kept -->
    <expression id="e1" attribute="pingd" operation="defined"/>
    <expression id="e2" attribute="site" operation="eq" value="east" value-source="literal"/>
    <rule id="r2" boolean-op="and" score="0">
      <date_expression id="d1" operation="date_spec">
        <date_spec id="ds" hours="9-16" weekdays="1-5"/>
      </date_expression>
      <expression id="e3" attribute="memory" operation="gte" value="64" type="number"/>
    </rule>
  </rule>
</rsc_location>
<rsc_ticket id="t1" rsc="webservice" ticket="ticketA" loss-policy="fence"/>
"""


@pytest.fixture
def bench(qtbot: QtBot, example: str, english: None) -> Iterator[Bench]:
    made = Bench(qtbot, example.replace("</constraints>", f"{MORE}</constraints>"))
    yield made
    load("en")
