import pytest

from engine.cib.boolean import parse_boolean


@pytest.mark.parametrize("text", ["true", "TRUE", "on", "yes", "y", "1"])
def test_true(text: str):
    assert parse_boolean(text) is True


@pytest.mark.parametrize("text", ["false", "Off", "no", "n", "0"])
def test_false(text: str):
    assert parse_boolean(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "2", None])
def test_neither(text: str | None):
    assert parse_boolean(text) is None
