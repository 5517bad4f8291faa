"""Regular expressions of ``rsc-pattern``: as the C library matches them, but without delay."""

import ctypes
import random
import time
from collections.abc import Iterator

import pytest

from engine.scheduler.constraints.patterns import PatternTooHard, compile_pattern

_PIECES = (
    *"abc()|*+?.^${}]-",
    *("[ab]", "[^a]", "{2}", "{1,2}", "{,1}", "\\w", "\\b", "\\<", "(a", "b)", "(b|ab)"),
    "[[:alpha:]]",
)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("^[[:alpha:]]+$", "web", "web1"),
        ("a{2}", "baad", "bad"),
        ("[]x]", "]", "a"),
        (r"a\.b", "a.b", "axb"),
        ("^a|b$", "xb", "bx"),
        ("(ab)*+c", "ababc", "ab"),
        ("end$", "end", "end\n"),
        ("[^[:digit:]-]", "a", "1-2"),
    ],
)
def test_patterns_are_posix_ones(pattern: str, matching: str, other: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled is not None
    assert compiled.search(matching)
    assert not compiled.search(other)


@pytest.mark.parametrize("pattern", ["(", "[a", "[[:nonsense:]]", "a\\"])
def test_what_is_no_pattern_is_none(pattern: str) -> None:
    assert compile_pattern(pattern) is None


def test_groups_are_told() -> None:
    compiled = compile_pattern("(a|ab)(c)?(d*)")
    assert compiled is not None
    assert compiled.search("xabcddy") == ("abcdd", "ab", "c", "dd")
    assert compiled.search("a") == ("a", "a", None, "")
    assert compiled.search("b") is None


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "^(a|a)*b$", "(.*)*(.*)*(.*)*x", "(a?){60}a{60}", "[[:alpha:]]*" * 30 + "!"],
)
def test_what_takes_others_ages_does_not_take_long(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled is not None
    began = time.perf_counter()
    assert compiled.search("a" * 59 + "!x!") is None or pattern.endswith(("!", "x"))
    assert time.perf_counter() - began < 2


def test_what_takes_too_long_is_given_up() -> None:
    compiled = compile_pattern(r"(a*)*(a*)*(a*)*\1\2\3b")
    assert compiled is not None
    with pytest.raises(PatternTooHard):
        compiled.search("a" * 60)


@pytest.mark.parametrize("pattern", ["((a{1,30000}){1,30000}){1,30000}", "(" * 5000, "a" * 99_999])
def test_what_is_far_too_long_is_none(pattern: str) -> None:
    assert compile_pattern(pattern) is None


class _Match(ctypes.Structure):
    _fields_ = (("begin", ctypes.c_int), ("end", ctypes.c_int))


def _of_the_library(pattern: str, texts: list[str]) -> Iterator[str | None]:
    """What of each text the C library matches; nothing where it is no pattern to it."""
    library, compiled = ctypes.CDLL(None), ctypes.create_string_buffer(512)
    if library.regcomp(compiled, pattern.encode(), 1):
        return
    for text in texts:
        match = _Match()
        failed = library.regexec(compiled, text.encode(), 1, ctypes.byref(match), 0)
        yield None if failed else text[match.begin : match.end]
    library.regfree(compiled)


@pytest.mark.tools
def test_random_patterns_match_as_with_the_c_library() -> None:
    chance = random.Random(1)
    for _ in range(3000):
        pattern = "".join(chance.choices(_PIECES, k=chance.randint(1, 6)))
        texts = ["".join(chance.choices("abc-", k=chance.randrange(7))) for _ in range(5)]
        theirs, compiled = list(_of_the_library(pattern, texts)), compile_pattern(pattern)
        assert bool(theirs) == (compiled is not None), pattern
        if compiled is not None:
            found = [compiled.search(text) for text in texts]
            assert [each and each[0] for each in found] == theirs, (pattern, texts)
