"""Asks a web service again and again, in the plainest way; writes a line whenever that changes.

``python asker.py HOST PORT TEXT``: each line is the time at which a question was sent (seconds
since 1970) and ``up`` or ``down``: the first question that was answered otherwise than the one
before. Shares no code with the program that it is held against.
"""

import socket
import sys
import time

PAUSE = 0.005


def answered(host: str, port: int, text: str) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.25) as link:
            link.sendall(b"GET / HTTP/1.0\r\n\r\n")
            found = b""
            while data := link.recv(4096):
                found += data
    except OSError:
        return False
    return text.encode() in found


def main(host: str, port: int, text: str) -> None:
    before: bool | None = None
    while True:
        sent = time.time()
        now = answered(host, port, text)
        if now is not before:
            print(sent, "up" if now else "down", flush=True)
            before = now
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
