"""What an agent says of itself (``meta-data``), as plain values.

OCF resource agent API 1.1 and the older 1.0 spellings (seconds without a unit, ``Master`` for
``Promoted``); fence agents say the same with a few additions. LSB and Heartbeat scripts say
nothing, so for them it is made up from what the cluster knows.
"""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.agents.names import HEARTBEAT, AgentName
from engine.cib.duration import parse_duration
from engine.cib.xml import Element

_DEFAULT_TIMEOUT_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One instance attribute."""

    name: str
    kind: str = "string"
    """``string``, ``integer``, ``boolean``, ``select``, ``time``, ``second``, ``percentage``, …"""
    default: str | None = None
    required: bool = False
    unique: str | None = None
    """Resources of one agent may not share the values of all parameters of a group; a parameter
    that is unique by itself is a group called after it."""
    options: tuple[str, ...] = ()
    """What may be selected."""
    short: str = ""
    long: str = ""
    reloadable: bool = False
    """A change needs no restart."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the agent can do. Times are in milliseconds."""

    name: str
    timeout_ms: int = _DEFAULT_TIMEOUT_MS
    interval_ms: int = 0
    start_delay_ms: int = 0
    role: str | None = None
    """``Promoted`` or ``Unpromoted``, in today's words."""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that an agent says of itself."""

    name: str
    version: str = ""
    short: str = ""
    long: str = ""
    parameters: tuple[Parameter, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def promotable(self) -> bool:
        """Whether its instances can be promoted."""
        return any(action.name == "promote" for action in self.actions)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((one for one in self.parameters if one.name == name), None)

    def action(self, name: str, role: str | None = None) -> Action | None:
        """The first action of that name, and role where one is given."""
        fitting = (a for a in self.actions if a.name == name and role in (None, a.role))
        return next(fitting, None)


class BadMetadata(ValueError):
    """What the agent printed is not metadata; the message says why, in one sentence."""


_ROLES: Final = {
    "promoted": "Promoted",
    "master": "Promoted",
    "unpromoted": "Unpromoted",
    "slave": "Unpromoted",
    "started": "Started",
    "stopped": "Stopped",
}


def parse_metadata(text: str) -> Metadata:
    """Read what ``meta-data`` printed.

    Raises:
        BadMetadata: it is no metadata.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BadMetadata(f"The agent's metadata is no XML: {error.msg}") from error
    if root.tag != "resource-agent":
        raise BadMetadata(f"The agent's metadata begins with <{root.tag}>, not <resource-agent>")
    return Metadata(
        name=root.get("name", ""),
        version=_text(root, "version") or root.get("version", ""),
        short=_text(root, "shortdesc") or root.get("shortdesc", ""),
        long=_text(root, "longdesc"),
        parameters=tuple(map(_parameter, root.iterfind("parameters/parameter"))),
        actions=tuple(map(_action, root.iterfind("actions/action"))),
    )


def presumed_metadata(agent: AgentName) -> Metadata:
    """That of an LSB or Heartbeat script, which has none to say.

    Heartbeat's take up to a few positional arguments, named ``1``, ``2``, … as haresources does.
    """
    numbered = tuple(Parameter(str(number)) for number in range(1, 6))
    return Metadata(
        name=agent.type,
        parameters=numbered if agent.standard == HEARTBEAT else (),
        actions=(
            Action("start", 15_000),
            Action("stop", 15_000),
            Action("monitor", 15_000, interval_ms=15_000),
        ),
    )


def _parameter(element: Element) -> Parameter:
    content = element.find("content")
    name = element.get("name", "")
    group = element.get("unique-group")
    options: tuple[str, ...] = ()
    kind, default = "string", None
    if content is not None:
        kind = content.get("type", "string")
        default = content.get("default")
        options = tuple(option.get("value", "") for option in content.iterfind("option"))
    unique = group or (name if _true(element.get("unique")) else None)
    # In API 1.0 «unique=0» said that a change can be reloaded; only 1.1's word is taken
    return Parameter(
        name=name,
        kind=kind,
        default=default,
        required=_true(element.get("required")),
        unique=unique,
        options=options,
        short=_text(element, "shortdesc"),
        long=_text(element, "longdesc"),
        reloadable=_true(element.get("reloadable")),
        deprecated=_true(element.get("deprecated")) or element.find("deprecated") is not None,
    )


def _action(element: Element) -> Action:
    role = element.get("role")
    depth = element.get("depth", "0")
    timeout = element.get("timeout")
    return Action(
        name=element.get("name", ""),
        timeout_ms=_DEFAULT_TIMEOUT_MS if timeout is None else _ms(timeout, _DEFAULT_TIMEOUT_MS),
        interval_ms=_ms(element.get("interval"), 0),
        start_delay_ms=_ms(element.get("start-delay"), 0),
        role=None if role is None else _ROLES.get(role.casefold(), role),
        depth=int(depth) if depth.isdecimal() else 0,
    )


def _text(element: Element, tag: str) -> str:
    """English where there is a choice; with its lines, but without the margin of the XML."""
    found = element.findall(tag)
    best = next((one for one in found if (one.get("lang") or "en").startswith("en")), None)
    if best is None:
        best = found[0] if found else None
    if best is None:
        return ""
    words: list[str] = [str(part) for part in best.itertext()]
    text = "".join(words).strip()
    return "\n".join(line.strip() for line in text.splitlines())


def _ms(text: str | None, otherwise: int) -> int:
    value = None if text is None else parse_duration(text)
    return otherwise if value is None else value


def _true(text: str | None) -> bool:
    return text is not None and text.casefold() in {"1", "true", "yes", "on", "y"}
