"""The engine's command line: ``hagui-engine`` or ``python -m engine``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.cli import lab_arguments
from engine.cli.trouble import Trouble
from engine.protocol.messages import PORT
from engine.scheduler.injection.words import FORMS

STATE_DIR: Final = Path("/var/lib/hagui")
STACKS: Final = ("pacemaker", "lab")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; whatever goes wrong is one sentence on stderr and exit status 1."""
    args = _parser().parse_args(arguments)
    try:
        match args.command:
            case "serve" if args.stack == "lab":
                from engine.cli import serve_lab

                return serve_lab.run(args)
            case "serve":
                from engine.cli import serve

                return serve.run(args)
            case "status":
                from engine.cli import status

                return status.run(args)
            case "simulate":
                from engine.cli import simulate

                return simulate.run(args)
            case "lab":
                from engine.cli import lab

                return lab.run(args)
            case _:
                return _fingerprint(args.state_dir)
    except Trouble as error:
        print(f"hagui-engine: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _fingerprint(state_dir: Path) -> int:
    from engine.server import certificate

    try:
        print(certificate.read_fingerprint(certificate.path_in(state_dir)))
    except certificate.CertificateTrouble as error:
        raise Trouble(str(error)) from error
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hagui-engine",
        description="The part of hagui that runs on every node of a cluster.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _serve_arguments(commands.add_parser("serve", help="serve this node's cluster to desktops"))
    _status_arguments(commands.add_parser("status", help="say how an engine and its cluster are"))
    _simulate_arguments(
        commands.add_parser("simulate", help="say what the scheduler would do with a CIB")
    )
    lab_arguments.add(
        commands.add_parser("lab", help="a whole cluster on this machine, to try things out")
    )
    fingerprint = commands.add_parser(
        "fingerprint", help="print the SHA-256 fingerprint of this engine's certificate"
    )
    _state_dir(fingerprint)
    return parser


def _serve_arguments(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--stack", choices=STACKS, default=STACKS[0], help="what runs the cluster")
    serve.add_argument(
        "--listen",
        metavar="ADDR",
        action="append",
        default=[],
        help="address or name to listen on; may be repeated; default: all",
    )
    _port(serve)
    _state_dir(serve)
    serve.add_argument(
        "--token-file",
        metavar="FILE",
        type=Path,
        help="let in, as the file's owner, whoever can read FILE; made with mode 0600 if missing",
    )
    serve.add_argument(
        "--audit", metavar="FILE", type=Path, help="audit log; default: audit.log in --state-dir"
    )
    serve.add_argument("--node", metavar="NAME", help="this node's name; default: the cluster's")
    serve.add_argument(
        "--lab",
        metavar="DIR",
        type=Path,
        help="the lab's folder, which says where a node of it listens and who may log in",
    )
    serve.add_argument(
        "--group", default="haclient", help="whose members may log in; default: %(default)s"
    )
    serve.add_argument(
        "--user",
        default="hacluster",
        help="whom to become when started as root; default: %(default)s",
    )
    serve.add_argument(
        "--pam-service", metavar="NAME", help="default: hagui where its rules exist, else login"
    )
    serve.add_argument("--verbose", action="store_true", help="log more")


def _status_arguments(status: argparse.ArgumentParser) -> None:
    status.add_argument("--host", default="localhost", help="default: %(default)s")
    _port(status)
    _state_dir(status)
    who = status.add_mutually_exclusive_group()
    who.add_argument("--user", help="log in with this name; the password is asked")
    who.add_argument("--token-file", metavar="FILE", type=Path, help="log in with this token")
    status.add_argument("--fingerprint", metavar="FP", help="that of the engine's certificate")


def _simulate_arguments(simulate: argparse.ArgumentParser) -> None:
    simulate.add_argument("cib", metavar="CIB", help="file, plain, .bz2 or .gz; - for stdin")
    simulate.add_argument(
        "--inject",
        metavar="EVENT",
        action="append",
        default=[],
        help="suppose that something happens; may be repeated: " + FORMS,
    )
    simulate.add_argument(
        "--date", metavar="DATE", help="suppose this time: ISO 8601, or seconds since 1970"
    )
    simulate.add_argument("--json", action="store_true", help="print JSON, with scores")
    simulate.add_argument("--scores", action="store_true", help="print scores and their reasons")
    simulate.add_argument(
        "--output", metavar="FILE", type=Path, help="write the CIB as it will be afterwards"
    )
    simulate.add_argument(
        "--graph", metavar="FILE", type=Path, help="write the transition graph, as Pacemaker's XML"
    )
    simulate.add_argument(
        "--check",
        action="store_true",
        help="compare with crm_simulate, and exit with 1 where they differ",
    )


def _port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port_number, default=PORT, help="TCP port; default: %(default)s"
    )


def _state_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state-dir",
        metavar="DIR",
        type=Path,
        default=STATE_DIR,
        help="where the certificate is kept; default: %(default)s",
    )


def _port_number(text: str) -> int:
    number = int(text) if text.isdecimal() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 0 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
