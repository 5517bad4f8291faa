"""Reading a CIB that was named on the command line."""

import sys
from pathlib import Path

from engine.cib.container import decompress
from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cli.trouble import Trouble


def read_cib(path: str) -> Cib:
    """The CIB in a file (plain, .bz2 or .gz), or with ``-`` on standard input.

    Raises:
        Trouble: it cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return Cib.parse(decompress(data))
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror or error}.") from error
    except CibError as error:
        place = "" if error.line is None else f" (line {error.line})"
        raise Trouble(f"{path}{place}: {error.message}") from error
