"""What an engine makes of what clients send: each kind of bad input has one outcome."""

import contextlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.protocol import codec
from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT_BEFORE_LOGIN, pack
from engine.protocol.messages import ClientHello, Failure, Reply, Request, ServerHello
from engine.protocol.server_session import (
    IN_FLIGHT,
    Called,
    Greeted,
    Refused,
    ServerEvent,
    ServerSession,
    ServerState,
)
from engine.protocol.verbs import ECHO, LOGIN, STANDBY, Cib, Echo, Login, Nothing, Standby

HELLO = codec.frame(ClientHello(client="test"))


def text(value: Any) -> bytes:
    return pack(json.dumps(value).encode())


def ask(number: int, verb: str, body: bytes = b"{}") -> bytes:
    return codec.frame(Request(number, verb, msgspec.Raw(body)))


def events(session: ServerSession, data: bytes = b"") -> list[ServerEvent]:
    session.feed(data)
    found: list[ServerEvent] = []
    while (event := session.next_event()) is not None:
        found.append(event)
    return found


def greeted() -> ServerSession:
    session = ServerSession()
    events(session, HELLO)
    session.greet(ServerHello("n1", "memory"))
    return session


def ready() -> ServerSession:
    session = greeted()
    session.logged_in()
    return session


def refusal(session: ServerSession, data: bytes) -> Failure:
    (event,) = events(session, data)
    assert isinstance(event, Refused)
    assert codec.from_engine(event.frame[4:]) == event.failure
    return event.failure


def closing(session: ServerSession, data: bytes) -> str:
    with pytest.raises(RemoteProtocolError) as caught:
        events(session, data)
    assert session.state is ServerState.CLOSED
    assert events(session, HELLO + ask(1, "echo")) == []
    assert session.buffered == 0
    return caught.value.code


def test_hello_login_and_a_request() -> None:
    session = ServerSession()
    assert events(session, HELLO) == [Greeted(ClientHello(client="test"))]
    session.greet(ServerHello("n1", "memory"))
    body = codec.body(Login("alice", "secret"))
    assert events(session, ask(1, "login", bytes(body))) == [
        Called(1, LOGIN, Login("alice", "secret"))
    ]
    session.reply(1, Nothing())
    session.logged_in()
    asked = ask(2, "standby", b'{"node":"n2","on":true}')
    assert events(session, asked) == [Called(2, STANDBY, Standby("n2", on=True))]


def test_requests_before_hello_end_the_connection() -> None:
    assert closing(ServerSession(), ask(1, "echo")) == "hello-first"


def test_requests_before_login_are_refused_and_the_connection_stays() -> None:
    session = greeted()
    failure = refusal(session, ask(7, "cib_query"))
    assert (failure.code, failure.id) == ("login-first", 7)
    assert events(session, ask(8, "echo", b'{"text":"still here"}')) == [
        Called(8, ECHO, Echo("still here"))
    ]


def test_an_unknown_verb_is_a_clear_error() -> None:
    failure = refusal(ready(), ask(3, "make_coffee"))
    assert (failure.code, failure.id) == ("unknown-verb", 3)
    assert "make_coffee" in failure.message


@pytest.mark.parametrize(
    "body", [b'{"node":"n1"}', b'{"node":1,"on":true}', b"[]", b'{"node":"n1","on":"yes"}', b"1"]
)
def test_arguments_of_wrong_types_are_refused_and_the_connection_stays(body: bytes) -> None:
    session = ready()
    failure = refusal(session, ask(4, "standby", body))
    assert (failure.code, failure.id) == ("bad-arguments", 4)
    assert events(session, ask(4, "echo")) == [Called(4, ECHO, Echo())]


def test_unknown_fields_of_a_newer_client_are_passed_over() -> None:
    session = ServerSession()
    hello = text({"type": "hello", "protocol": 9, "features": ["x"], "new": {"a": [1]}})
    assert isinstance(events(session, hello)[0], Greeted)
    asked = text(
        {"type": "request", "id": 1, "verb": "echo", "body": {"text": "a", "z": 1}, "q": 0}
    )
    assert events(session, asked) == [Called(1, ECHO, Echo("a"))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "too-large"),
        ((LIMIT_BEFORE_LOGIN + 1).to_bytes(4, "big"), "too-large"),
        (pack(b""), "not-a-message"),
        (pack(b"not json"), "not-a-message"),
        (pack(b'"\xff\xfe"'), "not-a-message"),
        (pack(b'{"type":"hello","unknown":"\xff"}'), "not-a-message"),
        (text([]), "not-a-message"),
        (text({"type": "hello_engine", "node": "n", "stack": "s"}), "not-a-message"),
        (text({"type": "hello", "protocol": "1"}), "not-a-message"),
        (text({"type": "hello", "protocol": 0}), "protocol-version"),
        (text({"type": "request", "id": -1, "verb": "echo"}), "not-a-message"),
        (text({"type": "request", "id": 2**60, "verb": "echo"}), "not-a-message"),
        (pack(b'{"type":"hello","x":' + b"[" * 3000 + b"]" * 1000 + b"}"), "not-a-message"),
    ],
)
def test_what_is_no_message_ends_the_connection(data: bytes, code: str) -> None:
    assert closing(ServerSession(), data) == code


