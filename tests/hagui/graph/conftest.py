"""A small cluster to draw: a group, a promotable clone, a fencing device, three nodes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.state.model import (
    ClusterState,
    FailCount,
    Failure,
    Instance,
    NodeState,
    Operation,
    Problem,
    Role,
)
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.graph.layout.geometry import Rect
from hagui.graph.view import TopologyView
from hagui.theme import Theme

CIB = """
<cib admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes>
      <node id="1" uname="node1"/><node id="2" uname="node2"/><node id="3" uname="node3"/>
    </nodes>
    <resources>
      <group id="web">
        <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2">
          <instance_attributes id="ip-p"><nvpair id="ip-i" name="ip" value="10.0.0.5"/>
          </instance_attributes>
        </primitive>
        <primitive id="fs" class="ocf" provider="heartbeat" type="Filesystem">
          <instance_attributes id="fs-p"><nvpair id="fs-d" name="directory" value="/srv"/>
          </instance_attributes>
        </primitive>
        <primitive id="httpd" class="systemd" type="httpd"/>
      </group>
      <clone id="db-clone">
        <meta_attributes id="db-m"><nvpair id="db-p" name="promotable" value="true"/>
        </meta_attributes>
        <primitive id="db" class="ocf" provider="heartbeat" type="pgsql"/>
      </clone>
      <primitive id="backup" class="ocf" provider="pacemaker" type="Dummy"/>
      <primitive id="power" class="stonith" type="fence_ipmilan"/>
    </resources>
    <constraints>
      <rsc_location id="like" rsc="web" node="node1" score="100"/>
      <rsc_location id="never" rsc="backup" node="node2" score="-INFINITY"/>
    </constraints>
  </configuration>
  <status/>
</cib>
"""


def started(resource: str, node: str, role: Role = Role.STARTED, **more: Any) -> Instance:
    """An instance that is active on a node."""
    return replace(
        Instance(resource, agent="ocf:test:Dummy", role=role, nodes=(node,), active=True),
        **more,
    )


def instances(*found: Instance) -> dict[str, Instance]:
    """By key."""
    return {item.key: item for item in found}


@pytest.fixture
def configuration() -> Configuration:
    return Configuration.of(Cib.parse(CIB))


@pytest.fixture
def state() -> ClusterState:
    """All well: the group on node1, the database promoted on node2, backup stopped by hand."""
    return ClusterState(
        version=Version(0, 1, 0),
        dc="node2",
        quorate=True,
        nodes={
            name: NodeState(id=name, name=name, online=True, is_dc=name == "node2")
            for name in ("node1", "node2", "node3")
        },
        instances=instances(
            started("ip", "node1"),
            started("fs", "node1"),
            started("httpd", "node1"),
            started("db", "node2", Role.PROMOTED, number=0),
            started("db", "node1", Role.UNPROMOTED, number=1),
            Instance("db", number=2, agent="ocf:heartbeat:pgsql"),
            Instance("backup", agent="ocf:pacemaker:Dummy"),
            started("power", "node3"),
        ),
    )


def changed(state: ClusterState, *found: Instance) -> ClusterState:
    """The same state with other instances."""
    return replace(state, instances={**state.instances, **instances(*found)})


def failure(resource: str, node: str, task: str = "start", reason: str = "") -> Failure:
    """A failed operation."""
    operation = Operation(
        key=f"{resource}_{task}_0",
        resource=resource,
        node=node,
        task=task,
        interval_ms=0,
        call_id=7,
        rc=1,
        status=0,
        last_change=1_700_000_000,
        exit_reason=reason,
    )
    return Failure(operation, Problem.FAILED)


def fail_count(resource: str, node: str, count: int) -> FailCount:
    """How often it failed."""
    return FailCount(resource, node, count)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TopologyView]:
    """A view of 1000 by 640 pixels on screen, without a cluster."""
    made = TopologyView(Theme.light())
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def shown(
    view: TopologyView, qtbot: QtBot, configuration: Configuration, state: ClusterState
) -> TopologyView:
    """The view with the small cluster painted."""
    with qtbot.waitSignal(view.first_painted):
        view.set_cluster(configuration, state)
    return view


@pytest.fixture
def click(shown: TopologyView) -> Callable[[Rect], None]:
    """Clicks into the middle of a place of the scene with the real mouse."""

    def act(place: Rect, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        QTest.mouseClick(shown.viewport(), button, pos=at(shown, place))

    return act


def at(view: TopologyView, place: Rect) -> QPoint:
    """The middle of a place of the scene, in the viewport's pixels."""
    return view.mapFromScene(QPointF(*place.center))
