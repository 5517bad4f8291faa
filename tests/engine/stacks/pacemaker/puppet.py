"""A child that plays a part: ``python -m tests.engine.stacks.pacemaker.puppet`` with PUPPET set.

The parts are what a watcher can do to the engine: deliver, flood, hang, crash, talk nonsense.
"""

import os
import sys
import time

from engine.stacks.pacemaker.frames import Kind, encode

CIB = b'<cib admin_epoch="0" epoch="1" num_updates="%d"><configuration/><status/></cib>'


def snapshot(number: int = 0, padding: int = 0) -> bytes:
    text = CIB % number + b" " * padding
    return encode(Kind.SNAPSHOT, {"version": [0, 1, number], "dc": ""}, text)


def main() -> None:
    part, _, value = os.environ["PUPPET"].partition(":")
    out = sys.stdout.buffer
    match part:
        case "exit":
            sys.exit(int(value))
        case "large":
            out.write(snapshot(padding=int(value)))
        case "garbage":
            out.write(b"Traceback (most recent call last):\n" * 10)
        case "gap":
            out.write(snapshot())
            step: dict[str, object] = {
                "source": [0, 1, 5],
                "target": [0, 1, 6],
                "operation": "cib_modify",
            }
            out.write(encode(Kind.PATCH, step, b"<diff/>"))
            out.flush()
            assert sys.stdin.buffer.read(1)
            out.write(snapshot(6))
        case _:
            out.write(snapshot())
    out.flush()
    if part == "garbage":
        time.sleep(60)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
