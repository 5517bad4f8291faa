"""Logging in at a lab's engines, with the lab's own token."""

import asyncio
from pathlib import Path
from typing import Final

from engine.cli.lab_words import fingerprint
from engine.cli.trouble import Trouble
from engine.protocol.client import Client
from engine.protocol.failures import EngineError, TimedOut
from engine.protocol.trust import Pin
from engine.stacks.lab.layout import Folder, Place
from engine.stacks.lab.supervisor.wire import NodeStanding

PATIENCE: Final = 2.0
"""Seconds for each step of connecting."""


async def log_in(
    folder: Folder, node: Place | NodeStanding, *, patience: float = PATIENCE
) -> Client:
    """Logged in at the engine of one node.

    Args:
        folder: the lab's.
        node: which, and where it listens.
        patience: seconds for each step of connecting, and for logging in.

    Raises:
        Trouble: the lab's token cannot be read.
        EngineError: why it is not logged in.
    """
    token = _token(folder.token)
    client = await Client.connect(
        node.address,
        node.port,
        Pin(fingerprint(folder, node.name)),
        client_name="hagui-engine lab",
        timeout=patience,
    )
    try:
        async with asyncio.timeout(patience):
            await client.login(token=token)
    except TimeoutError as error:
        await client.close()
        words = f"{node.name} let nobody in within {patience:g} s; see: hagui-engine lab status"
        raise TimedOut(words) from error
    except BaseException:
        await client.close()
        raise
    return client


async def log_in_anywhere(folder: Folder) -> Client:
    """Logged in at the first engine that lets us in.

    Raises:
        LayoutTrouble: there is no lab in the folder.
        Trouble: its token cannot be read.
        EngineError: why the last one did not.
    """
    trouble: EngineError = TimedOut(f"No node of the lab in {folder.root} answers.")
    for node in folder.read_description().nodes:
        try:
            return await log_in(folder, node)
        except EngineError as error:
            trouble = error
    raise trouble


def _token(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"The token file {path} cannot be read: {error}.") from error
