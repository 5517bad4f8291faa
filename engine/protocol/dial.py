"""Reaching an engine's port: each thing that can go wrong on the way has its own sentence."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable
from typing import TypeVar

from engine.protocol.failures import (
    CertificateRefused,
    NameNotFound,
    NotTls,
    Refused,
    TimedOut,
    Unreachable,
)

P = TypeVar("P", bound=asyncio.Protocol)


async def open_socket(host: str, port: int, timeout: float) -> socket.socket:
    """A connected, non-blocking socket; every address of ``host`` is tried in turn.

    Args:
        host: name or address.
        port: TCP port.
        timeout: seconds for all addresses together.

    Raises:
        NameNotFound, Refused, Unreachable, TimedOut: why not.
    """
    loop = asyncio.get_running_loop()
    where = place(host, port)
    if not 0 < port < 65536:
        raise Unreachable(f"{port} is no TCP port: give a number from 1 to 65535.")
    deadline = loop.time() + timeout
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if isinstance(error, TimeoutError):
            raise TimedOut(
                f"The name {host} was not resolved within {timeout:g} s:"
                " check the name server, or give an IP address."
            ) from error
        raise NameNotFound(
            f"The name {host} does not resolve to an address:"
            " check how it is spelt, or give an IP address."
        ) from error
    failure: Exception = Unreachable(f"No address of {host} can be reached.")
    for left, (family, kind, protocol, _, address) in zip(
        range(len(found), 0, -1), found, strict=True
    ):
        share = max(0.0, deadline - loop.time()) / left
        try:
            return await _connect(family, kind, protocol, address, share)
        except TimeoutError:
            failure = TimedOut(
                f"{where} did not answer within {timeout:g} s: check that the node is up and that"
                f" no firewall drops port {port}."
            )
        except ConnectionRefusedError:
            failure = Refused(
                f"{where} refuses connections: start hagui-engine on that node, or check the port."
            )
        except OSError as error:
            reason = _reason(error)
            failure = Unreachable(
                f"{where} cannot be reached ({reason}): check the address and the network."
            )
    raise failure


async def start_tls(
    sock: socket.socket,
    protocol: Callable[[], P],
    context: ssl.SSLContext,
    *,
    host: str,
    port: int,
    timeout: float,
) -> P:
    """Begin TLS on a connected socket; asyncio closes the socket where that fails.

    Args:
        sock: from ``open_socket``.
        protocol: makes the protocol that gets the connection.
        context: TLS settings.
        host: the name that a CA's certificate must bear.
        port: for the words.
        timeout: seconds for the handshake.

    Raises:
        NotTls, CertificateRefused, TimedOut: why not.
    """
    where = place(host, port)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            _, made = await loop.create_connection(
                protocol, sock=sock, ssl=context, server_hostname=host, ssl_shutdown_timeout=1.0
            )
    except ssl.SSLCertVerificationError as error:
        raise CertificateRefused(
            f"The certificate of {where} is not one that your CA vouches for"
            f" ({error.verify_message.rstrip('.')}): check the CA file and the host's name.",
            code="certificate-invalid",
        ) from error
    except TimeoutError as error:
        raise TimedOut(
            f"{where} took the connection but said nothing within {timeout:g} s:"
            " it is not a hagui engine, or the node hangs."
        ) from error
    except ssl.SSLError as error:
        raise NotTls(
            f"{where} does not speak TLS 1.3: something other than a hagui engine listens there;"
            " check the port."
        ) from error
    except OSError as error:
        raise NotTls(
            f"{where} closed the connection before TLS was agreed: it is not a hagui engine,"
            " or too many logins are waiting there; check the port, or try again in a minute."
        ) from error
    return made


def place(host: str, port: int) -> str:
    """Host and port as they are written in sentences."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


async def _connect(
    family: int, kind: int, protocol: int, address: tuple[object, ...], timeout: float
) -> socket.socket:
    sock = socket.socket(family, kind, protocol)
    try:
        sock.settimeout(0)
        async with asyncio.timeout(timeout):
            await asyncio.get_running_loop().sock_connect(sock, address)
    except BaseException:
        sock.close()
        raise
    return sock


def _reason(error: OSError) -> str:
    if error.errno == errno.ENETUNREACH:
        return "no network leads there"
    if error.errno == errno.EHOSTUNREACH:
        return "the host does not answer"
    return (error.strerror or str(error)).lower()
