"""What a node's operation history says about one resource: when things were done there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from engine.cib.document import Cib
from engine.cib.xml import Element

_PENDING = 193
_CANCELLED = 1


@dataclass(frozen=True, slots=True)
class Done:
    """A finished operation that is not a recurring one."""

    task: str
    call_id: int
    begun: float | None
    """Seconds since 1970 by the node's clock, in whole seconds."""
    seconds: float | None
    """How long it ran."""
    rc: int

    @property
    def ended(self) -> float | None:
        """When it was through, as exactly as whole seconds allow."""
        return None if self.begun is None else self.begun + (self.seconds or 0.0)


class History(Protocol):
    """Answers what was done to a resource on a node."""

    def done(self, resource: str, node: str) -> tuple[Done, ...]:
        """Finished one-time operations, the latest last; empty where nothing is known."""
        ...


class CibHistory:
    """The history in the status section of a CIB.

    Stateless over the document, so that it is right after every patch: it looks up one
    node's record of one resource when asked.
    """

    def __init__(self, cib: Cib) -> None:
        self._cib = cib

    def done(self, resource: str, node: str) -> tuple[Done, ...]:
        """Finished one-time operations, the latest last; empty where nothing is known.

        ``resource`` is an instance key or a primitive's id: the history files an anonymous
        clone's copy under the primitive's id, in old CIBs under ``id:N``.
        """
        records = [record for record in self._records(node) if _names(record, resource)]
        found = [done for record in records for done in _finished(record)]
        return tuple(sorted(found, key=lambda done: done.call_id))

    def _records(self, node: str) -> Iterable[Element]:
        status = self._cib.section("status")
        if status is None:
            return
        for state in status.iterchildren("node_state"):
            if state.get("uname") == node:
                for lrm in state.iterchildren("lrm"):
                    for resources in lrm.iterchildren("lrm_resources"):
                        yield from resources.iterchildren("lrm_resource")


def _names(record: Element, resource: str) -> bool:
    name = record.get("id") or ""
    return name == resource or name.partition(":")[0] == resource


def _finished(record: Element) -> Iterable[Done]:
    for operation in record.iterchildren("lrm_rsc_op"):
        if operation.get("interval", "0") not in {"0", ""}:
            continue
        if (operation.get("id") or "").endswith("_last_failure_0"):
            continue
        rc = _number(operation.get("rc-code"))
        status = _number(operation.get("op-status"))
        if rc is None or rc == _PENDING or status in {-1, _CANCELLED}:
            continue
        run = _number(operation.get("exec-time"))
        yield Done(
            task=operation.get("operation") or "",
            call_id=_number(operation.get("call-id")) or 0,
            begun=_number(operation.get("last-rc-change")),
            seconds=None if run is None else run / 1000,
            rc=rc,
        )


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None
