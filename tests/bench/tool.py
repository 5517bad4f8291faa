"""crm_simulate as the peer in a benchmark."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

NOW: Final = 1_700_100_000.0
"""When benchmarks of the scheduler take place."""


def run_tool(path: Path, mode: str, limit: float) -> float | None:
    """Milliseconds that the tool takes; None where it is not there, or takes too long."""
    tool = shutil.which("crm_simulate")
    if tool is None:
        return None
    began = time.perf_counter()
    try:
        subprocess.run(
            [tool, "-x", str(path), mode, "-Q", "-t", str(int(NOW))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=limit,
            env={**os.environ, "TZ": "UTC"},
        )
    except subprocess.TimeoutExpired:
        return None
    return (time.perf_counter() - began) * 1000
