"""CIBs to try things on: the scheduler's cases, and what Debian's packages bring along."""

import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.cib.container import decompress

_ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "scheduler-cases.tar.xz"
_CRMSH = Path("/usr/share/crmsh/tests")
_CIB = re.compile(rb"<cib(?:\s[^>]*)?(?<!/)>.*?</cib>", re.DOTALL)

_KINDS = {".xml", ".exp", ".base", ".bz2"}


@pytest.fixture(scope="session")
def scheduler_cases() -> Mapping[str, bytes]:
    """The inputs of Pacemaker's own scheduler tests, by name."""
    if not _ARCHIVE.is_file():
        pytest.skip(f"{_ARCHIVE.name} is not beside the checkout")
    found: dict[str, bytes] = {}
    with tarfile.open(_ARCHIVE) as archive:
        for member in archive:
            path = Path(member.name)
            if path.parent.name == "xml" and path.suffix == ".xml":
                content = archive.extractfile(member)
                assert content is not None
                found[path.stem] = content.read()
    return found


@pytest.fixture(scope="session")
def packaged_cibs() -> Mapping[str, bytes]:
    """Every CIB in the tests that Debian's crmsh installs, by file and number."""
    if not _CRMSH.is_dir():
        pytest.skip("crmsh is not installed")
    found: dict[str, bytes] = {}
    for name, content in _files(_CRMSH):
        for number, match in enumerate(_CIB.finditer(content)):
            found[f"{name}#{number}"] = match.group()
    assert found
    return found


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".tar.bz2"):
            with tarfile.open(path) as archive:
                for member in archive:
                    if Path(member.name).suffix in _KINDS:
                        content = archive.extractfile(member)
                        assert content is not None
                        yield f"{path.name}/{member.name}", decompress(content.read())
        elif path.suffix in _KINDS and path.is_file():
            yield path.name, path.read_bytes()
