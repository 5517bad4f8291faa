"""A web server that says where it runs: ``web.py PIDFILE IP PORT NODE RESOURCE [FOLDER]``.

``GET /`` answers ``RESOURCE on NODE``, and below it the first lines of ``FOLDER/index.txt`` where
there is one. Each answer closes its connection, so that a client notices at once when it is gone.
"""

import socket
import socketserver
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import background

_MOST = 64 * 1024


class _Answer(BaseHTTPRequestHandler):
    timeout = 10
    server_version = "hagui-lab"

    def do_GET(self):
        """Say who answers."""
        body = self.server.words().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 — the name by which the base class finds it

    def log_message(self, *_):
        """Nobody reads a log of it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, ip, port, node, resource, folder):
        self._line = f"{resource} on {node}\n"
        self._page = Path(folder, "index.txt") if folder else None
        try:
            super().__init__((ip, port), _Answer)
        except OSError as error:
            raise OSError(f"{ip}:{port} cannot be served: {error.strerror}") from error

    def server_bind(self):
        """As the base, but without asking a name server who this is."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def words(self):
        """What is answered."""
        if self._page is None:
            return self._line
        try:
            with self._page.open(encoding="utf-8", errors="replace") as page:
                return self._line + page.read(_MOST)
        except OSError:
            return self._line


def _make():
    ip, port, node, resource, *rest = sys.argv[2:]
    return _Server(ip, int(port), node, resource, rest[0] if rest else "")


background.begin(sys.argv[1], _make).serve_forever()
