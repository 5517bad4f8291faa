"""The list of failures, against the one that Pacemaker's monitor prints for the same CIB."""

import html
import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.model import Failure

TOOL = shutil.which("crm_mon")
REQUEST = ("-1", "--output-as=xml", "--exclude=all", "--include=failures")

Line = tuple[str, ...]


@pytest.mark.skipif(TOOL is None, reason="crm_mon is not installed")
def test_failures_are_those_that_pacemaker_lists(
    sample: Mapping[str, bytes], tmp_path: Path
) -> None:
    now = time.time()
    listed = 0
    for name in list(sample)[::2]:
        file = tmp_path / "cib.xml"
        file.write_bytes(sample[name])
        theirs = _listed(file)
        listed += len(theirs)
        failures = Derivation(Cib.parse(sample[name]), now=now).state.failures
        ours = {_line(failure): failure for failure in failures}
        assert theirs <= ours.keys(), name
        # The tool leaves out what has no time.
        assert all(ours[line].operation.last_change is None for line in ours.keys() - theirs), name
    assert listed


def _listed(file: Path) -> set[Line]:
    assert TOOL is not None
    done = subprocess.run(
        [TOOL, *REQUEST],
        env={**os.environ, "CIB_file": str(file), "TZ": "UTC"},
        capture_output=True,
        check=True,
    )
    return {
        (
            str(failure.get("op_key") or failure.get("id")),
            *(str(failure.get(name)) for name in ("node", "call", "exitcode")),
            _reason(str(failure.get("exitreason", ""))),
        )
        for failure in etree.fromstring(done.stdout).iter("failure")
    }


def _reason(text: str) -> str:
    """The tool escapes reasons twice, and says "none" for some that were not given."""
    return "" if text == "none" else html.unescape(text)


def _line(failure: Failure) -> Line:
    failed = failure.operation
    numbers = (str(failed.call_id), str(failed.rc))
    return (failed.key, failed.node, *numbers, failed.exit_reason)
