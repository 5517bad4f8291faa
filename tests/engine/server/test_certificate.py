"""The certificate: made once, kept safe, and its trouble said in one sentence."""

import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from engine.server.certificate import (
    CertificateTrouble,
    ensure,
    load,
    make,
    read_fingerprint,
    server_context,
)


def test_it_is_what_the_protocol_asks_for() -> None:
    now = datetime(2030, 1, 2, tzinfo=UTC)
    certificate = x509.load_pem_x509_certificate(make("node1", now))
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["node1"]
    assert certificate.not_valid_after_utc - now > timedelta(days=3650)
    assert certificate.not_valid_before_utc < now


@pytest.mark.parametrize("node", ["a" * 64, "höst", "node.example.com", "10.0.0.1", "n_1"])
def test_any_node_name_will_do(node: str) -> None:
    assert x509.load_pem_x509_certificate(make(node, datetime.now(UTC)))


def test_it_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "state" / "engine.pem"
    ensure(path, "node1")
    first = read_fingerprint(path)
    ensure(path, "node1")
    assert read_fingerprint(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path], "no temporary file is left"


def test_two_first_starts_at_once_agree(tmp_path: Path) -> None:
    path = tmp_path / "engine.pem"
    seen: set[str] = set()

    def begin() -> None:
        ensure(path, "node1")
        seen.add(read_fingerprint(path))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "junk", "-----BEGIN CERTIFICATE-----\nxx\n"])
def test_what_is_no_certificate_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "engine.pem"
    path.write_text(content)
    with pytest.raises(CertificateTrouble, match="PEM"):
        server_context(path)


def test_a_certificate_without_its_key_is_said_and_the_one_before_stays(
    tmp_path: Path, pem: Path
) -> None:
    context = server_context(pem)
    text = pem.read_text()
    bare = tmp_path / "bare.pem"
    bare.write_text(text[text.index("-----BEGIN CERTIFICATE") :])
    with pytest.raises(CertificateTrouble, match="private"):
        load(context, bare)


def test_places_that_cannot_be_written_or_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CertificateTrouble, match="--state-dir"):
        ensure(tmp_path / "file" / "engine.pem", "node1")
    with pytest.raises(CertificateTrouble, match="first start"):
        read_fingerprint(tmp_path / "engine.pem")
