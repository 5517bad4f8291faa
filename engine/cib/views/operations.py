"""Operations of resources: monitor, start, stop and the like with their timing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.boolean import parse_boolean
from engine.cib.duration import parse_duration
from engine.cib.views.nvsets import NvSet, merged, read_sets
from engine.cib.views.reader import Reader
from engine.cib.views.roles import read_role
from engine.cib.xml import Element, attributes, child


@dataclass(frozen=True, slots=True)
class Operation:
    """One ``<op>``; times are milliseconds, None where absent or unreadable."""

    id: str
    name: str
    interval: int | None = None
    interval_text: str | None = None
    timeout: int | None = None
    timeout_text: str | None = None
    role: str | None = None
    on_fail: str | None = None
    start_delay: int | None = None
    enabled: bool = True
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    """All its settings, as attributes or in meta attributes (attributes win), as text."""
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    """Parameters of the agent for this operation alone."""
    meta_sets: tuple[NvSet, ...] = ()
    parameter_sets: tuple[NvSet, ...] = ()

    @property
    def recurring(self) -> bool:
        """Whether it is run again and again."""
        return bool(self.interval)


def read_operations(
    resource: Element, template: Element | None, reader: Reader
) -> tuple[Operation, ...]:
    """A primitive's operations and those of its template that it does not replace.

    An operation replaces the template's of the same name and role, whatever their intervals; no
    role, Started and Unpromoted count as the same.
    """
    own = _listed(resource, reader)
    if template is not None:
        held = {(op.get("name"), _role_key(op)) for op in own}
        own += [
            op for op in _listed(template, reader) if (op.get("name"), _role_key(op)) not in held
        ]
    return tuple([_read(op, reader) for op in own])


def _listed(resource: Element, reader: Reader) -> list[Element]:
    container = child(resource, "operations")
    if container is None:
        return []
    return [reader.resolve(op) for op in reader.resolve(container).iterchildren("op")]


def _role_key(op: Element) -> str | None:
    role = read_role(op.get("role"))
    return None if role in {"Started", "Unpromoted"} else role


def _read(op: Element, reader: Reader) -> Operation:
    nested = len(op) > 0
    meta_sets = read_sets((op,), "meta_attributes", reader) if nested else ()
    parameter_sets = read_sets((op,), "instance_attributes", reader) if nested else ()
    own = attributes(op)
    meta = {**merged(meta_sets), **own} if meta_sets else own
    interval, timeout = meta.get("interval"), meta.get("timeout")
    return Operation(
        id=meta.pop("id", ""),
        name=meta.pop("name", ""),
        interval=parse_duration(interval),
        interval_text=interval,
        timeout=parse_duration(timeout),
        timeout_text=timeout,
        role=read_role(meta.get("role")),
        on_fail=meta.get("on-fail"),
        start_delay=parse_duration(meta.get("start-delay")),
        enabled=parse_boolean(meta.get("enabled")) is not False,
        meta=meta,
        parameters=merged(parameter_sets) if parameter_sets else {},
        meta_sets=meta_sets,
        parameter_sets=parameter_sets,
    )
