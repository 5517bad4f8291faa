"""Asks a web server and looks at the first line of its answer: ``ask.py IP PORT LINE``."""

import socket
import sys

ip, port, line = sys.argv[1:]
try:
    with socket.create_connection((ip, int(port)), timeout=10) as link:
        link.sendall(b"GET / HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: link.recv(65536), b"")).decode(errors="replace")
except OSError as error:
    sys.exit(f"ocf-exit-reason:{ip}:{port} does not answer: {error}")
head, _, body = answer.partition("\r\n\r\n")
if " 200 " not in head.partition("\r\n")[0]:
    sys.exit(f"ocf-exit-reason:{ip}:{port} answers {head.partition(chr(13))[0]!r}")
if body.partition("\n")[0] != line:
    sys.exit(f"ocf-exit-reason:{ip}:{port} is served by {body.partition(chr(10))[0]!r}")
