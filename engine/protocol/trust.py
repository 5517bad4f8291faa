"""Whether the certificate that an engine presents is to be trusted."""

import hashlib
import hmac
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.protocol.failures import CertificateRefused


@dataclass(frozen=True, slots=True)
class Pin:
    """Trust one certificate only; with no fingerprint yet, trust none and say which it is."""

    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Trust what the CA in this PEM file has signed for the host's name."""

    ca_file: Path


Trust = Pin | Authority | Callable[[str], bool]
"""A function is asked with the fingerprint and answers at once. To ask a person: let ``Pin()``
refuse, show the fingerprint of the exception, and connect again with a ``Pin`` of it."""


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate in DER form, worded as openssl words it (``AB:CD:…``)."""
    return hashlib.sha256(der).digest().hex(":").upper()


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints are the same, whatever their case and separators."""
    return hmac.compare_digest(_digits(one), _digits(other))


def client_context(trust: Trust) -> ssl.SSLContext:
    """TLS settings of a client: 1.3 only, and a CA's verification where one is named.

    Raises:
        CertificateRefused: the CA file cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if isinstance(trust, Authority):
        try:
            context.load_verify_locations(cafile=trust.ca_file)
        except OSError as error:
            reason = error.strerror or error.__class__.__name__
            raise CertificateRefused(
                f"The CA file {trust.ca_file} cannot be used ({reason}):"
                " name a PEM file with the certificate of your CA.",
                code="certificate-invalid",
            ) from error
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def check(trust: Trust, presented: str, where: str) -> None:
    """Compare what an engine presents with what is trusted.

    Args:
        trust: the policy; a CA has been checked by TLS itself.
        presented: fingerprint of the engine's certificate.
        where: host and port, for the words.

    Raises:
        CertificateRefused: unknown or changed.
    """
    match trust:
        case Authority():
            return
        case Pin() if trust.fingerprint is None:
            raise CertificateRefused(
                f"The certificate of {where} is not known yet: compare its fingerprint with what"
                " 'hagui-engine fingerprint' prints on that node, then trust it.",
                code="certificate-unknown",
                fingerprint=presented,
            )
        case Pin():
            expected = trust.fingerprint or ""
            if not same_fingerprint(expected, presented):
                raise CertificateRefused(
                    f"The certificate of {where} has changed: either the engine was set up anew,"
                    " or somebody stands in between; compare the new fingerprint with what"
                    " 'hagui-engine fingerprint' prints on that node before you trust it.",
                    code="certificate-changed",
                    fingerprint=presented,
                    expected=expected,
                )
        case _:
            if not trust(presented):
                raise CertificateRefused(
                    f"The certificate of {where} was not accepted.",
                    code="certificate-unknown",
                    fingerprint=presented,
                )


def _digits(text: str) -> bytes:
    hexadecimal = text.lower().removeprefix("sha256").replace(":", "").replace(" ", "")
    return hexadecimal.encode("utf-8", "replace")
