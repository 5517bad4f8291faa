"""Finds services: servers joined with the address that moves along with them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from engine.cib.document import Cib, CibError
from engine.cib.score import INFINITY
from engine.cib.services.known import ADDRESSES, SERVERS, Server
from engine.cib.views import Bundle, Colocation, Configuration, Group, Primitive

ANY: Final = frozenset({"", "0.0.0.0", "::", "*", "localhost"})  # noqa: S104 - none is bound
"""Hosts that say nothing of where others reach a server."""


@dataclass(frozen=True, slots=True)
class Service:
    """Something that others use, and where."""

    resource: str
    """Id of the primitive that serves; of an address alone, of the one that brings it up."""
    host: str
    port: int = 0
    """0: the address itself."""
    http: bool = False
    path: str = "/"


def find_services(configuration: Configuration) -> tuple[Service, ...]:
    """All that the configuration tells of: servers first, then addresses; each once."""
    found: dict[Service, None] = {}
    for primitive in configuration.primitives():
        server = SERVERS.get(_kind(primitive))
        if server is not None:
            for service in _served(primitive, server, configuration):
                found[service] = None
    for resource in configuration.resources:
        if isinstance(resource, Bundle):
            for service in _of_bundle(resource):
                found[service] = None
    for primitive in configuration.primitives():
        host = _address(primitive)
        if host:
            found[Service(primitive.id, host)] = None
    return tuple(found)


def named_places(cib: str) -> frozenset[tuple[str, int]]:
    """Addresses and ports of all services that a CIB (as XML text) names; none where it cannot be
    read. Port 0 is the address itself.
    """
    try:
        found = find_services(Configuration.of(Cib.parse(cib)))
    except CibError:
        return frozenset()
    places = {(service.host, service.port) for service in found}
    return frozenset(places | {(service.host, 0) for service in found})


def _served(
    primitive: Primitive, server: Server, configuration: Configuration
) -> Iterator[Service]:
    own, port, path = "", server.port, "/"
    url = primitive.parameters.get(server.url_parameter, "")
    if url:
        own, port, path = _of_url(url, port)
    own = primitive.parameters.get(server.host_parameter, own)
    port = _port(primitive.parameters.get(server.port_parameter, ""), port)
    hosts = [own] if own not in ANY and not _local(own, primitive) else []
    for host in hosts or _addresses_of(primitive, configuration):
        yield Service(primitive.id, host, port, server.http, path)


def _of_url(url: str, port: int) -> tuple[str, int, str]:
    try:
        parts = urlsplit(url)
        found = parts.port or port
    except ValueError:
        return "", port, "/"
    path = parts.path or "/"
    return parts.hostname or "", found, f"{path}?{parts.query}" if parts.query else path


def _of_bundle(bundle: Bundle) -> Iterator[Service]:
    """Of a bundle with one replica: the address that it is given, at the ports it publishes."""
    host = bundle.network.get("ip-range-start", "")
    if not host or bundle.replicas != 1:
        return
    for mapping in bundle.ports:
        port = _port(mapping.get("port", ""), 0)
        if port:
            yield Service(bundle.id, host, port)
    yield Service(bundle.id, host)


def _addresses_of(primitive: Primitive, configuration: Configuration) -> list[str]:
    """The addresses that are wherever it is: of its group, else of what it is colocated with."""
    parents = configuration.parents(primitive.id)
    for parent in parents:
        if isinstance(parent, Group):
            found = [host for member in parent.members if (host := _address(member))]
            if found:
                return found
    ids = {primitive.id, *(parent.id for parent in parents)}
    found: list[str] = []
    for constraint in configuration.constraints:
        if isinstance(constraint, Colocation):
            together = _together(constraint)
            if together & ids:
                for id_ in sorted(together - ids):
                    found += _addresses_in(id_, configuration)
    return list(dict.fromkeys(found))


def _together(constraint: Colocation) -> set[str]:
    """What must be on one node by it."""
    if constraint.sets:
        return {
            id_
            for item in constraint.sets
            if (constraint.score if item.score is None else item.score) >= INFINITY
            for id_ in item.resources
        }
    if constraint.score < INFINITY:
        return set()
    return {id_ for id_ in (constraint.resource, constraint.with_resource) if id_}


def _addresses_in(id_: str, configuration: Configuration) -> list[str]:
    resource = configuration.find(id_)
    if isinstance(resource, Primitive | Group):
        return [host for item in resource.primitives() if (host := _address(item))]
    return []


def _address(primitive: Primitive) -> str:
    """The address that it brings up, without a prefix length; empty where it does none."""
    name = ADDRESSES.get(_kind(primitive))
    text = primitive.parameters.get(name, "") if name else ""
    text = text.partition("/")[0].strip()
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _local(host: str, primitive: Primitive) -> bool:
    """Whether only the node itself reaches it there; in a lab, all of it is one computer."""
    try:
        return ip_address(host).is_loopback and primitive.provider != "hagui"
    except ValueError:
        return False


def _kind(primitive: Primitive) -> str:
    if primitive.standard in {"systemd", "service", "lsb"}:
        return primitive.type.removesuffix(".service")
    return primitive.type if primitive.standard == "ocf" else ""


def _port(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 65536 else default