def test_deep_nesting_is_no_crash() -> None:
    deep = b'{"type":"request","id":1,"verb":"echo","body":' + b"[" * 500_000
    assert closing(ready(), pack(deep)) == "not-a-message"


def test_hello_twice_and_an_id_in_use_end_the_connection() -> None:
    assert closing(greeted(), HELLO) == "hello-twice"
    session = ready()
    assert events(session, ask(5, "cib_query"))
    assert closing(session, ask(5, "echo")) == "id-in-use"


def test_a_stranger_is_held_to_small_frames_and_a_user_is_not() -> None:
    large = ask(1, "echo", codec.body(Echo("x" * LIMIT_BEFORE_LOGIN)))
    assert closing(greeted(), large) == "too-large"
    assert len(events(ready(), large)) == 1
    session = ready()
    session.logged_out()
    assert closing(session, large) == "too-large"


def test_too_many_unanswered_requests_are_refused_and_the_pulse_goes_on() -> None:
    session = ready()
    for number in range(IN_FLIGHT):
        assert isinstance(events(session, ask(number, "cib_query"))[0], Called)
    assert refusal(session, ask(99, "cib_query")).code == "busy"
    assert isinstance(events(session, ask(100, "echo"))[0], Called)
    session.reply(0, Cib((0, 0, 0), "<cib/>"))
    session.reply(100, Echo())
    assert isinstance(events(session, ask(99, "cib_query"))[0], Called)


def test_events_before_the_breach_are_not_lost() -> None:
    session = ServerSession()
    session.feed(HELLO + ask(1, "echo") + pack(b"garbage"))
    assert isinstance(session.next_event(), Greeted)
    assert isinstance(session.next_event(), Called)
    with pytest.raises(RemoteProtocolError):
        session.next_event()


def test_a_local_mistake_is_told_apart_from_a_remote_one() -> None:
    session = ServerSession()
    with pytest.raises(LocalProtocolError):
        session.logged_in()
    with pytest.raises(LocalProtocolError):
        session.reply(1, Nothing())


def test_a_result_too_large_leaves_the_request_open_for_a_failure() -> None:
    session = greeted()
    events(session, ask(1, "echo"))
    with pytest.raises(LocalProtocolError):
        session.reply(1, Cib((0, 0, 0), "x" * 5000))
    failure = codec.from_engine(
        session.fail(1, Failure("too-large", "It is.", detail="y" * 9000))[4:]
    )
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == (1, "too-large")


def test_answers_carry_the_id() -> None:
    session = ready()
    events(session, ask(12, "echo"))
    answer = codec.from_engine(session.reply(12, Echo("hi"))[4:])
    assert isinstance(answer, Reply)
    assert answer.id == 12


_good = st.sampled_from(
    [HELLO, ask(1, "echo"), ask(2, "cib_query"), ask(3, "nonsense"), ask(4, "standby", b"[]")]
)


@settings(deadline=None)
@given(st.lists(_good, max_size=6), st.binary(max_size=40), st.integers(1, 50))
def test_any_chunking_gives_the_same_events(frames: list[bytes], tail: bytes, size: int) -> None:
    stream = b"".join(frames) + tail

    def outcome(step: int) -> tuple[list[ServerEvent], str, ServerState]:
        session, found = ServerSession(), list[ServerEvent]()
        try:
            for at in range(0, len(stream), step):
                session.feed(stream[at : at + step])
                while (event := session.next_event()) is not None:
                    found.append(event)
        except RemoteProtocolError as error:
            return found, error.code, session.state
        return found, "", session.state

    assert outcome(size) == outcome(len(stream) or 1)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=10), st.booleans())
def test_random_bytes_raise_nothing_but_a_remote_error(chunks: list[bytes], framed: bool) -> None:
    session = greeted()
    with contextlib.suppress(RemoteProtocolError):
        for chunk in chunks:
            events(session, pack(chunk) if framed else chunk)
            assert session.buffered <= LIMIT_BEFORE_LOGIN + 4
    if session.state is ServerState.CLOSED:
        assert session.buffered == 0
