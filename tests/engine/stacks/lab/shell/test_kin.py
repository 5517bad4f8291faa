"""In a process of its own, as it changes what becomes of a process's children."""

import subprocess
import sys
from pathlib import Path

from tests.processes import runs

SCRIPT = """
import asyncio, os, subprocess, sys
from engine.agents import trees
from engine.stacks.lab.shell import kin
from engine.stacks.lab.supervisor.offspring import adopt_orphans

def leave(seconds):
    # A shell that ends at once, and leaves something running
    line = f"setsid sleep {seconds} >/dev/null 2>&1 & echo $!"
    return int(subprocess.run(["sh", "-c", line], capture_output=True, check=True).stdout)

async def main():
    kin._PATIENCE = 0.1
    adopt_orphans()
    undertaker = kin.Undertaker()
    undertaker.open()
    short, long = leave(0.2), leave(600)
    print(set(trees.children(os.getpid())) == {short, long})
    own = await asyncio.create_subprocess_exec("sh", "-c", "exit 7")
    print(await own.wait())
    async with asyncio.timeout(10):
        while short in trees.children(os.getpid()):
            await asyncio.sleep(0.02)
    print(set(trees.children(os.getpid())) == {long})
    undertaker.close()
    kin.kill_descendants()
    print(long)

asyncio.run(main())
"""


def test_what_agents_leave_is_adopted_buried_and_killed() -> None:
    root = Path(__file__).parents[5]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        timeout=60,
    )
    assert done.stderr == ""
    adopted, code, buried, left = done.stdout.split()
    assert (adopted, code, buried) == ("True", "7", "True")
    assert not runs(int(left))
