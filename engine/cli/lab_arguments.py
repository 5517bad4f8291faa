"""What ``hagui-engine lab`` can be told on the command line."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

_NODE_FAULTS: Final = {
    "kill": "pull a node's plug: all that runs on it is killed",
    "freeze": "stop all processes of a node where they are",
    "thaw": "let a frozen node go on",
    "power": "plug a node in and switch it on again",
}


def add(lab: argparse.ArgumentParser) -> None:
    """Declare them."""
    add_parser = lab.add_subparsers(dest="lab_command", required=True).add_parser
    up = _command(add_parser, "up", "start a lab, and say where its engines listen")
    up.add_argument("--nodes", metavar="N", type=int, help="how many; default: 3, or as in ha.cf")
    up.add_argument(
        "--cib",
        metavar="FILE",
        help="the first configuration; default: an example of hagui's, whose web page is at"
        " http://127.0.0.100:5580/, or with a lab beside it at the next free address",
    )
    up.add_argument("--port", metavar="PORT", type=int, help="default: 5560, or the next free ones")
    up.add_argument(
        "--foreground", action="store_true", help="stay, and end the lab when this command ends"
    )
    up.add_argument(
        "--attached",
        action="store_true",
        help="with --foreground: end also with the process that started this command; on SIGUSR1"
        " let the lab go on without both, and end",
    )
    up.add_argument(
        "--join", action="store_true", help="where one runs in the folder, say how it is"
    )
    up.add_argument("--json", action="store_true", help="print JSON")
    status = _command(add_parser, "status", "say how a lab's nodes are, and what was done to them")
    status.add_argument("--json", action="store_true", help="print JSON")
    down = _command(add_parser, "down", "end a lab: processes, sockets and files")
    down.add_argument(
        "--seconds",
        type=float,
        default=10.0,
        help="so long the nodes may take to stop their resources; default: %(default)g",
    )
    down.add_argument("--now", action="store_true", help="cut the power of all nodes at once")
    down.add_argument(
        "--keep-files", action="store_true", help="keep the folder, so that up goes on with it"
    )
    for name, words in _NODE_FAULTS.items():
        _command(add_parser, name, words).add_argument("node", metavar="NODE")
    cut = _command(add_parser, "cut", "cut two nodes from each other, or one from all others")
    cut.add_argument("nodes", metavar="NODE", nargs="+")
    _command(add_parser, "heal", "end every cut and delay")
    slow = _command(add_parser, "slow", "let packets come later; 0 ends that")
    slow.add_argument("milliseconds", metavar="MS", type=int)
    slow.add_argument("nodes", metavar="NODE", nargs="*", help="default: all")
    fail = _command(add_parser, "fail", "break a resource where it runs, behind the cluster's back")
    fail.add_argument("resource", metavar="RESOURCE")
    fail.add_argument("--node", metavar="NODE", help="default: wherever it runs")
    standby = _command(
        add_parser, "standby", "have a node give up all it runs, until takeover or its next start"
    )
    standby.add_argument("node", metavar="NODE")
    takeover = _command(
        add_parser, "takeover", "have a node take over what it can run from all others"
    )
    takeover.add_argument("node", metavar="NODE")


def _command(
    add_parser: Callable[..., argparse.ArgumentParser], name: str, words: str
) -> argparse.ArgumentParser:
    command = add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    command.add_argument(
        "--folder",
        metavar="DIR",
        type=Path,
        help="of the lab; default: hagui/lab in XDG_RUNTIME_DIR, else in the user's state folder",
    )
    return command
