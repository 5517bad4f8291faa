"""What the helper processes of our agents share: the way into the background, and the end.

Only the standard library; run as ``python3 -B -E -s PROGRAM PIDFILE …``. The starter returns once
the helper is at work, with 0; otherwise it says on standard error why it is not, and returns 1. A
helper ends with its node: at once where the system can tell (``HAGUI_NODE_PID``).
"""

import os
import select
import signal
import sys
import threading
import time
from pathlib import Path


def begin(pidfile, prepare):
    """Go into the background, do what ``prepare`` says there, and return what it gave."""
    read, write = os.pipe()
    if os.fork():
        os.close(write)
        trouble = b"".join(iter(lambda: os.read(read, 4096), b""))
        if trouble == b"ready":
            os._exit(0)
        sys.stderr.write((trouble or b"The helper process ended at once").decode() + "\n")
        sys.stderr.flush()
        os._exit(1)
    os.close(read)
    os.setsid()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        _end_with_node()
        made = prepare()
        Path(pidfile).write_text(f"{os.getpid()}\n")
    except (OSError, ValueError) as error:
        os.write(write, str(error).encode())
        os._exit(1)
    os.write(write, b"ready")
    os.close(write)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    return made


def _end_with_node():
    node = os.environ.get("HAGUI_NODE_PID", "")
    if not node.isdigit():
        return
    try:
        watched = os.pidfd_open(int(node))
    except (AttributeError, OSError):
        watched = None
    if watched is None and not _lives(int(node)):
        raise OSError("The node has ended")
    threading.Thread(target=_watch, args=(int(node), watched), daemon=True).start()


def _watch(node, watched):
    if watched is not None:
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        while not poll.poll():
            pass
    else:
        while _lives(node):
            time.sleep(0.2)
    os._exit(0)


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
