"""The rig's example with what incidents need: a page to ask for, and Pacemaker's own alerts.

``webserver`` is a real server of one page, whose process can be killed; ``report`` leaves a node
where it fails once, and its start takes too long on a node that has the attribute ``SLOW``.
Monitors are short, so that what dies is noticed soon; nothing goes back to where it was, and
nothing keeps apart. A fencing that fails is tried again by the cluster, not by the device. Each
node's Pacemaker tells every operation, fencing and change of membership as it happens to an alert
agent, which writes it into a file.
"""

from pathlib import Path
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from tests.end2end.expected import Expected, load
from tests.rig import Node, Rig

PORT: Final = 8080
"""Of the page."""
ALERTS: Final = "var/log/pacemaker/alerts"
"""Below the node's folder: what its Pacemaker told, a line for each alert."""
SERVICE: Final = "webip"
"""The service's address; the rest of the service is where it is."""
REPORT: Final = "report"
"""A resource of its own."""
LIKES: Final = {"node1": 300, "node2": 200, "node3": 100}
"""How much ``REPORT`` likes each node."""
SLOW: Final = "slow-report"
"""An attribute of nodes: ``true`` where the start of ``REPORT`` is to time out."""
SHARED: Final = "/run/rig/shared"
"""Where every node sees the rig's shared folder."""

_HERE: Final = Path(__file__).parent
_REPORT: Final = f"""
  <primitive id="{REPORT}" class="ocf" provider="heartbeat" type="Delay">
    <meta_attributes id="report-meta">
      <nvpair id="report-threshold" name="migration-threshold" value="1"/>
    </meta_attributes>
    <instance_attributes id="report-slow" score="2">
      <rule id="report-rule" score="0">
        <expression id="report-if" attribute="{SLOW}" operation="eq" value="true"/>
      </rule>
      <nvpair id="report-late" name="startdelay" value="30"/>
    </instance_attributes>
    <instance_attributes id="report-params" score="1">
      <nvpair id="report-startdelay" name="startdelay" value="0"/>
      <nvpair id="report-stopdelay" name="stopdelay" value="0"/>
      <nvpair id="report-mondelay" name="mondelay" value="0"/>
    </instance_attributes>
    <operations>
      <op id="report-start" name="start" interval="0s" timeout="2s"/>
      <op id="report-stop" name="stop" interval="0s" timeout="20s"/>
      <op id="report-monitor" name="monitor" interval="1s" timeout="20s"/>
    </operations>
  </primitive>"""
_WEBSERVER: Final = """
  <primitive id="webserver" class="ocf" provider="heartbeat" type="anything">
    <instance_attributes id="webserver-params">
      <nvpair id="webserver-binfile" name="binfile" value="/usr/bin/python3"/>
      <nvpair id="webserver-options" name="cmdline_options" value="{page}"/>
    </instance_attributes>
    <operations>
      <op id="webserver-start" name="start" interval="0s" timeout="20s"/>
      <op id="webserver-stop" name="stop" interval="0s" timeout="20s"/>
      <op id="webserver-monitor" name="monitor" interval="1s" timeout="20s"/>
    </operations>
  </primitive>"""
_ALERTS: Final = f"""<alerts><alert id="noted" path="{SHARED}/alert.sh"/></alerts>"""


def furnish(rig: Rig) -> None:
    """Give the rig that configuration, and wait until it runs."""
    for name, mode in (("page.py", 0o644), ("alert.sh", 0o755)):
        there = rig.folder / "shared" / name
        there.write_text((_HERE / name).read_text())
        there.chmod(mode)
    load(rig, configuration(rig))


def configuration(rig: Rig) -> Element:
    """The rig's CIB, furnished."""
    made = Expected(rig.cib())
    made.drop("db-never-node3").drop("backup-away-from-webservice")
    made.set("db-clone-max", value="3")
    made.set("database-monitor-promoted", interval="5s")
    made.set("webip-monitor", interval="2s")
    made.put(_REPORT, "resources")
    for node, score in LIKES.items():
        likes = f'<rsc_location id="report-{node}" rsc="{REPORT}" node="{node}" score="{score}"/>'
        made.put(likes, "constraints")
    serve = f"-SE {SHARED}/page.py {rig.webip} {PORT}"
    made.drop("webserver").put(_WEBSERVER.format(page=serve), "webservice")
    made.put('<nvpair id="once" name="pcmk_reboot_retries" value="1"/>', "fencing-params")
    made.set("rsc-stickiness", value="10000")
    whole = made.cib.find("configuration")
    assert whole is not None
    whole.append(etree.fromstring(_ALERTS))
    return made.cib


def page(rig: Rig) -> str:
    """The page's address."""
    return f"http://{rig.webip}:{PORT}/"


def place_of(rig: Rig, resource: str) -> Node:
    """The node where a resource is."""
    where = f"string(resources//resource[@id='{resource}']/node/@name)"
    return rig[str(rig.crm_mon().xpath(where))]
