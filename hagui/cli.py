"""The command line of the desktop, as a value."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from hagui.shell.translator import LANGUAGES
from hagui.shell.version import version

DEFAULT_SIZE: Final = (1280, 800)
MOST_NODES: Final = 32
"""Of a lab, which is one machine."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    open: str = ""
    """Path of a CIB file or of a recording, or ``-`` for standard input."""
    connect: tuple[str, ...] = ()
    """Addresses of engines of one cluster."""
    user: str = "hacluster"
    token_file: str = ""
    fingerprints: tuple[str, ...] = ()
    """SHA-256 fingerprints of certificates to accept without asking."""
    screenshot: Path | None = None
    size: tuple[int, int] | None = None
    """Logical pixels of the window; None: as it was left, or the default."""
    scale: float = 1.0
    theme: str = ""
    language: str = ""
    lab: bool = False
    """Whether a lab is to be started, or joined where one runs."""
    lab_folder: str = ""
    lab_nodes: int | None = None
    lab_cib: str = ""
    keep_lab: bool = False
    """Whether the lab goes on when the window is closed."""
    select: str = ""
    """Id of what to select: a node's name, a resource, an instance or a constraint."""


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line; exits with code 2 and one sentence where it makes no sense."""
    found = _parser().parse_args(arguments)
    return Options(
        open=found.open,
        connect=tuple(found.connect),
        user=found.user,
        token_file=found.token_file,
        fingerprints=tuple(found.fingerprint),
        screenshot=found.screenshot,
        size=found.size,
        scale=found.scale,
        theme=found.theme,
        language=found.language,
        lab=found.lab,
        lab_folder=found.lab_folder,
        lab_nodes=found.lab_nodes,
        lab_cib=found.lab_cib,
        keep_lab=found.keep_lab,
        select=found.select,
    )


class _Parser(argparse.ArgumentParser):
    """Errors are one sentence, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"hagui: {message}; hagui --help lists the options.\n")


class _Version(argparse.Action):
    """Finds the version out only where it is asked for, as that takes longer than the rest."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002
        values: object,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        """Print it and end."""
        sys.stdout.write(f"hagui {version()}\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="hagui",
        description="See, edit and rehearse high-availability clusters.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--open",
        metavar="FILE",
        default="",
        help="open a CIB file (plain, .bz2 or .gz; - is standard input) or a recording (.hagui)",
    )
    source.add_argument(
        "--connect",
        metavar="HOST[:PORT]",
        action="append",
        default=[],
        help="connect to the engine on that node; give it several times to follow several nodes",
    )
    source.add_argument(
        "--lab",
        action="store_true",
        help="start a lab, a whole cluster on this computer, or join the one that runs; it ends "
        "with the window",
    )
    add("--lab-folder", metavar="DIR", default="", help="where the lab lies (default: the user's)")
    add("--lab-nodes", metavar="N", type=_nodes, help="how many nodes it has (default: 3)")
    add(
        "--lab-cib",
        metavar="FILE",
        default="",
        help="the configuration that it begins with (default: an example)",
    )
    add("--keep-lab", action="store_true", help="leave the lab running when the window is closed")
    add("--user", default="hacluster", help="who logs in (default: hacluster)")
    add("--token-file", metavar="FILE", default="", help="log in with the token in that file")
    add(
        "--fingerprint",
        metavar="SHA256",
        action="append",
        default=[],
        help="accept an engine's certificate of that fingerprint without asking; may be given for "
        "several",
    )
    add(
        "--screenshot",
        metavar="FILE.png",
        type=_picture,
        help="write a picture of the window and exit; needs no display",
    )
    add(
        "--size",
        metavar="WxH",
        type=_size,
        help="size of the window in logical pixels (default: as it was left, else 1280x800)",
    )
    add("--scale", type=_scale, default=1.0, help="pixels per logical pixel, 1 to 4")
    add("--theme", choices=("light", "dark"), default="", help="look (default: the system's)")
    add("--language", choices=tuple(LANGUAGES), default="", help="language of the window")
    add("--select", metavar="ID", default="", help="select a node, resource or constraint")
    add("--version", action=_Version, nargs=0, help="print the version and exit")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if cross and width.isdecimal() and height.isdecimal():
        size = int(width), int(height)
        if all(200 <= side <= 16384 for side in size):
            return size
    raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x800 (200 to 16384)")


def _nodes(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= MOST_NODES:
        raise argparse.ArgumentTypeError(f"{text} is not a number of nodes from 1 to {MOST_NODES}")
    return number


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1 <= value <= 4:
        raise argparse.ArgumentTypeError(f"{text} is not a scale from 1 to 4")
    return value


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".png", ".jpg", ".jpeg"}:
        raise argparse.ArgumentTypeError(f"{text} does not end in .png or .jpg")
    if not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.absolute().parent}")
    return path
