"""One question over HTTP/1.1, as bytes out, bytes in and a verdict. Pure.

Only what it takes to say whether the right page came: the status, and whether the first
``BODY`` bytes of the body hold a text. Redirects are answers like others and not followed.
"""

import re
from typing import Final

from engine.probing.model import Miss, Target

HEAD: Final = 16 * 1024
"""Bytes of an answer's head at the most."""
BODY: Final = 64 * 1024
"""Bytes of its body that are read at the most."""

_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)(?: [^\r\n]*)?")
_LENGTH: Final = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_CHUNKED: Final = re.compile(rb"(?im)^transfer-encoding:[^\r\n]*\bchunked[ \t]*\r?$")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r\n")


def request(target: Target) -> bytes:
    """What is sent."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    where = host if target.port == 80 else f"{host}:{target.port}"
    return (
        f"GET {target.path} HTTP/1.1\r\nHost: {where}\r\nUser-Agent: hagui-probe\r\n"
        "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


class Answer:
    """Reads an answer until it is certain what it is worth."""

    def __init__(self, expected: str) -> None:
        """``expected``: the text that it must hold; empty: any will do."""
        self._expected = expected.encode()
        self._data = bytearray()
        self._body: int | None = None
        """Where the body begins; None: not there yet."""
        self._length: int | None = None
        self._chunked = False

    def feed(self, data: bytes) -> bool:
        """Take what arrived; returns whether it is decided."""
        self._data += data
        if self._body is None and not self._read_head():
            return False
        return self._judge(ended=False)

    def end(self) -> None:
        """Nothing comes any more."""
        if not self.decided:
            if self._body is None:
                self._decide(Miss.CLOSED)
            else:
                self._judge(ended=True)

    decided = False
    miss: Miss | None = None
    """Why it does not count; None: it does, once it is decided."""

    def _read_head(self) -> bool:
        """Read the head where it is whole; returns whether to go on with the body."""
        place = self._data.find(b"\r\n\r\n")
        if place < 0:
            if len(self._data) > HEAD or not _may_begin(self._data):
                self._decide(Miss.WRONG)
            return self.decided
        head = bytes(self._data[: place + 2])
        status = _STATUS.match(head)
        if status is None:
            self._decide(Miss.WRONG)
            return True
        code = int(status[1])
        if code < 200:  # more is to come
            del self._data[: place + 4]
            return self._read_head()
        if code >= 400 and not self._expected:
            self._decide(Miss.WRONG)
            return True
        length = _LENGTH.search(head)
        self._length = int(length[1]) if length else None
        self._chunked = _CHUNKED.search(head) is not None
        if code in {204, 304}:
            self._length, self._chunked = 0, False
        self._body = place + 4
        return True

    def _judge(self, *, ended: bool) -> bool:
        if self.decided:
            return True
        assert self._body is not None
        raw = bytes(self._data[self._body :])
        if self._chunked:
            body, whole = _unchunk(raw)
        else:
            body, whole = raw, self._length is not None and len(raw) >= self._length
        bounded = self._length is not None or self._chunked
        if self._expected and self._expected in body[:BODY]:
            self._decide(None)
        elif whole or len(body) >= BODY or len(raw) >= 2 * BODY or (ended and not bounded):
            self._decide(Miss.WRONG if self._expected else None)
        elif ended:
            self._decide(Miss.CLOSED)
        return self.decided

    def _decide(self, miss: Miss | None) -> None:
        self.decided, self.miss = True, miss


def _may_begin(data: bytes | bytearray) -> bool:
    """Whether that can be how an answer begins."""
    return bytes(data[:7]) == b"HTTP/1."[: len(data)]


def _unchunk(raw: bytes) -> tuple[bytes, bool]:
    """The body in chunks as far as it is there, and whether it is whole."""
    body = bytearray()
    place = 0
    while (line := _CHUNK.match(raw, place)) is not None:
        size = int(line[1], 16)
        if not size:
            return bytes(body), True
        body += raw[line.end() : line.end() + size]
        place = line.end() + size + 2
        if place > len(raw) or len(body) >= BODY:
            break
    return bytes(body), False
