"""Digests of the parameters with which an operation was carried out."""

from collections.abc import Mapping
from typing import Final

from engine.scheduler.actions.digests import parameters_digest

_LEFT_OUT: Final = frozenset(
    {"id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip"}
)
_META: Final = "CRM_meta_"
_TIMEOUT: Final = "CRM_meta_timeout"


def operation_digest(attributes: Mapping[str, str], interval_ms: int) -> str:
    """What a history notes of an operation's parameters (``op-digest``).

    Args:
        attributes: parameters and meta attributes, as the transition graph has them.
        interval_ms: of the operation; the timeout counts for recurring ones only.
    """
    counted = {
        name: value
        for name, value in attributes.items()
        if name not in _LEFT_OUT and not name.startswith(_META)
    }
    timeout = attributes.get(_TIMEOUT)
    if interval_ms and timeout is not None:
        counted[_TIMEOUT] = timeout
    return parameters_digest(counted)
