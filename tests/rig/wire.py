"""Asking a rig's supervisor."""

import json
import socket
from pathlib import Path
from typing import Any

from tests.rig.errors import RigError


def ask(control: Path, verb: str, *, timeout: float = 60.0, **arguments: object) -> dict[str, Any]:
    """One request and its answer; ``timeout`` is in seconds.

    Raises:
        RigError: refused, or the supervisor is gone.
    """
    request = json.dumps({"verb": verb, **arguments}).encode() + b"\n"
    try:
        with socket.socket(socket.AF_UNIX) as supervisor:
            supervisor.settimeout(timeout)
            supervisor.connect(str(control))
            supervisor.sendall(request)
            with supervisor.makefile() as answers:
                line = answers.readline()
    except OSError as error:
        raise RigError(f"the rig's supervisor at {control} does not answer: {error}") from error
    if not line:
        raise RigError(f"the rig's supervisor at {control} ended while asked to {verb}")
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        raise RigError(answer["error"])
    return answer
