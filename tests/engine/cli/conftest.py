"""Running the engine's command as a process of its own, as an operator does."""

import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml
import pytest

ROOT = Path(__file__).parents[3]


def open_to_all(path: Path) -> bool:
    """Whether users other than root can reach ``path``."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def common_python() -> Path | None:
    """A Python of this version that every user can run: the engine gives up root."""
    system = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    for found in (Path(sys.executable), system):
        if found.exists() and open_to_all(found) and open_to_all(Path(lxml.__file__)):
            return found
    return None


PYTHON = common_python()
AS_WHOM = () if PYTHON else ("--user", "root")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(lxml.__file__).parents[1])}


def command(*arguments: str | Path) -> list[str]:
    return [str(PYTHON or sys.executable), "-m", "engine", *map(str, arguments)]


def finished(*arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=ENVIRONMENT,
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
def place() -> Iterator[Path]:
    """A folder that every user may enter, as pytest's own is not: the engine gives up root."""
    with tempfile.TemporaryDirectory(prefix="hagui-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture
def start_engine(place: Path) -> Iterator[StartEngine]:
    """Start an engine for this node's cluster, whether one runs or not."""
    engines: list[Engine] = []

    def begin(*arguments: str | Path, environment: dict[str, str] | None = None) -> Engine:
        state_dir, token_file, log = place / "state", place / "token", place / "engine.log"
        with log.open("w") as stream:
            process = subprocess.Popen(
                command(
                    *("serve", "--listen", "127.0.0.1", "--port", "0", "--node", "node1"),
                    *("--state-dir", state_dir, "--token-file", token_file),
                    *AS_WHOM,
                    *arguments,
                ),
                cwd=ROOT,
                stderr=stream,
                text=True,
                env=ENVIRONMENT | (environment or {}),
            )
        engine = Engine(process, state_dir, token_file, log)
        engines.append(engine)
        engine.wait_until_serving()
        return engine

    yield begin
    for engine in engines:
        engine.stop()
