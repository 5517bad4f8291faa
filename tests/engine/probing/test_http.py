"""What an answer over HTTP is worth, however it arrives."""

import random

import pytest

from engine.probing.http import BODY, Answer, request
from engine.probing.model import How, Miss, Target

OK = b"HTTP/1.1 200 OK\r\n"


def judge(data: bytes, expected: str = "", *, ended: bool = True, step: int = 1 << 20) -> Answer:
    answer = Answer(expected)
    for place in range(0, len(data), step):
        if answer.decided:
            break
        answer.feed(data[place : place + step])
    if ended:
        answer.end()
    return answer


CASES = [
    (OK + b"Content-Length: 5\r\n\r\nhello", "", None),
    (OK + b"Content-Length: 5\r\n\r\nhello", "ell", None),
    (OK + b"Content-Length: 5\r\n\r\nhello", "bye", Miss.WRONG),
    (OK + b"content-length: 9\r\n\r\nhello", "", Miss.CLOSED),
    (OK + b"content-length: 9\r\n\r\nhello", "hello", None),  # what counts was there
    (OK + b"content-length: 9\r\n\r\nhello", "world", Miss.CLOSED),
    (OK + b"\r\nuntil the end", "end", None),
    (OK + b"\r\nuntil the end", "", None),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello", None),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nl", "hello", Miss.CLOSED),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n0\r\n\r\n", "hello", Miss.WRONG),
    (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "", Miss.WRONG),
    (b"HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\ndown", "down", None),
    (b"HTTP/1.1 302 There\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "", None),
    (b"HTTP/1.1 204 None\r\n\r\n", "", None),
    (b"HTTP/1.1 100 Go on\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nhi", "hi", None),
    (OK + b"Content-Le", "", Miss.CLOSED),
    (b"", "", Miss.CLOSED),
    (b"SSH-2.0-OpenSSH_9.2\r\n", "", Miss.WRONG),
    (b"HTTP/1.1 two hundred\r\n\r\n", "", Miss.WRONG),
]


@pytest.mark.parametrize(("data", "expected", "miss"), CASES)
@pytest.mark.parametrize("step", [1, 7, 1 << 20])
def test_answers(data: bytes, expected: str, miss: Miss | None, step: int) -> None:
    answer = judge(data, expected, step=step)
    assert answer.decided
    assert answer.miss is miss


def test_no_more_is_read_than_is_looked_at() -> None:
    answer = Answer("never there")
    answer.feed(OK + b"Content-Length: 1000000000\r\n\r\n")
    fed = 0
    while not answer.decided:
        answer.feed(b"x" * 4096)
        fed += 4096
    assert answer.miss is Miss.WRONG
    assert fed <= BODY + 4096


def test_a_head_without_an_end_is_given_up() -> None:
    answer = Answer("")
    fed = 0
    answer.feed(OK)
    while not answer.decided:
        answer.feed(b"X-Long: yes\r\n")
        fed += 13
        assert fed < 100_000
    assert answer.miss is Miss.WRONG


def test_nothing_that_may_come_is_too_much() -> None:
    dice = random.Random(7)
    for _ in range(300):
        data = bytes(dice.choice(b"HTP/1.0 2\r\n:chunkedOK\x00\xff") for _ in range(200))
        assert judge(OK + data, "x", step=dice.randint(1, 50)).decided


def test_a_question_names_its_host() -> None:
    plain = Target(How.HTTP, "192.0.2.1", 80, "/a?b=c")
    assert request(plain).startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 192.0.2.1\r\n")
    assert b"Host: [2001:db8::1]:8080\r\n" in request(Target(How.HTTP, "2001:db8::1", 8080))
