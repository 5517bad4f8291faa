"""What is asked of a lab's engines rather than of its power switch: fail, standby, takeover."""

import argparse
import asyncio
from pathlib import Path

from engine.cli.lab_words import fingerprint
from engine.cli.trouble import Trouble
from engine.protocol.client import Client
from engine.protocol.failures import EngineError, TimedOut
from engine.protocol.trust import Pin
from engine.protocol.verbs import FAULT, STANDBY, Fault, Standby
from engine.stacks.lab.layout import Description, Folder

PATIENCE = 2.0
"""Seconds for each step of connecting."""


def run(args: argparse.Namespace, folder: Folder) -> int:
    """Carry it out; returns once the cluster has settled.

    Raises:
        Trouble: it cannot be done.
    """
    try:
        asyncio.run(_act(args, folder))
    except EngineError as error:
        raise Trouble(error.message) from error
    return 0


async def _act(args: argparse.Namespace, folder: Folder) -> None:
    description = folder.read_description()
    client = await _client(folder, description)
    try:
        match args.lab_command:
            case "fail":
                nodes = () if args.node is None else (args.node,)
                await client.call(FAULT, Fault("fail", nodes, resource=args.resource))
            case "standby":
                await client.call(STANDBY, Standby(args.node, on=True, until_reboot=True))
            case _:
                await _take_over(client, args.node, description)
    finally:
        await client.close()


async def _take_over(client: Client, node: str, description: Description) -> None:
    """As hb_takeover has the other node give up what it runs, here all others do; once all is
    moved they take part again, and what sticks to the node stays there."""
    await client.call(STANDBY, Standby(node, on=False, until_reboot=True))
    others = [place.name for place in description.nodes if place.name != node]
    moved: list[str] = []
    try:
        for other in others:
            await client.call(STANDBY, Standby(other, on=True, until_reboot=True))
            moved.append(other)
    finally:
        for other in moved:
            await client.call(STANDBY, Standby(other, on=False, until_reboot=True))


async def _client(folder: Folder, description: Description) -> Client:
    """Logged in at the first engine that answers."""
    token = _token(folder.token)
    trouble: EngineError = TimedOut(f"No node of the lab in {folder.root} answers.")
    for place in description.nodes:
        pin = Pin(fingerprint(folder, place.name))
        try:
            client = await Client.connect(
                place.address, place.port, pin, client_name="hagui-engine lab", timeout=PATIENCE
            )
        except EngineError as error:
            trouble = error
            continue
        try:
            async with asyncio.timeout(PATIENCE):
                await client.login(token=token)
        except (TimeoutError, EngineError):
            await client.close()
            continue
        return client
    raise trouble


def _token(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"The token file {path} cannot be read: {error}.") from error
