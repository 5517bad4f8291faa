"""Taking operation keys apart."""

import pytest

from engine.scheduler.ordering.keys import split_key


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("webip_start_0", ("webip", "start", 0)),
        ("my_web_ip_monitor_10000", ("my_web_ip", "monitor", 10_000)),
        ("db:1_migrate_from_0", ("db:1", "migrate_from", 0)),
        ("db:1_migrate_to_0", ("db:1", "migrate_to", 0)),
        ("load_stopped_n1", ("", "load_stopped_n1", 0)),
        ("do_shutdown", ("", "do_shutdown", 0)),
    ],
)
def test_resource_task_and_interval(key: str, parts: tuple[str, str, int]) -> None:
    assert split_key(key) == parts
