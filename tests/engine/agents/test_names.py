"""Names of agents, as people write them."""

import pytest

from engine.agents.names import Name, parse, spoken


@pytest.mark.parametrize(
    "text", ["ocf:heartbeat:IPaddr2", "lsb:cron", "stonith:fence_dummy", "heartbeat:IPaddr"]
)
def test_is_read_as_it_is_written(text: str) -> None:
    name = parse(text)
    assert name is not None
    assert spoken(name) == text


def test_short_names_are_heartbeats() -> None:
    assert parse("IPaddr2") == parse("ocf:IPaddr2") == Name("ocf", "IPaddr2", "heartbeat")


@pytest.mark.parametrize("text", ["", "ocf:", "lsb:a:b", "ocf:a:b:c", "ocf:x:../../bin/sh"])
def test_what_is_no_name(text: str) -> None:
    assert parse(text) is None
