"""How many strangers may be connected at once. Pure."""

import ipaddress
from collections import Counter


def source_of(address: str) -> str:
    """What counts as one source: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))


class Admission:
    """Counts connections on which nobody is logged in yet."""

    def __init__(self, total: int, per_source: int) -> None:
        self._total = total
        self._per_source = per_source
        self._strangers = Counter[str]()

    def enter(self, source: str) -> bool:
        """Whether one more stranger from ``source`` may stay; if so it is counted."""
        if self._strangers.total() >= self._total:
            return False
        if self._strangers[source] >= self._per_source:
            return False
        self._strangers[source] += 1
        return True

    def leave(self, source: str) -> None:
        """A stranger from ``source`` logged in, or went."""
        self._strangers[source] -= 1
        if self._strangers[source] <= 0:
            del self._strangers[source]
