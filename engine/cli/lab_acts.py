"""What is asked of a lab's engines rather than of its power switch: fail, standby, takeover."""

import argparse
import asyncio

from engine.cli.lab_client import log_in_anywhere
from engine.cli.trouble import Trouble
from engine.protocol.client import Client
from engine.protocol.failures import EngineError
from engine.protocol.verbs import FAULT, STANDBY, Fault, Standby
from engine.stacks.lab.layout import Description, Folder


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
    client = await log_in_anywhere(folder)
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
