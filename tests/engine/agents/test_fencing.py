"""What fence agents read on their standard input."""

from engine.agents.fencing import fence_input, host_list, host_map

ON_BETA = {"CRM_meta_on_node": "beta"}


def lines(task: str, parameters: dict[str, str], meta: dict[str, str] = ON_BETA) -> list[str]:
    return fence_input(task, parameters, meta).splitlines()


def test_starting_a_device_asks_whether_it_answers() -> None:
    for task in ("start", "monitor"):
        assert lines(task, {"ip": "1"}) == ["action=monitor", "ip=1"]


def test_a_device_is_asked_which_nodes_it_knows_and_how_one_is() -> None:
    assert lines("list", {"ip": "1"}) == ["action=list", "ip=1"]
    assert lines("status", {}) == ["action=status", "nodename=beta", "port=beta", "plug=beta"]


def test_a_step_of_the_transition_says_what_is_done() -> None:
    meta = {**ON_BETA, "CRM_meta_stonith_action": "off"}
    assert lines("stonith", {}, meta)[0] == "action=off"


def test_actions_can_be_renamed() -> None:
    assert lines("reboot", {"pcmk_reboot_action": "cycle"})[0] == "action=cycle"
    assert lines("off", {"action": "on"})[0] == "action=off"


def test_the_clusters_parameters_are_not_the_agents() -> None:
    given = {"pcmk_host_list": "beta", "crm_feature_set": "3.16.2", "ip": "1"}
    assert lines("off", given)[4:] == ["ip=1"]


def test_a_node_goes_by_its_port() -> None:
    given = {"pcmk_host_map": "alpha:1;beta:2"}
    assert lines("off", given)[1:] == ["nodename=beta", "port=2", "plug=2"]
    assert lines("off", {**given, "pcmk_host_argument": "uuid"})[1:] == ["nodename=beta", "uuid=2"]
    assert lines("off", {**given, "pcmk_host_argument": "none"})[1:] == ["nodename=beta"]


def test_a_port_of_the_device_stays() -> None:
    assert lines("off", {"port": "9"})[1:] == ["nodename=beta", "port=9"]


def test_a_line_is_a_line() -> None:
    assert lines("off", {"evil": "a\naction=on"}, {}) == ["action=off"]


def test_maps_and_lists() -> None:
    assert host_map("a:1;b:2 c=3;d;:4") == {"a": "1", "b": "2", "c": "3"}
    assert host_list("a, b;c  d") == ("a", "b", "c", "d")
