"""Resources that no one wrote: what the cluster makes for guest nodes and for bundles."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.cib.state.bundles import BundleShape
from engine.cib.state.containers import container_parameters
from engine.cib.xml import Element


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest node that a primitive's meta-attributes ask for."""

    name: str
    host: str
    """Id of the resource that is the guest."""
    migratable: str | None
    managed: str | None
    address: str | None
    port: str | None
    timeout: str
    """Of the connection's start."""


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
        name=name,
        host=element.get("id", ""),
        migratable=pairs.get("remote-allow-migrate"),
        managed=pairs.get("is-managed"),
        address=pairs.get("remote-addr"),
        port=pairs.get("remote-port"),
        timeout=pairs.get("remote-connect-timeout") or "60s",
    )


def guest_connection(guest: Guest) -> Element:
    """The primitive that stands for the connection to a guest node."""
    meta = {"internal_rsc": "true", "container": guest.host}
    if guest.migratable is not None:
        meta["allow-migrate"] = guest.migratable
    if guest.managed is not None:
        meta["is-managed"] = guest.managed
    parameters = {"addr": guest.address, "port": guest.port}
    return _connection(guest.name, meta, parameters, guest.timeout)


def replica_connection(name: str, container: str, shape: BundleShape, number: int) -> Element:
    """The primitive that stands for the connection to the inside of a bundle's replica."""
    meta = {"internal_rsc": "true", "container": container}
    # Without an address of its own it is reached through the node where the container runs.
    parameters = {"addr": shape.addresses[number] or "#uname", "port": shape.port}
    return _connection(name, meta, parameters, None)


def inner_clone(bundle: str, shape: BundleShape, primitive: Element) -> Element:
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
    clone.append(_pairs("meta_attributes", f"{bundle}-clone-meta", pairs))
    clone.append(etree.fromstring(etree.tostring(primitive, with_tail=False)))
    return clone


def container(bundle: str, shape: BundleShape, number: int) -> Element:
    """The container of one replica."""
    name = _clean(f"{bundle}-{shape.kind}-{number}")
    return _primitive(
        name, "heartbeat", shape.kind, {}, container_parameters(bundle, shape, number), "60s"
    )


def address(bundle: str, shape: BundleShape, number: int) -> Element | None:
    """The IP address of one replica, where it has one."""
    ip = shape.addresses[number]
    if ip is None:
        return None
    parameters = {"ip": ip, "nic": shape.interface, "cidr_netmask": shape.netmask or "32"}
    return _primitive(_clean(f"{bundle}-ip-{ip}"), "heartbeat", "IPaddr2", {}, parameters, "60s")


def _connection(
    name: str, meta: dict[str, str], parameters: Mapping[str, str | None], timeout: str | None
) -> Element:
    element = _primitive(name, "pacemaker", "remote", meta, parameters, "30s")
    operations = element.find("operations")
    if operations is not None:
        operations[0].set("timeout", "30s")
        if timeout is not None:
            start = {"id": f"{name}-start-interval-0", "name": "start", "interval": "0"}
            etree.SubElement(operations, "op", {**start, "timeout": timeout})
    return element


def _primitive(
    name: str,
    provider: str,
    kind: str,
    meta: dict[str, str],
    parameters: Mapping[str, str | None],
    interval: str,
) -> Element:
    attributes = {"id": name, "class": "ocf", "provider": provider, "type": kind}
    element = etree.Element("primitive", attributes)
    if meta:
        element.append(_pairs("meta_attributes", f"{name}-meta_attributes", meta))
    known = {key: value for key, value in parameters.items() if value is not None}
    if known:
        element.append(_pairs("instance_attributes", f"{name}-instance_attributes", known))
    operations = etree.SubElement(element, "operations")
    monitor = {"id": f"{name}-monitor-{interval}", "name": "monitor", "interval": interval}
    etree.SubElement(operations, "op", monitor)
    return element


def _pairs(tag: str, name: str, pairs: dict[str, str]) -> Element:
    block = etree.Element(tag, id=_clean(name))
    for key, value in pairs.items():
        etree.SubElement(block, "nvpair", {"name": key, "value": value})
    return block


def _clean(name: str) -> str:
    return name.replace(":", ".").replace("#", ".")
