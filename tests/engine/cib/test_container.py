import bz2
import gzip

import pytest

from engine.cib.container import decompress
from engine.cib.errors import CibError

CIB = b"<cib epoch='1'/>" * 1000


@pytest.mark.parametrize(
    "packed",
    [
        CIB,
        bz2.compress(CIB),
        gzip.compress(CIB, mtime=0),
        bz2.compress(CIB[:100]) + bz2.compress(CIB[100:]),
        gzip.compress(CIB[:100], mtime=0) + gzip.compress(CIB[100:], mtime=0),
        gzip.compress(CIB, mtime=0) + b"\0" * 512,
    ],
)
def test_unpacks_by_the_first_bytes(packed: bytes):
    assert decompress(packed) == CIB


def test_an_empty_file_is_empty():
    assert decompress(b"") == b""


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
def test_a_file_that_was_cut_off(pack: type[bytes]):
    with pytest.raises(CibError, match=r"cut off.*copy it once more") as caught:
        decompress(pack(CIB)[:-20])
    assert caught.value.code == "compressed"


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
def test_a_damaged_file(pack: type[bytes]):
    packed = bytearray(pack(CIB))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(CibError) as caught:
        decompress(bytes(packed))
    assert caught.value.code == "compressed"


@pytest.mark.parametrize("pack", [bytes, bz2.compress, gzip.compress])
def test_content_beyond_the_limit_is_refused(pack: type[bytes]):
    assert decompress(pack(b"\0" * 1000), limit=1000) == b"\0" * 1000
    with pytest.raises(CibError, match="1,000 bytes") as caught:
        decompress(pack(b"\0" * 100_000), limit=1000)
    assert caught.value.code == "size"
