"""What a client makes of what an engine sends."""

import contextlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.protocol import codec
from engine.protocol.client_session import Answered, ClientEvent, ClientSession, ClientState
from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT, LIMIT_BEFORE_LOGIN, FrameReader, pack
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    EngineMessage,
    Failure,
    Progress,
    Reply,
    Request,
    ServerHello,
)
from engine.protocol.verbs import (
    CIB_QUERY,
    ECHO,
    LOGIN,
    LOGOUT,
    STANDBY,
    Cancel,
    Cib,
    Echo,
    LoggedIn,
    Login,
    Nothing,
    Standby,
)

HELLO = ServerHello("n1", "memory")


def take(session: ClientSession, *messages: EngineMessage) -> list[ClientEvent]:
    session.feed(b"".join(codec.frame(message) for message in messages))
    found: list[ClientEvent] = []
    while (event := session.next_event()) is not None:
        found.append(event)
    return found


def answer(number: int, value: msgspec.Struct) -> Reply:
    return Reply(number, codec.body(value))


def greeted() -> ClientSession:
    session = ClientSession("test")
    session.start()
    assert take(session, HELLO) == [HELLO]
    return session


def ready() -> ClientSession:
    session = greeted()
    number, _ = session.request(LOGIN, Login("alice", "x"))
    assert take(session, answer(number, LoggedIn("alice"))) == [Answered(1, LoggedIn("alice"))]
    return session


def refused(session: ClientSession, *messages: EngineMessage) -> str:
    with pytest.raises(RemoteProtocolError) as caught:
        take(session, *messages)
    assert session.state is ClientState.CLOSED
    return caught.value.code


def test_answers_find_their_requests_in_any_order() -> None:
    session = ready()
    first, _ = session.request(CIB_QUERY, Nothing())
    second, _ = session.request(ECHO, Echo("b"))
    cib = Cib((1, 2, 3), "<cib/>")
    progress = Progress(first, "settling", 2)
    assert take(session, answer(second, Echo("b")), progress, answer(first, cib)) == [
        Answered(second, Echo("b")),
        progress,
        Answered(first, cib),
    ]


def test_the_stream_comes_through_after_login_only() -> None:
    patch = CibPatch((0, 0, 1), (0, 0, 2), "<diff/>")
    assert take(ready(), patch) == [patch]
    assert refused(greeted(), patch) == "login-first"


def test_large_frames_are_taken_after_login_only() -> None:
    large = CibSnapshot((0, 0, 1), "x" * LIMIT_BEFORE_LOGIN)
    session = greeted()
    number, _ = session.request(LOGIN, Login("alice", "x"))
    assert len(take(session, answer(number, LoggedIn("alice")), large)) == 2
    assert refused(greeted(), large) == "too-large"


def test_an_answer_nobody_waits_for_any_more_is_passed_over_once() -> None:
    session = ready()
    number, _ = session.request(ECHO, Echo())
    assert session.forget(number) == b""
    assert take(session, Progress(number, "settling"), answer(number, Echo())) == []
    assert refused(session, answer(number, Echo())) == "id-unknown"


def test_the_engine_is_told_of_a_question_that_nobody_waits_for_and_of_no_order() -> None:
    session = ready()
    question, _ = session.request(CIB_QUERY, Nothing())
    order, _ = session.request(STANDBY, Standby("n1", on=True))
    assert session.forget(order) == b""
    reader = FrameReader(LIMIT)
    reader.feed(session.forget(question))
    payload = reader.next_payload()
    assert payload is not None
    told = codec.from_client(payload)
    assert isinstance(told, Request)
    assert (told.verb, codec.unpack(told.body, Cancel)) == ("cancel", Cancel(question))
    gone = Failure("cancelled", "Cancelled.", question)
    assert take(session, gone, answer(told.id, Nothing())) == []


