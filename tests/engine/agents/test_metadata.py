"""What agents say of themselves."""

from pathlib import Path

import pytest

from engine.agents.metadata import BadMetadata, Parameter, parse_metadata, presumed_metadata
from engine.agents.names import Name
from engine.agents.places import here, installed
from tests.engine.agents.conftest import Run

TEXT = """<?xml version="1.0"?>
<!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
<resource-agent name="Thing" version="0.9">
<version>1.1</version>
<longdesc lang="de">Ding</longdesc>
<longdesc lang="en">
  A thing.
  Of two lines.
</longdesc>
<shortdesc lang="en">Thing</shortdesc>
<parameters>
<parameter name="ip" unique="1" required="1"><content type="string"/></parameter>
<parameter name="mode" unique-group="g" reloadable="1">
<shortdesc lang="en">Mode</shortdesc>
<content type="select" default="a"><option value="a"/><option value="b"/></content></parameter>
<parameter name="old" unique="0" deprecated="1"/>
</parameters>
<actions>
<action name="start" timeout="20"/>
<action name="monitor" timeout="1min" interval="10s" depth="10" role="Master" start-delay="5"/>
<action name="promote" timeout="garbage"/>
</actions>
</resource-agent>
"""


def test_all_that_is_said() -> None:
    said = parse_metadata(TEXT)
    assert (said.name, said.version, said.short) == ("Thing", "1.1", "Thing")
    assert said.long == "A thing.\nOf two lines."
    assert said.parameter("ip") == Parameter("ip", required=True, unique="ip")
    mode = said.parameter("mode")
    assert mode is not None
    assert (mode.kind, mode.default, mode.options) == ("select", "a", ("a", "b"))
    assert (mode.unique, mode.reloadable, mode.short) == ("g", True, "Mode")
    old = said.parameter("old")
    assert old is not None
    assert (old.unique, old.deprecated) == (None, True)
    assert said.promotable


def test_actions_have_milliseconds_and_todays_roles() -> None:
    monitor = parse_metadata(TEXT).action("monitor", "Promoted")
    assert monitor is not None
    assert (monitor.timeout_ms, monitor.interval_ms) == (60_000, 10_000)
    assert (monitor.start_delay_ms, monitor.depth) == (5_000, 10)
    promote = parse_metadata(TEXT).action("promote")
    assert promote is not None
    assert promote.timeout_ms == 20_000


@pytest.mark.parametrize("text", ["", "no XML", "<a/>", "<resource-agent>"])
def test_what_is_no_metadata(text: str) -> None:
    with pytest.raises(BadMetadata):
        parse_metadata(text)


def test_files_are_not_read_into_it() -> None:
    text = (
        '<!DOCTYPE resource-agent [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<resource-agent name='a'><longdesc>&x;</longdesc></resource-agent>"
    )
    assert "root" not in parse_metadata(text).long


def test_scripts_have_what_is_presumed() -> None:
    assert [a.name for a in presumed_metadata(Name("lsb", "x")).actions][:2] == ["start", "stop"]
    assert presumed_metadata(Name("heartbeat", "x")).parameter("1") is not None


SYSTEMS = ("Delay", "Dummy", "Filesystem", "IPaddr2", "apache", "pgsql")


@pytest.mark.parametrize("agent", SYSTEMS)
@pytest.mark.skipif(
    not Path("/usr/lib/ocf/resource.d/heartbeat/Dummy").exists(),
    reason="resource-agents is not installed",
)
async def test_the_systems_agents_are_understood(agent: str, run: Run) -> None:
    said = parse_metadata((await run(f"ocf:heartbeat:{agent}", "meta-data")).output)
    assert said.name == agent
    assert said.parameters
    assert said.action("start") is not None


@pytest.mark.skipif(
    not Path("/usr/lib/ocf/resource.d/heartbeat/Dummy").exists(),
    reason="resource-agents is not installed",
)
def test_the_systems_agents_are_found() -> None:
    names = installed(here())
    assert {Name("ocf", agent, "heartbeat") for agent in SYSTEMS} <= set(names)
