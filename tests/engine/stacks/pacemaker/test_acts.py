import pytest

from engine.protocol.verbs import Cleanup, Maintenance, Refresh, Standby
from engine.stacks.pacemaker.access import Order, attempts, name_of
from engine.stacks.pacemaker.acts import commands

IDS = {"alpha": "1", "beta": "2"}


def test_leaving_standby_clears_what_lasts_and_what_does_not() -> None:
    lifetimes = [
        word
        for command in commands(Standby("alpha", on=False))
        for word in command
        if word.startswith("--lifetime")
    ]
    assert lifetimes == ["--lifetime=forever", "--lifetime=reboot"]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Standby("alpha", on=True), {"--lifetime=forever", "--update=on", "--node=alpha"}),
        (Standby("alpha", on=True, until_reboot=True), {"--lifetime=reboot", "--update=on"}),
        (Maintenance(on=True), {"--type=crm_config", "--update=true"}),
        (Maintenance(on=False), {"--type=crm_config", "--update=false"}),
        (Maintenance(on=True, node="beta"), {"--node=beta", "--name=maintenance", "--update=on"}),
        (Maintenance(on=False, node="beta"), {"--node=beta", "--delete"}),
        (Cleanup("web", "beta"), {"--cleanup", "--resource=web", "--node=beta"}),
        (Refresh(), {"--refresh"}),
    ],
    ids=lambda value: str(value) if isinstance(value, Order) else "",
)
def test_an_act_is_one_tool_with_its_arguments(act: Order, words: set[str]) -> None:
    (command,) = commands(act)
    assert words <= set(command)
    named = {word.partition("=")[0] for word in command if word.startswith(("--reso", "--node"))}
    assert named == {f"--{name}" for name in ("resource", "node") if getattr(act, name, None)}


@pytest.mark.parametrize(
    ("act", "asked"),
    [
        (Standby("alpha", on=True), False),
        (Standby("alpha", on=True, until_reboot=True), True),
        (Standby("alpha", on=False), True),
        (Maintenance(on=True), False),
        (Cleanup(), True),
        (Refresh("web"), True),
    ],
    ids=str,
)
def test_what_other_daemons_do_unasked_is_asked_of_the_cib_manager(act: Order, asked: bool) -> None:
    assert bool(attempts(act, IDS)) is asked


def test_a_cleanup_of_one_resource_on_one_node_asks_about_no_more() -> None:
    ((kind, path),) = attempts(Cleanup("web", "beta"), IDS)
    assert kind == "remove"
    assert "@uname='beta'" in path
    assert "@id='web'" in path


@pytest.mark.parametrize(
    "act",
    [Standby("a", on=True), Standby("a", on=False), Maintenance(on=True), Cleanup(), Refresh()],
    ids=str,
)
def test_every_act_begins_a_sentence(act: Order) -> None:
    assert name_of(act)[0].isupper()
