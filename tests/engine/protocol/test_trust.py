"""Fingerprints, pins and certificate authorities."""

import ssl
from pathlib import Path

import pytest

from engine.protocol.failures import CertificateRefused
from engine.protocol.trust import (
    Authority,
    Pin,
    check,
    client_context,
    fingerprint,
    same_fingerprint,
)


def test_a_fingerprint_is_worded_as_openssl_words_it() -> None:
    expected = "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B"
    assert fingerprint(b"").startswith(expected)
    assert len(fingerprint(b"")) == 95


def test_case_and_separators_do_not_matter() -> None:
    shown = fingerprint(b"x")
    assert same_fingerprint(shown, shown.lower().replace(":", ""))
    assert same_fingerprint(shown, "SHA256:" + shown)
    assert not same_fingerprint(shown, fingerprint(b"y"))
    assert not same_fingerprint(shown, "")


def test_an_unknown_certificate_is_told_apart_from_a_changed_one() -> None:
    with pytest.raises(CertificateRefused) as unknown:
        check(Pin(), "AA", "n1:5560")
    assert (unknown.value.code, unknown.value.fingerprint) == ("certificate-unknown", "AA")
    with pytest.raises(CertificateRefused) as changed:
        check(Pin("BB"), "AA", "n1:5560")
    assert changed.value.code == "certificate-changed"
    assert (changed.value.fingerprint, changed.value.expected) == ("AA", "BB")
    check(Pin("aa"), "AA", "n1:5560")


def test_a_function_may_decide() -> None:
    check(lambda shown: shown == "AA", "AA", "n1:5560")
    with pytest.raises(CertificateRefused):
        check(lambda _: False, "AA", "n1:5560")


def test_nothing_older_than_tls_1_3_is_spoken() -> None:
    assert client_context(Pin()).minimum_version is ssl.TLSVersion.TLSv1_3


def test_a_ca_file_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CertificateRefused, match="cannot be used"):
        client_context(Authority(tmp_path / "missing.pem"))
    junk = tmp_path / "junk.pem"
    junk.write_text("no certificate")
    with pytest.raises(CertificateRefused, match="PEM"):
        client_context(Authority(junk))
