"""Availability probes: how exact an outage is, what asking costs, and frames with a lane of them.

python -m tests.bench.probes [--lab ROUNDS]

Each outage is measured by a probe as the desktop runs it (in its thread, 25 ms) and by another
process with other code (``tests/end2end/lab/asker.py``). With ``--lab`` also in failovers of a lab
whose plugs are pulled.
"""

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path
from typing import IO, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from engine.cib.document import Cib
from engine.cib.services import find_services
from engine.cib.views import Configuration
from hagui.monitor.probes.book import Book
from hagui.monitor.probes.model import How, Miss, Outage, Result, Target
from hagui.monitor.probes.thread import ProbeThread
from hagui.monitor.timeline.board import Board
from hagui.theme import Theme
from tests.bench.figures import durations_ms, emit, percentile
from tests.bench.labs import Lab
from tests.bench.timeline import BEGIN, Told, synthesise

ASKER: Final = Path(__file__).parents[1] / "end2end" / "lab" / "asker.py"
OUTAGES: Final = 30
SERVER: Final = """
import http.server, sys, threading, time
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "12"); self.end_headers()
        self.wfile.write(b"webserver on")
    def log_message(self, *_): pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    def server_bind(self):
        import socketserver
        socketserver.TCPServer.server_bind(self); self.server_name, self.server_port = "", 0
port, server = 0, None
for line in sys.stdin:
    if line.strip() == "up":
        server = Server(("127.0.0.1", port), Page); port = server.socket.getsockname()[1]
        threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    else:
        server.shutdown(); server.server_close()
    print(port, time.time(), flush=True)
"""


class Web:
    """A web server in a process of its own, which goes and comes when it is told to."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = 0

    def turn(self, to: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{to}\n")
        self._process.stdin.flush()
        self.port = int(self._process.stdout.readline().split()[0])

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


class Probed:
    """A book that a thread's probes fill."""

    def __init__(self, *targets: Target) -> None:
        self.book = Book()
        self.outages: list[Outage] = []
        self.book.on_outage.append(self._ended)
        self.book.set_targets(targets, time.time())
        self.thread = ProbeThread(self._take)
        self.thread.set_targets(targets)

    def _take(self, results: list[Result]) -> None:
        for result in results:
            self.book.take(result)

    def _ended(self, outage: Outage) -> None:
        if outage.end is not None and outage.exact:
            self.outages.append(outage)


def quick(host: str, port: int) -> Target:
    """As a lab's web service is asked."""
    return Target(How.HTTP, host, port, "/", "webserver on", 0.025, 0.25)


