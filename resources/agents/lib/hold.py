"""Holds an address, a file, or nothing, until it is ended: ``hold.py PIDFILE KIND [WHAT …]``.

``address IP PORT`` binds them, so that nobody else can claim the same; ``file PATH`` locks one;
``nothing`` is only a process.
"""

import fcntl
import os
import signal
import socket
import sys

import background


def _hold(kind, what):
    if kind == "address":
        return _address(what[0], int(what[1]))
    if kind == "file":
        return _file(what[0])
    return None


def _address(ip, port):
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((ip, port))
        held.listen(1)
    except OSError as error:
        raise OSError(f"{ip} cannot be claimed: {error.strerror} (port {port})") from error
    return held


def _file(path):
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(held, 200, 0).decode(errors="replace").strip() or "somebody else"
        raise OSError(f"{path} is held by {holder}") from error
    os.ftruncate(held, 0)
    os.pwrite(held, os.environ.get("HAGUI_NODE", "").encode(), 0)
    return held


_kept = background.begin(sys.argv[1], lambda: _hold(sys.argv[2], sys.argv[3:]))
while True:
    signal.pause()
