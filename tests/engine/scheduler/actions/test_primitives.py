"""Primitives beside crm_simulate: every mixture of what decides over their actions."""

from itertools import cycle, product
from typing import Final

import pytest

from tests.engine.scheduler.cibs import cib, pairs, primitive
from tests.engine.scheduler.pasts import past, probed, ran
from tests.scheduler.facts import FEATURES
from tests.scheduler.fuzz import try_content

pytestmark = pytest.mark.tools

_OPERATIONS = (
    "<operations>"
    '<op id="o1" name="monitor" interval="10s"/>'
    '<op id="o2" name="monitor" interval="15s" role="Stopped"/>'
    "</operations>"
)
_ORDERS = (
    '<rsc_order id="o" first="p" then="q"/><rsc_colocation id="c" rsc="q" with-rsc="p" score="{}"/>'
)
_ROUTE = ("n1", "n2")
_PASTS: Final[dict[str, list[tuple[str, str]]]] = {
    "nothing": [],
    "stopped": probed("p", "n1", "n2"),
    "running": [past("p", "n1", ran("start"), ran("monitor@10000")), *probed("p", "n2")],
    "failed": [past("p", "n1", ran("start"), ran("monitor@10000", 1)), *probed("p", "n2")],
    "start failed": [past("p", "n1", ran("start", 1)), *probed("p", "n2")],
    "stop failed": [past("p", "n1", ran("start"), ran("stop", 1)), *probed("p", "n2")],
    "changed": [past("p", "n1", ran("start", op_digest="0")), *probed("p", "n2")],
    "reloadable": [
        past("p", "n1", ran("start", op_digest="0", op_restart_digest="1", op_force_restart=" ")),
        *probed("p", "n2"),
    ],
    "twice": [past("p", "n1", ran("start")), past("p", "n2", ran("start"))],
    "pending": [past("p", "n1", ran("start", 193, status=-1)), *probed("p", "n2")],
    "sent": [past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)), *probed("p", "n2")],
    "arriving": [
        past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)),
        past("p", "n2", ran("migrate_from", 193, status=-1, route=_ROUTE)),
    ],
    "arrived": [
        past("p", "n1", ran("start"), ran("migrate_to", route=_ROUTE)),
        past("p", "n2", ran("migrate_from", route=_ROUTE)),
    ],
    "another agent": [past("p", "n1", ran("start"), kind="Stateful"), *probed("p", "n2")],
}
_METAS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "migratable": {"allow_migrate": "true"},
    "unmanaged": {"is_managed": "false"},
    "maintenance": {"maintenance": "true"},
    "stopped": {"target_role": "Stopped", "allow_migrate": "true"},
    "stop_only": {"multiple_active": "stop_only"},
    "stop_unexpected": {"multiple_active": "stop_unexpected"},
    "nothing": {"requires": "nothing", "failure_timeout": "1min"},
    "sticky": {"resource_stickiness": "INFINITY", "migration_threshold": "1"},
}
_OPTIONS = {
    "plain": {"stonith_enabled": "false"},
    "cleaning": {"stonith_enabled": "false", "remove_after_stop": "true"},
    "fencing": {"stonith_enabled": "true"},
    "frozen": {"stonith_enabled": "false", "no_quorum_policy": "freeze"},
}


_MIXTURES = list(
    zip(product(_PASTS, _METAS, ((), ("n1",))), cycle(_OPTIONS), cycle((1, 2, 3)), strict=False)
)


@pytest.mark.parametrize("before", _PASTS)
def test_a_primitive_is_treated_as_crm_simulate_does(before: str) -> None:
    device = '<primitive id="f" class="stonith" type="fence_dummy"/>'
    for (past_name, meta, standby), options, apart in _MIXTURES:
        if past_name != before:
            continue
        first = primitive("p", pairs("p-m", **_METAS[meta]) + _OPERATIONS)
        second = primitive("q", pairs("q-m", allow_migrate="true"))
        text = cib(
            device + first + second,
            constraints=_ORDERS.format("-INFINITY" if apart == 1 else "INFINITY"),
            options=pairs("options", "cluster_property_set", **_OPTIONS[options]),
            history=[*_PASTS[before], past("q", "n1", ran("start")), *probed("f", "n1", "n2")],
            standby=standby,
        )
        if options == "frozen":
            text = text.replace('have-quorum="1"', 'have-quorum="0"')
        verdict = try_content(text.encode(), f"{before}, {options}, {meta}, {standby}")
        assert verdict is not None
        assert not verdict.summary(FEATURES), verdict
