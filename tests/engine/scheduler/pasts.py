"""Histories of several operations, for tests of what follows from them."""

from hashlib import md5

from tests.engine.scheduler.cibs import NOW

_MAGIC = "12345678-9abc-def0-1234-56789abcdef0"


def digest(**parameters: str) -> str:
    """The digest of parameters as histories note it."""
    text = "".join(f' {name}="{value}"' for name, value in sorted(parameters.items()))
    return md5(f" <parameters{text}/>\n".encode(), usedforsecurity=False).hexdigest()


NOTHING = digest()
MONITOR = digest(CRM_meta_timeout="20000")


def ran(
    task: str,
    rc: int = 0,
    *,
    status: int = 0,
    expected: int = 0,
    route: tuple[str, str] | None = None,
    **more: str,
) -> str:
    """One operation of an entry made by ``past``: ``start``, ``monitor@10000``, …

    ``route`` is the source and the target of a migration; ``_`` in the names of further
    attributes stands for ``-``.
    """
    name, _, interval = task.partition("@")
    interval = interval or "0"
    given = {
        "op_digest": NOTHING if interval == "0" else MONITOR,
        "last_rc_change": str(NOW - 100),
        **more,
    }
    others = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in given.items())
    if route is not None:
        others += f' migrate_source="{route[0]}" migrate_target="{route[1]}"'
    return (
        f'<lrm_rsc_op id="RESOURCE_{name}_{interval}" operation_key="RESOURCE_{name}_{interval}"'
        f' operation="{name}" interval="{interval}" call-id="CALL" rc-code="{rc}"'
        f' op-status="{status}" crm_feature_set="3.16.1"'
        f' transition-key="1:1:{expected}:{_MAGIC}"'
        f' transition-magic="{status}:{rc};1:1:{expected}:{_MAGIC}"{others}/>'
    )


def past(resource: str, node: str, *operations: str, kind: str = "Dummy") -> tuple[str, str]:
    """An entry of a node's history: (node, XML). Operations are in the order of their calls."""
    inner = ""
    for number, operation in enumerate(operations, 1):
        call = -1 if 'op-status="-1"' in operation else number
        inner += operation.replace("RESOURCE", resource).replace("CALL", str(call))
    return node, (
        f'<lrm_resource id="{resource}" class="ocf" provider="pacemaker" type="{kind}">'
        f"{inner}</lrm_resource>"
    )


def probed(resource: str, *nodes: str) -> list[tuple[str, str]]:
    """Probes on some nodes that found nothing."""
    return [past(resource, node, ran("monitor", 7, expected=7)) for node in nodes]
