"""Resources that no one wrote: what the cluster makes for guest nodes and for bundles."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.cib.state.values import parse_integer
from engine.cib.xml import Element, child

_CONTAINERS: Final = ("docker", "rkt", "podman")
_ADDRESS: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)")


def connection_element(
    name: str, container: str, *, migratable: str | None = None, managed: str | None = None
) -> Element:
    """The primitive that stands for the connection to a guest node."""
    pairs = {"internal": "true", "container": container}
    if migratable is not None:
        pairs["allow-migrate"] = migratable
    if managed is not None:
        pairs["is-managed"] = managed
    return _primitive(name, "pacemaker", "remote", pairs, monitor="30s")


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest node that a primitive's meta-attributes ask for."""

    name: str
    host: str
    """Id of the resource that is the guest."""
    migratable: str | None
    managed: str | None


def guest_of(element: Element) -> Guest | None:
    """The guest node that a primitive makes, if it has the meta-attribute ``remote-node``."""
    pairs = {
        pair.get("name", ""): pair.get("value")
        for block in element.iterchildren("meta_attributes")
        for pair in block.iterchildren("nvpair")
    }
    name = pairs.get("remote-node")
    if name is None:
        return None
    return Guest(
        name, element.get("id", ""), pairs.get("remote-allow-migrate"), pairs.get("is-managed")
    )


@dataclass(frozen=True, slots=True)
class BundleShape:
    """What a bundle's own element says of the resources made for it."""

    kind: str
    replicas: int
    per_host: int
    promoted_max: int
    addresses: tuple[str | None, ...]
    """IP address of each replica, None where it has none."""
    primitive: Element | None


def bundle_shape(element: Element) -> BundleShape | None:
    """Read a bundle; None where it cannot work (no container, or no way to reach its inside)."""
    found = next((node for tag in _CONTAINERS if (node := child(element, tag)) is not None), None)
    if found is None:
        return None
    promoted = parse_integer(found.get("promoted-max") or found.get("masters"))
    replicas = found.get("replicas")
    count = promoted if replicas is None and promoted > 0 else max(1, parse_integer(replicas, 1))
    per_host = max(1, parse_integer(found.get("replicas-per-host"), 1))
    network = child(element, "network")
    first = None if network is None else network.get("ip-range-start")
    port = None if network is None else network.get("control-port")
    primitive = child(element, "primitive")
    if primitive is not None and first is None:
        if port is None:
            return None
        per_host = 1
    return BundleShape(
        kind=str(found.tag),
        replicas=count,
        per_host=per_host,
        promoted_max=max(0, promoted),
        addresses=_addresses(first, count),
        primitive=primitive,
    )


def inner_clone_element(bundle: str, shape: BundleShape, primitive: Element) -> Element:
    """The clone of the bundled primitive, one instance for each replica."""
    suffix = "master" if shape.promoted_max else "clone"
    clone = etree.Element("clone", id=_clean(f"{bundle}-{suffix}"))
    pairs = {
        "ordered": "true",
        "clone-max": str(shape.replicas),
        "clone-node-max": str(shape.per_host),
        "globally-unique": "true" if shape.per_host > 1 else "false",
    }
    if shape.promoted_max:
        pairs |= {"promotable": "true", "promoted-max": str(shape.promoted_max)}
    clone.append(_pairs(f"{bundle}-clone-meta", pairs))
    clone.append(etree.fromstring(etree.tostring(primitive, with_tail=False)))
    return clone


def container_element(bundle: str, shape: BundleShape, number: int) -> Element:
    """The container of one replica."""
    name = _clean(f"{bundle}-{shape.kind}-{number}")
    return _primitive(name, "heartbeat", shape.kind, {}, monitor="60s")


def address_element(bundle: str, address: str) -> Element:
    """The IP address of one replica."""
    return _primitive(_clean(f"{bundle}-ip-{address}"), "heartbeat", "IPaddr2", {}, monitor="60s")


def _primitive(
    name: str, provider: str, kind: str, meta: dict[str, str], *, monitor: str
) -> Element:
    attributes = {"id": name, "class": "ocf", "provider": provider, "type": kind}
    element = etree.Element("primitive", attributes)
    if meta:
        element.append(_pairs(f"{name}-meta_attributes", meta))
    operations = etree.SubElement(element, "operations")
    etree.SubElement(operations, "op", {"name": "monitor", "interval": monitor})
    return element


def _pairs(name: str, pairs: dict[str, str]) -> Element:
    block = etree.Element("meta_attributes", id=_clean(name))
    for key, value in pairs.items():
        etree.SubElement(block, "nvpair", {"name": key, "value": value})
    return block


def _clean(name: str) -> str:
    return name.replace(":", ".").replace("#", ".")


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
