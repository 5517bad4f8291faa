"""What the figures are held against: Pacemaker's own tools on the same file."""

import os
import shutil
import subprocess
import time
from pathlib import Path

TOOL = ("crm_simulate", "--output-as=xml", "--xml-file")
NAME = "crm_simulate printing the same file's status (all that crm_mon does to redraw)"


def crm_status(path: Path) -> tuple[float, float] | None:
    """Seconds and peak MiB that Pacemaker's own tool takes to read a CIB and print its status.

    None where it is not installed.
    """
    if shutil.which(TOOL[0]) is None:
        return None
    begin = time.perf_counter()
    child = subprocess.Popen(
        [*TOOL, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return time.perf_counter() - begin, usage.ru_maxrss / 1024
