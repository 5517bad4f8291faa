"""Every verb is declared once, and secrets stay out of sight."""

from typing import Any

import msgspec

from engine.protocol import verbs
from engine.protocol.verbs import VERBS, Access, Login, Verb


def test_every_declared_verb_is_in_the_table_under_its_name() -> None:
    values: list[object] = list(vars(verbs).values())
    declared: list[Verb[Any, Any]] = [value for value in values if isinstance(value, Verb)]
    assert list(VERBS.values()) == declared
    assert all(name == verb.name for name, verb in VERBS.items())


def test_strangers_may_do_nothing_but_come_in() -> None:
    opened = {verb.name for verb in VERBS.values() if verb.access is Access.OPEN}
    assert opened == {"login", "logout", "echo"}


def test_a_password_is_never_in_the_words_for_a_login() -> None:
    login = Login("alice", "hunter2", "tok3n")
    for words in (repr(login), str(login), f"{login!r}"):
        assert "hunter2" not in words
        assert "tok3n" not in words
    assert msgspec.json.decode(msgspec.json.encode(login), type=Login) == login
