"""What a bundle's own element says; see "Bundles" in Pacemaker Explained."""

import re
from dataclasses import dataclass
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.state.values import parse_integer
from engine.cib.xml import Element, attributes, child

_CONTAINERS: Final = ("docker", "rkt", "podman")
_ADDRESS: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)")
_DEFAULT_PORT: Final = "3121"
_KEY: Final = "/etc/pacemaker/authkey"
_LOGS: Final = "/var/log/pacemaker/bundles"

MOST_REPLICAS: Final = 200
"""Pacemaker would make any number, four resources and a node for each, and run out of memory."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A directory or file of the host that the containers see."""

    source: str
    target: str
    options: str | None = None
    own: bool = False
    """Whether each replica has a directory of its own below the source."""


@dataclass(frozen=True, slots=True)
class BundleShape:
    """What a bundle's own element says of the resources made for it."""

    kind: str
    replicas: int
    wanted: int
    """How many replicas are configured; no more than ``MOST_REPLICAS`` are made."""
    per_host: int
    promoted_max: int
    addresses: tuple[str | None, ...]
    """IP address of each replica, None where it has none."""
    primitive: Element | None
    image: str | None = None
    network: str | None = None
    command: str | None = None
    options: str | None = None
    interface: str | None = None
    netmask: str | None = None
    control_port: str | None = None
    """As configured; ``port`` is the one in use."""
    add_host: bool = True
    ports: tuple[tuple[str, str], ...] = ()
    """Ports of the host, each with that of the container."""
    mounts: tuple[Mount, ...] = ()

    @property
    def port(self) -> str:
        """Port of the connection into the containers."""
        return self.control_port or _DEFAULT_PORT


def bundle_shape(element: Element) -> BundleShape | None:
    """Read a bundle; None where it cannot work (no container, or no way to reach its inside)."""
    found = next((node for tag in _CONTAINERS if (node := child(element, tag)) is not None), None)
    if found is None:
        return None
    promoted = parse_integer(found.get("promoted-max") or found.get("masters"))
    replicas = found.get("replicas")
    wanted = promoted if replicas is None and promoted > 0 else max(1, parse_integer(replicas, 1))
    count = min(wanted, MOST_REPLICAS)
    per_host = max(1, parse_integer(found.get("replicas-per-host"), 1))
    network = child(element, "network")
    wired: dict[str, str] = {} if network is None else attributes(network)
    first, port = wired.get("ip-range-start"), wired.get("control-port")
    primitive = child(element, "primitive")
    if primitive is not None and first is None:
        if port is None:
            return None
        per_host = 1
    ports, mounts = _ports(network), _mounts(element)
    if primitive is not None:
        ports.append((port or _DEFAULT_PORT, port or _DEFAULT_PORT))
        has_logs = any(mount.target == "/var/log" for mount in mounts)
        mounts.append(Mount(_KEY, _KEY))
        if not has_logs:
            mounts.append(Mount(_LOGS, "/var/log", own=True))
    return BundleShape(
        kind=str(found.tag),
        replicas=count,
        wanted=wanted,
        per_host=per_host,
        promoted_max=max(0, promoted),
        addresses=_addresses(first, count),
        primitive=primitive,
        image=found.get("image"),
        network=found.get("network"),
        command=found.get("run-command"),
        options=found.get("options"),
        interface=wired.get("host-interface"),
        netmask=wired.get("host-netmask"),
        control_port=port,
        add_host=parse_boolean(wired.get("add-host")) is not False,
        ports=tuple(ports),
        mounts=tuple(mounts),
    )


def _ports(network: Element | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for mapping in () if network is None else network.iterchildren("port-mapping"):
        outside = mapping.get("port")
        inside = None if outside is None else mapping.get("internal-port")
        outside = mapping.get("range") if outside is None else outside
        if outside:
            found.append((outside, inside or outside))
    return found


def _mounts(element: Element) -> list[Mount]:
    found: list[Mount] = []
    storage = child(element, "storage")
    for mapping in () if storage is None else storage.iterchildren("storage-mapping"):
        source, own = mapping.get("source-dir"), False
        if source is None:
            source, own = mapping.get("source-dir-root"), True
        target = mapping.get("target-dir")
        if source and target:
            found.append(Mount(source, target, mapping.get("options"), own))
    return found


def _addresses(first: str | None, count: int) -> tuple[str | None, ...]:
    """Consecutive addresses, the last octet running from the first one's to 254."""
    found: list[str | None] = []
    current = first
    for _ in range(count):
        if current is None and first is not None:
            # Past the end of the range the count begins again, as the cluster has it.
            current = first
        found.append(current)
        current = None if current is None else _next_address(current)
    return tuple(found)


def _next_address(address: str) -> str | None:
    match = _ADDRESS.match(address)
    if match is None:
        return None
    a, b, c, d = (int(part) for part in match.groups())
    if c > 253:
        return None
    return f"{a}.{b}.{c + 1}.1" if d > 253 else f"{a}.{b}.{c}.{d + 1}"