def test_an_engine_that_knows_no_cancel_does_no_harm_by_saying_so() -> None:
    session = ready()
    question, _ = session.request(CIB_QUERY, Nothing())
    assert session.forget(question)
    unknown = Failure("unknown-verb", "What is «cancel»?", question + 1)
    late = answer(question, Cib((1, 2, 3), "<cib/>"))
    assert take(session, unknown, late) == []


def test_a_login_given_up_still_counts_when_it_succeeds() -> None:
    session = greeted()
    number, _ = session.request(LOGIN, Login("alice", "x"))
    session.forget(number)
    assert take(session, answer(number, LoggedIn("alice"))) == []
    assert session.state is ClientState.READY


def test_logout_goes_back_to_login() -> None:
    session = ready()
    number, _ = session.request(LOGOUT, Nothing())
    take(session, answer(number, Nothing()))
    assert session.state is ClientState.LOGIN
    with pytest.raises(LocalProtocolError):
        session.request(CIB_QUERY, Nothing())


def test_what_breaks_the_protocol_closes_the_session() -> None:
    session = ClientSession()
    session.start()
    assert refused(session, answer(1, Echo())) == "hello-first"
    assert refused(greeted(), HELLO) == "hello-twice"
    assert refused(greeted(), answer(42, Echo())) == "id-unknown"
    old = ClientSession()
    old.start()
    assert refused(old, ServerHello("n1", "memory", protocol=0)) == "protocol-version"
    session = ready()
    number, _ = session.request(CIB_QUERY, Nothing())
    assert refused(session, answer(number, Echo("no CIB"))) == "bad-arguments"


def test_a_newer_engine_is_understood() -> None:
    session = ClientSession()
    session.start()
    hello = b'{"type":"hello_engine","node":"n","stack":"s","protocol":7,"mood":["good"]}'
    session.feed(pack(hello))
    assert session.next_event() == ServerHello("n", "s", protocol=7)


def test_the_last_words_of_an_engine_come_through_before_its_hello() -> None:
    session = ClientSession()
    session.start()
    words = Failure("hello-timeout", "No hello came.")
    assert take(session, words) == [words]


def test_a_stranger_may_not_ask_and_may_not_send_much() -> None:
    session = ClientSession()
    with pytest.raises(LocalProtocolError):
        session.request(ECHO, Echo())
    session = greeted()
    with pytest.raises(LocalProtocolError):
        session.request(CIB_QUERY, Nothing())
    with pytest.raises(LocalProtocolError):
        session.request(LOGIN, Login("alice", "x" * LIMIT_BEFORE_LOGIN))


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=10), st.booleans())
def test_random_bytes_raise_nothing_but_a_remote_error(chunks: list[bytes], framed: bool) -> None:
    session = ready()
    with contextlib.suppress(RemoteProtocolError):
        for chunk in chunks:
            session.feed(pack(chunk) if framed else chunk)
            while session.next_event() is not None:
                pass
    if session.state is ClientState.CLOSED:
        assert session.buffered == 0


_messages = st.sampled_from(
    [
        CibPatch((0, 0, 1), (0, 0, 2), "<diff/>"),
        Failure("closing", "Good bye."),
        answer(2, Echo("x")),
        Progress(2, "accepted"),
    ]
)


@settings(deadline=None)
@given(st.lists(_messages, max_size=5), st.binary(max_size=20), st.integers(1, 40))
def test_any_chunking_gives_the_same_events(
    messages: list[EngineMessage], tail: bytes, size: int
) -> None:
    stream = b"".join(codec.frame(message) for message in messages) + tail

    def outcome(step: int) -> tuple[list[ClientEvent], str]:
        session, found = ready(), list[ClientEvent]()
        session.request(ECHO, Echo("x"))
        try:
            for at in range(0, len(stream), step):
                session.feed(stream[at : at + step])
                while (event := session.next_event()) is not None:
                    found.append(event)
        except RemoteProtocolError as error:
            return found, error.code
        return found, ""

    assert outcome(size) == outcome(len(stream) or 1)