@contextlib.contextmanager
def asking(host: str, port: int) -> Generator[IO[str]]:
    """The other process, at work."""
    command = [sys.executable, str(ASKER), host, str(port), "webserver on"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.terminate()
        process.wait()


def turns_of(said: str) -> list[tuple[float, float]]:
    """The outages that the other process told of, but for one that had begun before it."""
    turns = [(float(at), word) for at, word in map(str.split, said.splitlines())]
    if turns and turns[0][1] == "down":
        del turns[0]
    return [
        (begin, end) for (begin, down), (end, up) in pairwise(turns) if (down, up) == ("down", "up")
    ]


def compare(what: str, mine: list[Outage], others: list[tuple[float, float]]) -> None:
    """Print how far the two are apart, in the length of each outage and at its ends."""
    pairs = [
        (outage, other)
        for outage in mine
        for other in others
        if outage.end is not None and outage.begin < other[1] and other[0] < outage.end
    ]
    peer = "another process that asks every 5 ms"
    length = [abs((o.end or 0) - o.begin - (end - begin)) * 1000 for o, (begin, end) in pairs]
    begins = [abs(o.begin - begin) * 1000 for o, (begin, _) in pairs]
    ends = [abs((o.end or 0) - end) * 1000 for o, (_, end) in pairs]
    seen = f"{len(pairs)} of {len(others)} outages seen, {len(mine)} told"
    for name, values in (("length", length), ("begin", begins), ("end", ends)):
        if values:
            middle, most = statistics.median(values), max(values)
            emit(f"{what}: {name} differs, median ({seen})", middle, "ms", peer, None)
            emit(f"{what}: {name} differs, at most ({seen})", most, "ms", peer, None)


def exactness(*, busy: bool) -> None:
    """Outages of a tenth of a second to a second, while the windows' thread rests or paints."""
    web, dice = Web(), random.Random(1)
    web.turn("up")
    probed = Probed(quick("127.0.0.1", web.port))
    stop = threading.Event()

    def go_and_come() -> None:
        for _ in range(OUTAGES):
            time.sleep(0.3 + dice.random() * 0.2)
            web.turn("down")
            time.sleep(0.1 + dice.random() * 0.9)
            web.turn("up")
        time.sleep(0.5)
        stop.set()

    with asking("127.0.0.1", web.port) as said:
        time.sleep(0.3)
        switch = threading.Thread(target=go_and_come)
        switch.start()
        while not stop.is_set():
            if busy:
                until = time.perf_counter() + 0.1
                while time.perf_counter() < until:
                    sum(range(200))
                time.sleep(0.05)
            else:
                stop.wait(0.5)
        switch.join()
        probed.thread.close()
        where = "windows' thread busy two thirds of the time" if busy else "quiet window"
        os_said = _rest(said)
    web.close()
    compare(f"outage of 0.1 to 1 s, {where}", probed.outages, turns_of(os_said))


def _rest(said: IO[str]) -> str:
    os.set_blocking(said.fileno(), False)
    return said.read() or ""


def cost(name: str, targets: list[Target], seconds: float = 15.0) -> None:
    """What asking takes of one core."""
    probed = Probed(*targets)
    time.sleep(1.5)
    begun, used = time.perf_counter(), time.process_time()
    counted = _count(probed.book)
    time.sleep(seconds)
    passed, taken = time.perf_counter() - begun, time.process_time() - used
    asked = _count(probed.book) - counted
    probed.thread.close()
    emit(f"{name}: share of one core", taken / passed * 100, "%", "-", None)
    emit(f"{name}: questions a second", asked / passed, "1/s", "asked for", _rate(targets))
    emit(f"{name}: processor time per question", taken / max(asked, 1) * 1000, "ms", "-", None)


def _count(book: Book) -> int:
    return sum(run.count for _, runs in book for run in runs)


def _rate(targets: list[Target]) -> float:
    return sum(1 / target.interval for target in targets)


def frames() -> None:
    """A timeline with lanes of probes: one that has flapped 2,500 times, others that are calm."""
    app = QApplication.instance() or QApplication([])
    chronicle, state = synthesise(8, 60, 20_000)
    board = Board(Theme.light())
    board.resize(1280, 600)
    now = BEGIN + 24 * 3600
    board.show_story(Told(chronicle, state), lambda: now)
    book = Book()
    flapping = Target(How.HTTP, "192.0.2.1", 80, resource="flapping")
    calm = [Target(How.TCP, "192.0.2.1", port, resource=f"calm{port}") for port in range(1, 32)]
    book.set_targets([flapping, *calm], now)
    begun = time.perf_counter()
    for number in range(100_000):
        miss = Miss.REFUSED if number // 20 % 2 else None
        book.take(Result(flapping, BEGIN + number * 0.86, 0.001, miss))
    emit(
        "a result taken in, of 100,000",
        (time.perf_counter() - begun) / 100_000 * 1e6,
        "µs",
        "-",
        None,
    )
    for target in calm:
        for number in range(100):
            book.take(Result(target, BEGIN + number * 860, 0.001))
    board.show_probes(book)
    board.show()
    board.show_all()
    app.processEvents()
    board.view.row = 1e9
    board.view.scroll(0)
    for name, seconds in (("a day in view", 86_400.0), ("an hour in view", 3600.0)):
        board.view.pause()
        board.view.seconds = seconds

        def frame() -> None:
            board.view.pan(-board.view.seconds / 100)
            board.show_view()
            board.plot.viewport().repaint()

        taken = durations_ms(frame, 120)
        worked = time.thread_time()
        for _ in range(120):
            frame()
        worked = (time.thread_time() - worked) / 120 * 1000
        what = f"frame with 32 lanes of probes, one with {len(book.runs(flapping) or ())} runs"
        middle = statistics.median(taken)
        emit(f"{what}, {name}, median", middle, "ms", "goal", 16.0)
        emit(f"{what}, {name}, processor time on average", worked, "ms", "goal", 16.0)
        emit(f"{what}, {name}, 95th of 100", percentile(taken, 0.95), "ms", "goal", 16.0)
    board.show_probes(None)
    board.close()


async def in_lab(rounds: int) -> None:
    """The plug of the web service's node is pulled."""
    async with Lab.up(3) as lab:
        text = await lab.cib()
        services = find_services(Configuration.of(Cib.parse(text)))
        web = next(service for service in services if service.http)
        probed = Probed(quick(web.host, web.port))
        command = [sys.executable, "-m", "engine", "lab"]
        folder = ["--folder", str(lab.folder.root)]
        with asking(web.host, web.port) as said:
            for _ in range(rounds):
                home = await _home(web.host, web.port)
                before = len(probed.outages)
                kill = [*command, "kill", home, *folder]
                await asyncio.to_thread(subprocess.run, kill, check=True, capture_output=True)
                while len(probed.outages) == before:
                    await asyncio.sleep(0.1)
                power = [*command, "power", home, *folder]
                await asyncio.to_thread(subprocess.run, power, check=True, capture_output=True)
                await asyncio.sleep(15)
            await asyncio.to_thread(probed.thread.close)
            heard = _rest(said)
    compare("failover of a lab", probed.outages, turns_of(heard))
    for outage in probed.outages:
        emit("failover of a lab: outage", outage.milliseconds or 0.0, "ms", "-", None)


async def _home(host: str, port: int) -> str:
    """Which node answers, once one does."""
    while True:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
            data = await reader.read()
            writer.close()
            words = data.decode().split()
            if words and words[-2] == "on":
                return words[-1]
        await asyncio.sleep(0.1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=int, default=0, metavar="ROUNDS", help="failovers of a lab")
    rounds: int = parser.parse_args().lab
    exactness(busy=False)
    exactness(busy=True)
    web = Web()
    web.turn("up")
    calm = [
        Target(How.HTTP, "127.0.0.1", web.port, f"/{number}", interval=1.0) for number in range(32)
    ]
    cost("32 web services every second", calm)
    cost("one web service every 25 ms", [quick("127.0.0.1", web.port)])
    web.close()
    frames()
    if rounds:
        asyncio.run(in_lab(rounds))


if __name__ == "__main__":
    main()
