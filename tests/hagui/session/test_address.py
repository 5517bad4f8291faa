import pytest

from hagui.session.address import Address, BadAddress, parse_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("node1", Address("node1", 5560)),
        (" node1.example.org:5561 ", Address("node1.example.org", 5561)),
        ("192.0.2.1", Address("192.0.2.1", 5560)),
        ("2001:db8::1", Address("2001:db8::1", 5560)),
        ("[2001:db8::1]", Address("2001:db8::1", 5560)),
        ("[2001:db8::1]:99", Address("2001:db8::1", 99)),
    ],
)
def test_addresses(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text", ["", " ", ":5560", "a:", "a:0", "a:65536", "a:x", "a b", "[::1", "[::1]x", "[]", "a/b"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(BadAddress):
        parse_address(text)
