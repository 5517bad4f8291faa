"""The lines, run through a shell with the real crmsh and pcs, do what the edits do.

Here on a CIB in a file, which needs no cluster; ``test_on_a_cluster`` does it on one.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cib.commands import crm, pcs
from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Edits
from engine.cib.views import Configuration
from tests.engine.cib.commands.alike import differences
from tests.engine.cib.commands.scenarios import SCENARIOS
from tests.rig.config import WEBCLUSTER

pytestmark = pytest.mark.tools


@pytest.fixture
def shell(tmp_path: Path) -> Callable[[str, bytes], bytes]:
    """Runs lines on a CIB in a file; pcs is told of it, all other tools see the environment."""
    file = tmp_path / "cib.xml"
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "pcs"
    script.write_text('#!/bin/sh\nexec /usr/sbin/pcs -f "$CIB_file" "$@"\n')
    script.chmod(0o755)
    path = f"{folder}:/usr/sbin:/usr/bin:/sbin:/bin"

    def run(line: str, cib: bytes) -> bytes:
        file.write_bytes(cib)
        done = subprocess.run(
            ["sh", "-c", line],
            env={**os.environ, "CIB_file": str(file), "PATH": path, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return file.read_bytes()

    return run


@pytest.mark.parametrize("tool", [crm, pcs])
@pytest.mark.parametrize("edits", SCENARIOS.values(), ids=SCENARIOS.keys())
def test_the_tool_does_what_the_edits_do(
    tool: Callable[[Cib, Edits], tuple[str, ...]],
    edits: Edits,
    shell: Callable[[str, bytes], bytes],
):
    here = WEBCLUSTER.read_bytes()
    for edit in edits:
        before = Cib.parse(here)
        for line in tool(before, (edit,)):
            here = shell(line, here)
        apply(before, (edit,))
        done = Cib.parse(here)
        assert differences(Configuration.of(done), Configuration.of(before)) == [], edit
