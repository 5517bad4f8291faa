"""How strangers are counted."""

import pytest

from engine.server.admission import Admission, source_of


def test_strangers_are_limited_per_source_and_together() -> None:
    admission = Admission(total=3, per_source=2)
    assert admission.enter("a")
    assert admission.enter("a")
    assert not admission.enter("a")
    assert admission.enter("b")
    assert not admission.enter("c")
    admission.leave("a")
    assert admission.enter("c")


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_what_counts_as_one_source(address: str, source: str) -> None:
    assert source_of(address) == source
