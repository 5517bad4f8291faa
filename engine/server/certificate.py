"""The engine's certificate: made at first start, kept with its key in one file of mode 0600."""

import os
import re
import secrets
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from engine.protocol.trust import fingerprint

FILE: Final = "engine.pem"
_PEM: Final = re.compile(b"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
LIFETIME: Final = timedelta(days=3653)
"""Ten years: trust is in the fingerprint, and a change of it alarms people."""


class CertificateTrouble(Exception):
    """The certificate cannot be read or made; the words say why and what to do."""


def path_in(state_dir: Path) -> Path:
    """Where the certificate and its key are kept. An operator's own may be put there."""
    return state_dir / FILE


def ensure(path: Path, node: str) -> None:
    """Make a certificate for ``node`` at ``path`` where there is none yet.

    Raises:
        CertificateTrouble: the file cannot be written.
    """
    if path.exists():
        return
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        file = os.open(temporary, flags, stat.S_IRUSR | stat.S_IWUSR)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(make(node, datetime.now(UTC)))
                stream.flush()
                os.fsync(stream.fileno())
            os.link(temporary, path)
        except FileExistsError:
            pass  # another start was faster; its certificate is the one
        finally:
            temporary.unlink()
    except OSError as error:
        raise CertificateTrouble(
            f"The certificate cannot be written to {path} ({error.strerror}):"
            " choose a --state-dir that this user may write to."
        ) from error


def make(node: str, now: datetime) -> bytes:
    """A new key and a self-signed certificate for it, in PEM form."""
    # Needed once in an engine's life, and too large to be kept in memory for all of it
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, node[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks of desktops differ
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_ascii(node))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + certificate.public_bytes(serialization.Encoding.PEM)


def server_context(path: Path) -> ssl.SSLContext:
    """TLS settings of the listener: 1.3 only, with the certificate at ``path``.

    Raises:
        CertificateTrouble: it cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.num_tickets = 0  # sessions are long; nothing is resumed
    load(context, path)
    return context


def load(context: ssl.SSLContext, path: Path) -> None:
    """Use the certificate at ``path`` from the next connection on.

    Raises:
        CertificateTrouble: it cannot be used; the one before stays.
    """
    read_fingerprint(path)
    try:
        context.load_cert_chain(path)
    except OSError as error:
        raise CertificateTrouble(
            f"The certificate in {path} cannot be used: it needs a certificate and its private"
            " key, both in PEM form; remove the file to have a new one made."
        ) from error


def read_fingerprint(path: Path) -> str:
    """Fingerprint of the certificate at ``path``.

    Raises:
        CertificateTrouble: it cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise CertificateTrouble(
            f"There is no certificate at {path} yet: the engine makes it at its first start."
        ) from error
    except OSError as error:
        raise CertificateTrouble(
            f"The certificate at {path} cannot be read ({error.strerror}):"
            " it belongs to the user whom the engine runs as; try as that user or as root."
        ) from error
    der = _first_certificate(content)
    if der is None:
        raise CertificateTrouble(
            f"{path} holds no certificate in PEM form:"
            " put one there, or remove the file to have a new one made."
        )
    return fingerprint(der)


def _first_certificate(content: bytes) -> bytes | None:
    """The first certificate among what is in PEM form, as DER; None where there is none."""
    found = _PEM.search(content)
    if found is None:
        return None
    try:
        der = ssl.PEM_cert_to_DER_cert(found.group().decode("ascii"))
        # Base64 may hold anything; this reads it
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=der)
    except (ValueError, ssl.SSLError):
        return None
    return der


def _ascii(node: str) -> str:
    """A node's name as a certificate may hold it."""
    return node.encode("idna").decode("ascii") if not node.isascii() else node
