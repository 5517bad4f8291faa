"""``hagui-engine status``: what an engine says of itself and its node, for a terminal."""

import argparse
import asyncio
import getpass
import sys
from pathlib import Path
from typing import Final

from engine.cli.trouble import Trouble
from engine.protocol.client import Client
from engine.protocol.failures import CertificateRefused, EngineError
from engine.protocol.messages import CibSnapshot, NodeFacts, StackStatus
from engine.protocol.trust import Pin
from engine.server import certificate

WAIT: Final = 3.0
"""Seconds for the cluster's state to arrive after login."""


def run(args: argparse.Namespace) -> int:
    """Print it; the exit status is 0 where the engine reaches its cluster.

    Raises:
        Trouble: the engine cannot be asked.
    """
    user, password, token = _credentials(args)
    try:
        return asyncio.run(_show(args, user, password, token))
    except CertificateRefused as error:
        shown = f" It presents {error.fingerprint}." if error.fingerprint else ""
        advice = " Give the right one with --fingerprint." if shown else ""
        raise Trouble(f"{error.message}{shown}{advice}") from error
    except EngineError as error:
        raise Trouble(error.message) from error


def _credentials(args: argparse.Namespace) -> tuple[str, str, str]:
    if args.token_file:
        path: Path = args.token_file
        try:
            return "", "", path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble(f"The token file {path} cannot be read: {error}.") from error
    if args.user:
        return args.user, getpass.getpass(f"Password of {args.user}: "), ""
    return "", "", ""


async def _show(args: argparse.Namespace, user: str, password: str, token: str) -> int:
    client = await Client.connect(
        args.host, args.port, Pin(_pin(args)), client_name="hagui-engine status"
    )
    try:
        hello = client.hello
        _line("node", hello.node)
        _line("engine", f"{hello.engine}, protocol {hello.protocol}")
        _line("stack", f"{hello.stack}, changes by {hello.push}")
        _line("certificate", client.fingerprint)
        if not user and not token:
            _line("login", "none; give --user or --token-file to see more")
            return 0
        await client.login(user, password, token=token)
        _line("user", client.user or "")
        await client.subscribe()
        return 0 if await _cluster(client) else 1
    finally:
        await client.close()


async def _cluster(client: Client) -> bool:
    """Print what arrives until all is there; whether the cluster can be reached."""
    up, facts = True, False
    try:
        async with asyncio.timeout(WAIT):
            async for message in client.messages():
                match message:
                    case StackStatus():
                        up = message.up
                        _line("cluster", "up" if up else f"down: {message.message}")
                    case NodeFacts():
                        facts = True
                        _facts(message, client.hello.stack)
                    case CibSnapshot():
                        _line("CIB", ".".join(str(part) for part in message.version))
                        return True
                    case _:
                        pass
                if facts and not up:
                    return False
    except TimeoutError:
        _line("CIB", f"not given within {WAIT:g} s")
    return False


def _facts(facts: NodeFacts, stack: str) -> None:
    if stack == "pacemaker":
        _line("pacemaker", facts.pacemaker or "not running")
        _line("corosync", facts.corosync or "not running")
    _line("DC", facts.dc or "none")
    _line("quorum", {True: "yes", False: "no", None: "not known"}[facts.quorate])
    members = (f"{m.name}{'' if m.member else ' (gone)'}" for m in facts.members)
    _line("members", ", ".join(members) or "not known")


def _pin(args: argparse.Namespace) -> str | None:
    """The given fingerprint; for this machine's own engine what its file says."""
    if args.fingerprint or args.host not in {"localhost", "127.0.0.1", "::1"}:
        return args.fingerprint
    try:
        return certificate.read_fingerprint(certificate.path_in(args.state_dir))
    except certificate.CertificateTrouble:
        return None


def _line(name: str, value: str) -> None:
    sys.stdout.write(f"{name + ':':<13}{value}\n")
