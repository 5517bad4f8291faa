"""``hagui-engine serve``: puts the parts together, gives up root, and serves until told to stop."""

import argparse
import asyncio
import logging
import os
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.cib.services import named_places
from engine.cli import privileges, stacks
from engine.cli.logs import log_to_stderr
from engine.cli.notify import Notifier
from engine.cli.trouble import Trouble
from engine.server import certificate, helper, pam, token
from engine.server.audit import MODE, AuditLog
from engine.server.config import Config
from engine.server.listener import CannotListen
from engine.server.login import Authenticator, Door
from engine.server.password import PasswordAuthenticator
from engine.server.server import Server
from engine.stacks.contract import Stack, StackError

log = logging.getLogger("hagui-engine")

STATUS_EVERY: Final = 10.0
"""Seconds between signs of life where systemd asks for none."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the server is put together from."""

    config: Config
    pem: Path
    audit: Path
    group: str
    helper_socket: socket.socket
    token: token.TokenAuthenticator | None


def run(args: argparse.Namespace) -> int:
    """Serve; returns the exit status.

    As root only what needs root is done: folders, the token file, and the helper's start.

    Raises:
        Trouble: it cannot be started.
    """
    log_to_stderr(verbose=args.verbose)
    os.umask(0o027)
    become = privileges.identity(args.user, args.group)
    audit: Path = args.audit or args.state_dir / "audit.log"
    privileges.prepare_folder(args.state_dir, certificate.FILE, become)
    privileges.prepare_file(audit, MODE, become)
    try:
        token_login = token.load(args.token_file) if args.token_file else None
    except token.TokenTrouble as error:
        raise Trouble(str(error)) from error
    rules = helper.Rules(args.pam_service or pam.service_name(), args.group)
    helper_socket, helper_pid = helper.fork(rules)
    try:
        if become is not None:
            privileges.drop(become)
        privileges.check_appendable(audit)
        pem = certificate.path_in(args.state_dir)
        certificate.ensure(pem, args.node or socket.gethostname())
        config = Config(
            context=certificate.server_context(pem),
            addresses=tuple(args.listen),
            port=args.port,
        )
        stack = stacks.load(args.stack)(args.node)
        parts = Parts(config, pem, audit, args.group, helper_socket, token_login)
        return asyncio.run(_serve(stack, parts))
    except StackError as error:
        raise Trouble(error.message) from error
    except (CannotListen, certificate.CertificateTrouble) as error:
        raise Trouble(str(error)) from error
    finally:
        helper_socket.close()
        os.waitpid(helper_pid, 0)


async def _serve(stack: Stack, parts: Parts) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, _reload, parts)
    passwords = PasswordAuthenticator(parts.helper_socket)
    passwords.start()
    authenticators: list[Authenticator] = [passwords]
    if parts.token is not None:
        authenticators.insert(0, parts.token)
    audit = AuditLog(parts.audit)
    door = Door(authenticators, parts.group)
    server = Server(stack, parts.config, authenticators, audit, door=door, named=named_places)
    notifier = Notifier()
    try:
        await server.start()
        try:
            where = ", ".join(f"{address} port {port}" for address, port in server.addresses)
            log.info("Serving %s of node %s on %s", stack.name, stack.node, where)
            notifier.send(READY=1, STATUS=f"Serving on {where}.")
            failed = await _until_stopped(stop, passwords, server, notifier)
        finally:
            notifier.send(STOPPING=1, STATUS="Shutting down.")
            await server.close()
    finally:
        passwords.close()
        audit.close()
    if failed:
        log.error("The login helper ended by itself, so that nobody could log in: giving up")
    return 1 if failed else 0


async def _until_stopped(
    stop: asyncio.Event, passwords: PasswordAuthenticator, server: Server, notifier: Notifier
) -> bool:
    """Give signs of life until told to stop; whether it was for the helper's end."""
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(passwords.gone.wait())]
    pause = notifier.watchdog or STATUS_EVERY
    try:
        while True:
            done, _ = await asyncio.wait(waits, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
            if done:
                return not stop.is_set()
            notifier.send(WATCHDOG=1, STATUS=f"Serving; connections: {server.clients}.")
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


def _reload(parts: Parts) -> None:
    try:
        certificate.load(parts.config.context, parts.pem)
    except certificate.CertificateTrouble as error:
        log.error("%s", error)  # noqa: TRY400 - a sentence for people says it all
    else:
        log.info("New connections get the certificate now in %s", parts.pem)
