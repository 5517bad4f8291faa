"""The composition root of the desktop: command line, application, window, desk."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from hagui.appearance import Appearance, Scheme
from hagui.cli import DEFAULT_SIZE, Options, parse
from hagui.connecting import Direct, default_folder
from hagui.desk import PATIENCE, Desk
from hagui.faults import Faults
from hagui.i18n import tr
from hagui.lab.process import LabProcess, LabTrouble
from hagui.opening import OpenError
from hagui.runtime import run
from hagui.screenshot import NoPicture, take
from hagui.session.address import BadAddress, parse_address
from hagui.session.questions import QuestionFailed
from hagui.session.session import NotConnected
from hagui.session.words import sentence_of
from hagui.shell import settings
from hagui.shell.settings import Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from hagui.tidying import Tidying

BAD_INPUT: Final = 2
"""Exit code where what was given on the command line cannot be used."""
HEADLESS_PATIENCE: Final = 30.0
"""Seconds within which a picture of a live cluster must have been taken."""


class Refused(Exception):
    """What was asked for on the command line cannot be done; the words are one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the desktop; returns the exit code."""
    options = parse(arguments)
    _choose_platform(options)
    if options.screenshot is None and _no_display():
        return _refuse("there is no display; with --screenshot FILE.png none is needed.")
    lab = LabProcess(options.lab_folder, nodes=options.lab_nodes, cib=options.lab_cib)
    if options.lab:
        with contextlib.suppress(LabTrouble):  # it is said once there is a window to say it in
            lab.begin()
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    app.setApplicationName("hagui")
    app.setDesktopFileName("hagui")
    kept = Settings(Memory()) if options.screenshot is not None else Settings.of_user()
    load(options.language or kept.get(settings.LANGUAGE))
    appearance = Appearance(app, _scheme(options, kept))
    faults = Faults()
    try:
        return run(lambda: _live(options, appearance, kept, faults, lab), app, report=faults)
    except Refused as error:
        return _refuse(str(error))


async def _live(
    options: Options, appearance: Appearance, kept: Settings, faults: Faults, lab: LabProcess
) -> int:
    """The life of the window."""
    window = MainWindow(appearance, kept)
    faults.tell_by(window.show_fault)
    tidying = Tidying(window)
    if options.size is not None or options.screenshot is not None:
        window.resize(QSize(*(options.size or DEFAULT_SIZE)))
        window.panes.first_sizes(window.width(), window.height())
    try:
        desk = Desk(window, kept, default_folder(), lab=lab, keep_lab=options.keep_lab)
    except OSError as error:
        raise Refused(f"{error.filename} cannot be read ({error.strerror}).") from error
    try:
        if options.screenshot is not None:
            await _picture(options, window, desk)
        else:
            await _begin(options, window, desk)
            await desk.done.wait()
    finally:
        tidying.stop()
        faults.tell_by(None)
        try:
            await desk.close()
        except LabTrouble as error:
            _say(str(error))
        window.close()
        window.deleteLater()
    return 0


async def _begin(options: Options, window: MainWindow, desk: Desk) -> None:
    """Show the window with what the command line asks for; without, the welcome page."""
    if options.lab:
        window.show()
        desk.open_lab_soon(lambda: _select(options, window))
        return
    await _load(options, window, desk, show_after=PATIENCE)
    window.show()
    _select(options, window)


async def _picture(options: Options, window: MainWindow, desk: Desk) -> None:
    """Write a picture of what the command line asks for."""
    assert options.screenshot is not None
    if options.connect and not options.token_file:
        raise Refused("a picture of a live cluster needs --token-file, as nobody can be asked.")
    window.panes.canvas.set_animated(False)
    window.show()
    try:
        async with asyncio.timeout(HEADLESS_PATIENCE):
            await _load(options, window, desk)
            _select(options, window)
            await take(window, options.screenshot)
    except TimeoutError:
        seconds = round(HEADLESS_PATIENCE)
        raise Refused(
            f"nothing was shown within {seconds} s; is --fingerprint that of the engine?"
        ) from None
    except NoPicture as error:
        raise Refused(str(error)) from error


async def _load(
    options: Options, window: MainWindow, desk: Desk, *, show_after: float | None = None
) -> None:
    """Load what the command line names; the window comes up meanwhile where that takes long."""
    if not options.open and not options.connect and not options.lab:
        return
    task = asyncio.ensure_future(_first_cluster(options, desk))
    if show_after is not None:
        done, _ = await asyncio.wait({task}, timeout=show_after)
        if not done:
            window.show()
    try:
        await task
    except (OpenError, NotConnected, LabTrouble, QuestionFailed) as error:
        raise Refused(str(error)) from error


async def _first_cluster(options: Options, desk: Desk) -> None:
    if options.open:
        await desk.open(options.open)
        return
    if options.lab:
        await desk.open_lab()
        await desk.connecting.settle()
        return
    for address in options.connect:
        try:
            parse_address(address)
        except BadAddress as error:
            raise Refused(sentence_of("bad-address", address, "")) from error
    direct = Direct(
        options.connect,
        options.user,
        options.token_file,
        fingerprints=options.fingerprints,
        unattended=options.screenshot is not None,
    )
    await desk.connecting.connect_directly(direct)


def _select(options: Options, window: MainWindow) -> None:
    if not options.select:
        return
    subject = window.find_subject(options.select)
    if subject is None:
        words = tr("open", "There is no {id} in this cluster.", id=options.select)
        if options.screenshot is not None:
            raise Refused(words)
        window.show_error(words)
        return
    window.select(subject)


def _choose_platform(options: Options) -> None:
    """What Qt reads from the environment when the application is made."""
    if options.screenshot is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)


def _no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _scheme(options: Options, kept: Settings) -> Scheme:
    chosen = options.theme or kept.get(settings.THEME)
    if options.screenshot is not None and not options.theme:
        return Scheme.LIGHT
    known = {scheme.value: scheme for scheme in Scheme}
    return known.get(chosen, Scheme.SYSTEM)


def _refuse(sentence: str) -> int:
    _say(sentence)
    return BAD_INPUT


def _say(sentence: str) -> None:
    sys.stderr.write(f"hagui: {sentence}\n")
