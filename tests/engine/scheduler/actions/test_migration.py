"""Live migration, and what becomes of those that stopped halfway."""

from tests.engine.scheduler.cibs import cib, keys, links, pairs, primitive, scheduled, where
from tests.engine.scheduler.pasts import past, probed, ran

_MIGRATABLE = pairs("m", allow_migrate="true")
_ROUTE = ("n1", "n2")


def _moving(name: str = "p", meta: str = _MIGRATABLE) -> str:
    return primitive(name, meta.replace('"m', f'"{name}-m'))


def _started(*names: str) -> list[tuple[str, str]]:
    return [
        entry for name in names for entry in (past(name, "n1", ran("start")), *probed(name, "n2"))
    ]


def test_a_migration_takes_the_place_of_stop_and_start() -> None:
    result = scheduled(cib(_moving(), history=_started("p"), standby=["n1"]))
    assert links(result) == {
        ("p_migrate_to_0@n1", "p_migrate_from_0@n2"),
        ("p_migrate_from_0@n2", "p_stop_0@n1"),
        ("p_stop_0@n1", "p_start_0"),
        ("p_migrate_from_0@n2", "p_start_0"),
    }
    to = next(step for step in result.graph.steps if step.task == "migrate_to")
    assert (to.source, to.target) == ("n1", "n2")


def test_what_failed_is_not_moved_live() -> None:
    history = [past("p", "n1", ran("start"), ran("monitor", 1)), *probed("p", "n2")]
    assert "p_migrate_to_0" not in keys(scheduled(cib(_moving(), history=history, standby=["n1"])))


def test_what_may_not_is_not_moved_live() -> None:
    text = cib(primitive("p"), history=_started("p"), standby=["n1"])
    assert keys(scheduled(text)) == {"p_stop_0", "p_start_0"}


def test_a_migration_under_way_is_finished() -> None:
    history = [
        past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)),
        past(
            "p",
            "n2",
            ran("monitor", 7, expected=7),
            ran("migrate_from", 193, status=-1, route=_ROUTE),
        ),
    ]
    result = scheduled(cib(_moving(), history=history, standby=["n1"]))
    assert where(result, "p_migrate_from_0") == {"n2"}
    assert "p_migrate_to_0" not in keys(result)


def test_a_migration_that_leads_elsewhere_becomes_a_recovery() -> None:
    history = [
        past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)),
        past(
            "p",
            "n2",
            ran("monitor", 7, expected=7),
            ran("migrate_from", 193, status=-1, route=_ROUTE),
        ),
        *probed("p", "n3"),
    ]
    result = scheduled(cib(_moving(), nodes=3, history=history, standby=["n1", "n2"]))
    assert where(result, "p_stop_0") == {"n1", "n2"}
    assert where(result, "p_start_0") == {"n3"}


def test_what_a_migration_left_on_its_source_is_stopped() -> None:
    history = [
        past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)),
        past("p", "n2", ran("monitor", 7, expected=7), ran("migrate_from", route=_ROUTE)),
    ]
    result = scheduled(cib(_moving(), history=history))
    assert keys(result) == {"p_stop_0"}
    assert where(result, "p_stop_0") == {"n1"}


def test_what_depends_on_a_moved_resource_sets_out_after_it() -> None:
    order = '<rsc_order id="o" first="p" then="q"/>'
    text = cib(
        _moving("p") + _moving("q"),
        constraints=order,
        history=_started("p", "q"),
        standby=["n1"],
    )
    assert ("p_migrate_from_0@n2", "q_migrate_to_0@n1") in links(scheduled(text))


def test_what_depends_on_a_restarted_resource_cannot_stay_alive() -> None:
    order = '<rsc_order id="o" first="p" then="q"/>'
    text = cib(
        primitive("p") + _moving("q"),
        constraints=order,
        history=_started("p", "q"),
        standby=["n1"],
    )
    assert not {key for key in keys(scheduled(text)) if "migrate" in key}
