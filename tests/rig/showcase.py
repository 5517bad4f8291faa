"""What ``packaging/run`` shows: the window on a real cluster, or on a lab where none can be.

As root, with the cluster packages, it brings up a rig of three nodes and opens the window
connected to their engines; otherwise it opens the window on a lab of three nodes. Without a
display it writes screenshots of the same. Whatever happens, rig and lab are ended with it.

Run as ``python -m tests.rig.showcase [OPTION of hagui]…``.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from hagui.lab.process import LabReport, LabTrouble
from hagui.session.pins import PinStore
from tests.rig import Node, Rig, RigError, missing
from tests.rig.config import REPOSITORY

THEMES = ("light", "dark")
INTERRUPTED = 130
STARTS = 5.0
"""Seconds after which a lab's resources run."""


def say(text: str) -> None:
    """A line of progress."""
    sys.stderr.write(f"hagui: {text}\n")
    sys.stderr.flush()


def has_display() -> bool:
    """Whether Qt finds somewhere to show a window."""
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in places)


def hagui(arguments: Sequence[str], settings: Path | None = None) -> int:
    """Run the desktop to its end; with ``settings``, it keeps its own there, not the person's."""
    surroundings = dict(os.environ)
    if settings is not None:
        surroundings["XDG_CONFIG_HOME"] = str(settings)
    command = [sys.executable, "-m", "hagui", *arguments]
    with subprocess.Popen(command, env=surroundings, cwd=REPOSITORY) as running:
        try:
            return running.wait()
        except BaseException:
            running.terminate()
            raise


def pictures(folder: Path, name: str, arguments: Sequence[str], settings: Path | None) -> bool:
    """Write one moment in each theme; returns whether all were written."""
    well = True
    for theme in THEMES:
        path = folder / f"{name}-{theme}.png"
        told = hagui([*arguments, "--theme", theme, "--screenshot", str(path)], settings)
        well = well and told == 0
        say(f"wrote {path}" if told == 0 else f"{path} could not be written")
    return well


def picture_folder() -> Path:
    """Where screenshots go; made where it is missing."""
    default = REPOSITORY / "build" / "screenshots"
    folder = Path(os.environ.get("HAGUI_SCREENSHOTS") or default).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def cluster() -> Generator[tuple[Rig, list[str], Path]]:
    """A rig, the options that connect to it, and settings in which its engines are trusted."""
    say("starting a real cluster of three nodes on this machine")
    began = time.monotonic()
    with Rig.up(3) as rig, tempfile.TemporaryDirectory(prefix="hagui-") as settings:
        say(f"node1, node2 and node3 run after {time.monotonic() - began:.0f} s")
        pins = PinStore(Path(settings) / "hagui" / "certificates.json")
        options = ["--token-file", str(rig.token_file)]
        for node in rig.nodes:
            address = f"{node.address}:{node.port}"
            pins.trust(address, node.fingerprint)
            options += ["--connect", address]
        try:
            yield rig, options, Path(settings)
        finally:
            say("taking the cluster down")


def show_cluster(extra: Sequence[str]) -> int:
    """The window on a real cluster, or pictures of it."""
    with cluster() as (rig, options, settings):
        if has_display():
            shell = f"python -m tests.rig --rig {rig.number} exec node2"
            say(f"opening the window; a shell on node2: {shell}")
            return hagui([*options, *extra], settings)
        folder = picture_folder()
        say(f"there is no display: writing screenshots into {folder}")
        arguments = [*options, *extra]
        well = pictures(folder, "calm", arguments, settings)
        standby = ["crm_attribute", "--node", "node1", "--name", "standby", "--update"]
        rig["node2"].run([*standby, "on"])
        rig.wait_settled()
        well &= pictures(folder, "standby", arguments, settings)
        rig["node2"].run([*standby, "off"])
        rig.wait_settled()
        # The power switch takes its time, so that the moment before recovery can be looked at.
        rig.slow_fencing(60)
        lost = home_of_webip(rig)
        lost.kill()
        wait_until_missed(rig, lost)
        well &= pictures(folder, "failover", arguments, settings)
    say(f"the screenshots are in {folder}")
    return 0 if well else 1


def home_of_webip(rig: Rig) -> Node:
    """The node that runs the example's web service."""
    home = rig.crm_mon().xpath("string(resources//resource[@id='webip']/node/@name)")
    return rig[str(home)]


def wait_until_missed(rig: Rig, lost: Node, patience: float = 20.0) -> None:
    """Wait until the cluster has noticed the loss of a node.

    Raises:
        RigError: it does not.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if rig.crm_mon().find(f"nodes/node[@name='{lost.name}'][@unclean='true']") is not None:
            return
        time.sleep(0.1)
    raise RigError(f"the loss of {lost.name} was not noticed within {patience:g} s")


def lab(folder: Path, *arguments: str) -> str:
    """What the engine's command for labs answers.

    Raises:
        LabTrouble: it failed, and says why.
    """
    verb, *others = arguments
    command = [sys.executable, "-m", "engine", "lab", verb, "--folder", str(folder), *others]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    if ended.returncode != 0:
        raise LabTrouble(ended.stderr.strip())
    return ended.stdout


@contextmanager
def lab_up() -> Generator[tuple[Path, LabReport, Path]]:
    """A lab of three nodes in a folder of its own, and settings for the window.

    Raises:
        LabTrouble: it cannot be started.
    """
    say("starting a lab of three nodes on this machine")
    with (
        tempfile.TemporaryDirectory(prefix="hagui-") as settings,
        tempfile.TemporaryDirectory(prefix="hagui-") as folder,
    ):
        place = Path(folder, "lab")
        report = msgspec.json.decode(lab(place, "up", "--json"), type=LabReport)
        try:
            yield place, report, Path(settings)
        finally:
            say("ending the lab")
            lab(place, "down", "--now")


def show_lab(extra: Sequence[str], reason: str) -> int:
    """The window on a lab, which lives as long as the window; or pictures of one."""
    say(f"{reason}: showing a lab, a cluster of our own on this machine")
    if has_display():
        return hagui(["--lab", *extra])
    folder = picture_folder()
    say(f"there is no display: writing screenshots into {folder}")
    with lab_up() as (place, report, settings):
        arguments = ["--token-file", report.token, *extra]
        for address, fingerprint in zip(report.addresses, report.fingerprints, strict=True):
            arguments += ["--connect", address, "--fingerprint", fingerprint]
        time.sleep(STARTS)
        well = pictures(folder, "lab-calm", arguments, settings)
        lab(place, "kill", report.nodes[0].name)
        well &= pictures(folder, "lab-plug-pulled", arguments, settings)
    say(f"the screenshots are in {folder}")
    return 0 if well else 1


def main() -> int:
    """Show what can be shown here; returns the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    reason = missing()
    try:
        if reason is None:
            return show_cluster(sys.argv[1:])
        return show_lab(sys.argv[1:], reason)
    except KeyboardInterrupt:
        with suppress(OSError):
            say("stopped")
        return INTERRUPTED
    except (RigError, LabTrouble, OSError) as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
