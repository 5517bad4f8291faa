"""``hagui-engine serve --stack lab``: one node of a lab, served to desktops of the lab's owner.

Needs no root and asks no PAM: whoever can read the lab's token file may log in.
"""

import argparse
import asyncio
import logging
import os
import signal
from pathlib import Path
from typing import Final, NoReturn

from engine.cib.services import named_places
from engine.cli.logs import log_to_stderr
from engine.cli.trouble import Trouble
from engine.server import certificate, token
from engine.server.audit import MODE, AuditLog
from engine.server.config import Config
from engine.server.listener import CannotListen
from engine.server.login import Door
from engine.server.server import Server
from engine.stacks.contract import StackError
from engine.stacks.lab.instructions import Halt
from engine.stacks.lab.layout import Folder, LayoutTrouble
from engine.stacks.lab.shell.kin import Undertaker, kill_descendants
from engine.stacks.lab.stack import LabStack
from engine.stacks.lab.supervisor.offspring import adopt_orphans

log = logging.getLogger("hagui-engine")

SAME: Final = 1.0
"""Seconds within which two signals are one wish: a terminal's reaches a whole process group."""
CUT: Final = 3
"""Exit status of a node that must not go on; it ends as if its power had been cut."""


def run(args: argparse.Namespace) -> int:
    """Serve until the node has left the lab; returns the exit status.

    Raises:
        Trouble: it cannot be started.
    """
    if args.lab is None or args.node is None:
        raise Trouble(
            "A node of a lab needs both --lab and --node; «hagui-engine lab up» gives them."
        )
    log_to_stderr(verbose=args.verbose)
    os.umask(0o077)
    folder = Folder(args.lab.absolute())
    try:
        place = folder.read_description().place(args.node)
        if place is None:
            raise Trouble(f"The lab in {folder.root} has no node {args.node}.")
        own = folder.node(args.node).root
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        authenticator = token.load(folder.token)
        pem = certificate.path_in(own)
        certificate.ensure(pem, args.node)
        config = Config(
            context=certificate.server_context(pem), addresses=(place.address,), port=place.port
        )
        audit: Path = args.audit or own / "audit.log"
        audit.touch(MODE)
        adopt_orphans()
        return asyncio.run(_serve(folder, args.node, config, authenticator, audit))
    except (LayoutTrouble, token.TokenTrouble, certificate.CertificateTrouble) as error:
        raise Trouble(str(error)) from error
    except CannotListen as error:
        raise Trouble(str(error)) from error
    except StackError as error:
        raise Trouble(error.message) from error
    except OSError as error:
        raise Trouble(f"The node {args.node} cannot be started: {error}.") from error


async def _serve(
    folder: Folder,
    node: str,
    config: Config,
    authenticator: token.TokenAuthenticator,
    audit_file: Path,
) -> int:
    stack = LabStack(folder.root, node)
    audit = AuditLog(audit_file)
    authenticators = [authenticator]
    server = Server(
        stack, config, authenticators, audit, door=Door(authenticators), named=named_places
    )
    undertaker = Undertaker()
    undertaker.open()
    loop = asyncio.get_running_loop()
    asked: float | None = None

    def leave() -> None:
        """Leave in good order; asked again, at once."""
        nonlocal asked
        if asked is None:
            asked = loop.time()
            log.info("Told to leave the cluster in good order")
            stack.leave()
        elif loop.time() > asked + SAME and not stack.ended.done():
            stack.ended.set_result(Halt("It was told to end at once", clean=False))

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leave)
    try:
        await server.start()
        try:
            where = ", ".join(f"{address} port {port}" for address, port in server.addresses)
            log.info("Serving node %s of the lab in %s on %s", node, folder.root, where)
            halt = await stack.ended
            log.info("The node ends: %s", halt.reason)
            if not halt.clean:
                _cut_power()
        finally:
            await server.close()
    finally:
        undertaker.close()
        audit.close()
    return 0


def _cut_power() -> NoReturn:
    """End at once, with all that runs here, and without a word to anybody."""
    logging.shutdown()
    kill_descendants()
    os._exit(CUT)
