"""What actions are told."""

from pathlib import Path

from engine.agents.environment import (
    Surroundings,
    action_environment,
    command,
    meta_in,
    parameters_in,
)
from engine.agents.names import Name
from engine.agents.places import Places

AROUND = Surroundings("alpha", Path("/state"), Places(own=Path("/own")), {"MORE": "x"})
PROGRAM = Path("/agent")
META = {"CRM_meta_timeout": "20000"}


def test_an_ocf_agent_gets_variables() -> None:
    agent = Name("ocf", "IPaddr2", "heartbeat")
    environment = action_environment(agent, "vip", {"ip": "10.0.0.1"}, META)
    assert environment["OCF_RESKEY_ip"] == "10.0.0.1"
    assert environment["OCF_RESKEY_CRM_meta_timeout"] == "20000"
    assert environment["OCF_RESOURCE_INSTANCE"] == "vip"
    assert environment["OCF_RESOURCE_TYPE"] == "IPaddr2"
    assert environment["OCF_RESOURCE_PROVIDER"] == "heartbeat"
    told = command(PROGRAM, agent, "monitor", environment, AROUND)
    assert told.arguments == ("/agent", "monitor")
    assert told.environment["HA_RSCTMP"] == "/state"
    assert told.environment["HA_SBIN_DIR"] == "/own/tools"
    assert told.environment["PATH"].startswith("/own/tools:")
    assert told.environment["MORE"] == "x"
    assert told.input == ""


def test_parameters_are_told_from_the_clusters_own() -> None:
    environment = action_environment(Name("ocf", "A", "b"), "r", {"a": "1"}, META)
    assert parameters_in(environment) == {"a": "1"}
    assert meta_in(environment) == META


def test_names_that_are_none_are_left_out() -> None:
    given = {"": "a", "b=c": "d", "e": "f\0g", "h": "i"}
    assert parameters_in(action_environment(Name("lsb", "x"), "r", given, {})) == {"h": "i"}


def test_an_init_script_is_asked_for_its_status() -> None:
    agent = Name("lsb", "cron")
    told = command(PROGRAM, agent, "monitor", action_environment(agent, "r", {}, {}), AROUND)
    assert told.arguments == ("/agent", "status")


def test_a_heartbeat_agent_gets_its_arguments_in_order_before_the_action() -> None:
    agent = Name("heartbeat", "IPaddr")
    given = {"2": "eth0", "10": "last", "1": "10.0.0.1"}
    told = command(PROGRAM, agent, "start", action_environment(agent, "r", given, {}), AROUND)
    assert told.arguments == ("/agent", "10.0.0.1", "eth0", "last", "start")


def test_a_fence_agent_reads_its_parameters() -> None:
    agent = Name("stonith", "fence_apc")
    environment = action_environment(
        agent, "pdu", {"ipaddr": "10.0.0.9", "login": "a"}, {"CRM_meta_on_node": "beta"}
    )
    told = command(PROGRAM, agent, "off", environment, AROUND)
    assert told.arguments == ("/agent",)
    assert told.input.splitlines() == [
        "action=off", "nodename=beta", "port=beta", "plug=beta", "ipaddr=10.0.0.9", "login=a",
    ]  # fmt: skip
    assert not any(name.startswith("OCF_RESKEY") for name in told.environment)
