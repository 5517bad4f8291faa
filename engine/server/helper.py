"""The helper: a small process that keeps root when the engine gives it up.

It takes a fixed list of typed requests over a socket pair, runs no shell and no other program.
Every check of a password runs in a child of its own, so that a module of PAM which hangs or
crashes hurts that one login only, and the password is gone with the child.
"""

import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import Final

import msgspec

from engine.server.pam import Verdict, check, prepare

LARGEST: Final = 64 * 1024
"""Bytes of one request."""
AT_ONCE: Final = 16
LONGEST: Final = 30.0
"""Seconds for one check, after which it is killed."""


class Authenticate(msgspec.Struct, tag="authenticate", frozen=True, forbid_unknown_fields=True):
    """Is this the user's password, and may the user come in?"""

    id: int
    user: str
    password: str

    def __repr__(self) -> str:
        return f"Authenticate(id={self.id}, user={self.user!r})"


HelperRequest = Authenticate
"""All that root is asked for: a union of the request types, checked when decoded."""


class Answer(msgspec.Struct, tag="answer", frozen=True, forbid_unknown_fields=True):
    """What came of a request."""

    id: int
    verdict: Verdict
    words: str = ""
    """Why nothing could be checked."""


@dataclass(frozen=True, slots=True)
class Rules:
    """By which rules passwords are checked."""

    service: str
    """The PAM service."""
    group: str
    """Whose members may come in."""


@dataclass(frozen=True, slots=True)
class _Check:
    request: int
    deadline: float


def fork(rules: Rules) -> tuple[socket.socket, int]:
    """Start the helper: a socket to it, and its process id.

    To be called before there are threads, and before privileges are given up.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid:
        theirs.close()
        return ours, pid
    status = 1
    try:
        ours.close()
        serve(theirs, rules)
        status = 0
    finally:
        os._exit(status)


def serve(sock: socket.socket, rules: Rules) -> None:
    """Answer requests until the other end of ``sock`` is closed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the end of the engine is what ends the helper
    trouble = prepare()
    decoder = msgspec.msgpack.Decoder(HelperRequest)
    running: dict[int, _Check] = {}
    while True:
        readable, _, _ = select.select([sock], [], [], 0.5 if running else None)
        if readable:
            data = sock.recv(LARGEST)
            if not data:
                break
            request = decoder.decode(data)
            if trouble:
                _answer(sock, Answer(request.id, Verdict.BROKEN, trouble))
            elif len(running) >= AT_ONCE:
                words = "too many passwords are being checked: try again in a minute"
                _answer(sock, Answer(request.id, Verdict.BROKEN, words))
            else:
                pid = _start(sock, request, rules)
                running[pid] = _Check(request.id, time.monotonic() + LONGEST)
        _reap(sock, running)
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _start(sock: socket.socket, request: Authenticate, rules: Rules) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        verdict, words = check(request.user, request.password, rules.service, rules.group)
        _answer(sock, Answer(request.id, verdict, words))
        status = 0
    finally:
        os._exit(status)


def _reap(sock: socket.socket, running: dict[int, _Check]) -> None:
    now = time.monotonic()
    for pid, item in list(running.items()):
        if now > item.deadline:
            os.kill(pid, signal.SIGKILL)
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del running[pid]
            if status:
                words = "a module of PAM crashed or took too long"
                _answer(sock, Answer(item.request, Verdict.BROKEN, words))


def _answer(sock: socket.socket, answer: Answer) -> None:
    sock.send(msgspec.msgpack.encode(answer))
