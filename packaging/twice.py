"""Runs pytest, and once more what failed of it: only what fails twice is a failure.

For tests on real processes. A fault of ours fails twice; a machine that stalled for a moment does
not refuse a whole change. What passed only the second time is named, to be looked at all the same.

Run as ``twice.py UNSTEADY [OPTION of pytest]…``; exits as pytest does. The file UNSTEADY gets a
line with the name of each test that passed only the second time.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SOME_FAILED = 1
"""pytest's exit code where all went on to its end, and some tests failed."""


def main(unsteady: Path, options: list[str]) -> int:
    """Run it; returns pytest's exit code, the second one's where there was a second run."""
    with tempfile.TemporaryDirectory(prefix="hagui-tests-") as cache:
        command = [sys.executable, "-m", "pytest", *options, "-o", f"cache_dir={cache}"]
        code = subprocess.run(command, check=False).returncode
        first = failed(Path(cache))
        # Anything else that goes wrong, as a file that cannot be read, is not a matter of luck.
        if code != SOME_FAILED or not first:
            return code
        sys.stderr.write(f"hagui: {len(first)} failed; once more, those alone\n")
        code = subprocess.run([*command, "--last-failed"], check=False).returncode
        again = failed(Path(cache))
        if code == 0 or (code == SOME_FAILED and again):
            with unsteady.open("a", encoding="utf-8") as names:
                names.writelines(f"{name}\n" for name in first if name not in again)
        return code


def failed(cache: Path) -> list[str]:
    """Names of the tests that failed when they last ran."""
    try:
        return list(json.loads((cache / "v/cache/lastfailed").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
