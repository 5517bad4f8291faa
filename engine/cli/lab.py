"""``hagui-engine lab``: a whole cluster on this machine, and what can be done to it."""

import argparse
import json
import os
import sys
from pathlib import Path

from engine.cli.trouble import Trouble
from engine.protocol.verbs import Fault
from engine.stacks.lab.layout import Folder, LayoutTrouble, default_folder
from engine.stacks.lab.supervisor import lock
from engine.stacks.lab.supervisor.client import PowerTrouble, ask_and_wait
from engine.stacks.lab.supervisor.sweeping import sweep
from engine.stacks.lab.supervisor.wire import End, Harm, Look, Request, Standing

ANSWER: float = 15.0
"""Seconds that the power switch may take for an answer."""


def run(args: argparse.Namespace) -> int:
    """Carry out one of its commands; gives the exit status.

    Raises:
        Trouble: it cannot be done.
    """
    folder = Folder(Path(args.folder or default_folder()).expanduser().resolve())
    try:
        match args.lab_command:
            case "up":
                from engine.cli import lab_start

                return lab_start.up(args, folder)
            case "down":
                return _down(args, folder)
            case "status":
                return _status(args, folder)
            case "fail" | "standby" | "takeover":
                from engine.cli import lab_acts

                return lab_acts.run(args, folder)
            case _:
                _ask(folder, Harm(_fault(args)))
                return 0
    except (PowerTrouble, LayoutTrouble) as error:
        raise Trouble(str(error)) from error


def _fault(args: argparse.Namespace) -> Fault:
    match args.lab_command:
        case "slow":
            return Fault("slow", tuple(args.nodes), milliseconds=args.milliseconds)
        case "heal":
            return Fault("heal")
        case "cut":
            return Fault("cut", tuple(args.nodes))
        case kind:
            return Fault(kind, (args.node,))


def _status(args: argparse.Namespace, folder: Folder) -> int:
    from engine.cli.lab_words import as_json, as_text

    standing = _ask(folder, Look())
    assert isinstance(standing, Standing)
    if args.json:
        json.dump(as_json(folder, standing), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        for line in as_text(folder, standing):
            sys.stdout.write(f"{line}\n")
    return 0


def _down(args: argparse.Namespace, folder: Folder) -> int:
    """Returns once nothing of it is left."""
    try:
        locked = os.open(folder.root, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise Trouble(f"No lab runs in {folder.root}.") from error
    try:
        seconds = 0.0 if args.now else args.seconds
        try:
            request = End(seconds, keep=args.keep_files)
            ask_and_wait(folder.socket, request, timeout=seconds + ANSWER)
        except PowerTrouble as error:
            if error.code != "no-lab" or not folder.description.exists():
                raise
            return _sweep_kept(folder)
        if not lock.wait_until_free(locked, ANSWER):
            raise Trouble(f"The lab in {folder.root} has been told to end and has not yet.")
    finally:
        os.close(locked)
    return 0


def _sweep_kept(folder: Folder) -> int:
    """A lab that does not run, and whose files were kept."""
    held = lock.take(folder.root)
    if held is None:
        raise Trouble(f"The lab in {folder.root} does not answer: it is starting or ending.")
    sweep(folder)
    os.close(held)
    return 0


def _ask(folder: Folder, request: Request) -> object:
    return ask_and_wait(folder.socket, request, timeout=ANSWER)
