"""Running the engine's command as a process of its own, as an operator does."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "engine", *map(str, arguments)]


def finished(*arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        input=text,
        timeout=30,
        check=False,
    )


@dataclass
class Engine:
    """A running ``hagui-engine serve``."""

    process: subprocess.Popen[str]
    state_dir: Path
    token_file: Path
    log: Path
    port: int = 0
    pids: set[int] = field(default_factory=set[int])

    def wait_until_serving(self) -> None:
        for _ in range(300):
            found = re.search(r"Serving .* on 127\.0\.0\.1 port (\d+)", self.log.read_text())
            if found:
                self.port = int(found[1])
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)

    def ask(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return finished(
            "status",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--state-dir",
            self.state_dir,
            *arguments,
        )


StartEngine = Callable[..., Engine]


@pytest.fixture
def start_engine(tmp_path: Path) -> Iterator[StartEngine]:
    """Start an engine for this node's cluster, whether one runs or not."""
    engines: list[Engine] = []

    def begin(*arguments: str | Path, environment: dict[str, str] | None = None) -> Engine:
        state_dir = tmp_path / "state"
        token_file = tmp_path / "token"
        log = tmp_path / "engine.log"
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(folder.stat().st_mode | 0o011)  # the engine gives up root
        with log.open("w") as stream:
            process = subprocess.Popen(
                command(
                    *("serve", "--listen", "127.0.0.1", "--port", "0", "--node", "node1"),
                    *("--state-dir", state_dir, "--token-file", token_file),
                    *arguments,
                ),
                cwd=ROOT,
                stderr=stream,
                text=True,
                env={**os.environ, **(environment or {})},
            )
        engine = Engine(process, state_dir, token_file, log)
        engines.append(engine)
        engine.wait_until_serving()
        return engine

    yield begin
    for engine in engines:
        engine.stop()
