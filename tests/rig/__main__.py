"""The rig's command line: ``python -m tests.rig up --nodes 3``."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.rig import places
from tests.rig.cluster import Rig, running, take_down
from tests.rig.enter import enter
from tests.rig.errors import RigError
from tests.rig.machine import environment
from tests.rig.node import Node
from tests.rig.places import Place


def _up(given: argparse.Namespace) -> int:
    began = time.monotonic()
    rig = Rig.up(
        given.nodes,
        cib=given.cib,
        engines=not given.no_engines,
        fenced_nodes_return=not given.fenced_stay_off,
        owner=given.owner,
    )
    print(f"rig {rig.number} is up after {time.monotonic() - began:.1f} s")
    _print(rig)
    return 0


def _status(given: argparse.Namespace) -> int:
    numbers = [given.rig] if given.rig is not None else running()
    if not numbers:
        print("no rig is running")
    for number in numbers:
        _print(Rig.attach(number))
    return 0


def _print(rig: Rig) -> None:
    print(f"rig {rig.number}: files in {rig.folder}, token in {rig.token_file}")
    for node in rig.nodes:
        power = "on" if node.on else "off"
        cable = "" if node.connected else ", cut off"
        daemons = " ".join(sorted(node.daemons)) or "no daemons"
        print(f"  {node.name}  {node.address}:{node.port}  {power}{cable}  {daemons}")


def _exec(given: argparse.Namespace) -> int:
    node = _node(given)
    rig = Rig.attach(given.rig)
    command = enter(node.pid(), given.command or ["sh"], given.user)
    surroundings = environment(Place(rig.number)) | {"TERM": os.environ.get("TERM", "dumb")}
    return subprocess.run(command, env=surroundings, check=False, cwd="/").returncode


def _on_node(act: Callable[[Node], None]) -> Callable[[argparse.Namespace], int]:
    def run(given: argparse.Namespace) -> int:
        act(_node(given))
        return 0

    return run


def _node(given: argparse.Namespace) -> Node:
    rig = Rig.attach(given.rig)
    for node in rig.nodes:
        if node.name == given.node:
            return node
    raise RigError(f"no node {given.node!r}; there are {', '.join(n.name for n in rig.nodes)}")


def _wait(given: argparse.Namespace) -> int:
    Rig.attach(given.rig).wait_settled(given.timeout)
    return 0


def _down(given: argparse.Namespace) -> int:
    if given.all:
        for number in running():
            take_down(Place(number))
    elif running():
        Rig.attach(given.rig).down()
    places.sweep()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.rig", description=__doc__)
    parser.add_argument("--rig", type=int, help="number of the rig, where more than one runs")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    up = verbs.add_parser("up", help="bring up a cluster")
    up.add_argument("--nodes", type=int, default=3)
    up.add_argument("--cib", type=Path, help="file with the CIB to start with")
    up.add_argument("--no-engines", action="store_true")
    up.add_argument("--fenced-stay-off", action="store_true", help="give no power after a reboot")
    up.add_argument("--owner", type=int, default=0, help="process whose end takes the rig down")
    up.set_defaults(do=_up)

    verbs.add_parser("status", help="show what runs").set_defaults(do=_status)

    execute = verbs.add_parser("exec", help="run a command on a node, or a shell")
    execute.add_argument("--user", help="in whose name")
    execute.add_argument("node")
    execute.add_argument("command", nargs=argparse.REMAINDER)
    execute.set_defaults(do=_exec)

    acts: dict[str, tuple[str, Callable[[Node], None]]] = {
        "kill": ("cut a node's power", Node.kill),
        "start": ("give a node power", Node.start),
        "cut": ("pull a node's network cable", Node.cut),
        "heal": ("plug a node's network cable", Node.heal),
        "freeze": ("stop every process of a node", Node.freeze),
        "thaw": ("let a frozen node go on", Node.thaw),
    }
    for name, (text, act) in acts.items():
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("node")
        verb.set_defaults(do=_on_node(act))

    wait = verbs.add_parser("wait", help="wait until the cluster has settled")
    wait.add_argument("--timeout", type=float, default=60.0, help="seconds")
    wait.set_defaults(do=_wait)

    down = verbs.add_parser("down", help="take a rig down, and sweep what dead ones left")
    down.add_argument("--all", action="store_true", help="every rig of this machine")
    down.set_defaults(do=_down)
    return parser


def main() -> int:
    """Run one verb; exit 1 with one line where it fails."""
    given = _parser().parse_args()
    if getattr(given, "command", None) and given.command[0] == "--":
        given.command = given.command[1:]
    try:
        return given.do(given)
    except (RigError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
