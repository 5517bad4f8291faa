"""What is written into a history."""

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.projection.record import Outcome, can_run, record


def _entry(*operations: str) -> Element:
    return etree.fromstring(f'<lrm_resource id="db">{"".join(operations)}</lrm_resource>')


def _written(entry: Element) -> dict[str | None, tuple[str | None, ...]]:
    names = ("operation", "interval", "rc-code", "call-id")
    return {found.get("id"): tuple(found.get(name) for name in names) for found in entry}


def test_a_success_replaces_the_last_one() -> None:
    entry = _entry('<lrm_rsc_op id="db_last_0" operation="start" call-id="4"/>')
    record(entry, "db", Outcome("stop", 0, 0), "3.16.1")
    assert _written(entry) == {"db_last_0": ("stop", "0", "0", "5")}


def test_a_recurring_operation_has_an_entry_of_its_own() -> None:
    entry = _entry()
    record(entry, "db", Outcome("monitor", 10_000, 0), "3.16.1")
    assert _written(entry) == {"db_monitor_10000": ("monitor", "10000", "0", "1")}


def test_a_failure_is_kept_beside_the_last_result() -> None:
    entry = _entry()
    record(entry, "db", Outcome("start", 0, 1), "3.16.1")
    assert set(_written(entry)) == {"db_last_failure_0", "db_last_0"}
    record(entry, "db", Outcome("stop", 0, 0), "3.16.1")
    assert _written(entry)["db_last_failure_0"][0] == "start"
    assert _written(entry)["db_last_0"][0] == "stop"


def test_both_halves_of_a_migration_say_from_where_to_where() -> None:
    entry = _entry()
    ends = {"CRM_meta_migrate_source": "n1", "CRM_meta_migrate_target": "n2"}
    record(entry, "db", Outcome("migrate_to", 0, 0, attributes=ends), "3.16.1")
    (found,) = entry
    assert found.get("id") == "db_migrate_to_0"
    assert (found.get("migrate_source"), found.get("migrate_target")) == ("n1", "n2")


def test_the_digest_is_of_parameters_and_a_recurring_operations_timeout() -> None:
    entry = _entry()
    meta = {"CRM_meta_timeout": "20000", "crm_feature_set": "3.16.1"}
    record(entry, "db", Outcome("start", 0, 0, attributes=meta), "3.16.1")
    record(entry, "db", Outcome("monitor", 10_000, 0, attributes=meta), "3.16.1")
    assert [found.get("op-digest") for found in entry] == [
        "f2317cad3d54cec5d7d7aa7d0bf35cf8",
        "4811cef7f7f94e3a35a70be7916cb2fd",
    ]


def test_a_reload_counts_as_a_start() -> None:
    entry = _entry()
    record(entry, "db", Outcome("reload-agent", 0, 0), "3.16.1")
    assert _written(entry)["db_last_0"][0] == "start"


def test_only_known_classes_of_agents_run() -> None:
    assert can_run(("ocf", "heartbeat", "IPaddr2"))
    assert can_run(("systemd", None, "sshd"))
    assert not can_run(("ocf", None, "IPaddr2"))
    assert not can_run(("heartbeat", None, "IPaddr2"))
