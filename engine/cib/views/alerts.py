"""Alerts: programs that the cluster calls when something happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.views.nvsets import merged, read_sets
from engine.cib.views.reader import Reader
from engine.cib.xml import Element, child, elements


@dataclass(frozen=True, slots=True)
class Recipient:
    """One whom an alert's program is called for."""

    id: str
    value: str
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One program and what it is called for."""

    id: str
    path: str
    recipients: tuple[Recipient, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    select: tuple[str, ...] = ()
    """Kinds of events: nodes, fencing, resources, attributes; none means the usual three."""
    attributes: tuple[str, ...] = ()
    """Names of node attributes, where attribute changes are selected; none means all."""
    description: str | None = None


def read_alerts(section: Element | None, reader: Reader) -> tuple[Alert, ...]:
    """The alerts, in document order."""
    if section is None:
        return ()
    return tuple([_alert(item, reader) for item in section.iterchildren("alert")])


def _alert(item: Element, reader: Reader) -> Alert:
    select = child(item, "select")
    kinds = [] if select is None else elements(select)
    return Alert(
        id=item.get("id") or "",
        path=item.get("path") or "",
        recipients=tuple([_recipient(each, reader) for each in item.iterchildren("recipient")]),
        meta=merged(read_sets((item,), "meta_attributes", reader)),
        parameters=merged(read_sets((item,), "instance_attributes", reader)),
        select=tuple([kind.tag.removeprefix("select_") for kind in kinds]),
        attributes=tuple(
            [
                each.get("name") or ""
                for kind in kinds
                if kind.tag == "select_attributes"
                for each in kind.iterchildren("attribute")
            ]
        ),
        description=item.get("description"),
    )


def _recipient(item: Element, reader: Reader) -> Recipient:
    return Recipient(
        id=item.get("id") or "",
        value=item.get("value") or "",
        meta=merged(read_sets((item,), "meta_attributes", reader)),
        parameters=merged(read_sets((item,), "instance_attributes", reader)),
        description=item.get("description"),
    )
