import asyncio
import os
from contextlib import suppress
from pathlib import Path

import pytest

from engine.stacks.contract import StackError
from engine.stacks.pacemaker import tools


def alive(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def test_input_output_exit_code_and_words() -> None:
    outcome = await tools.run(["sh", "-c", "cat; echo sorry >&2; exit 78"], stdin=b"text")
    assert outcome == tools.Outcome(78, b"text", "sorry")


async def test_words_are_taken_from_xml_where_a_tool_puts_them_there() -> None:
    xml = (
        '<pacemaker-result><status code="105"><errors><error>no such thing</error></errors>'
        "</status></pacemaker-result>"
    )
    outcome = await tools.run(["printf", "%s", xml])
    assert outcome.words == "no such thing"


async def test_large_input_to_a_tool_that_does_not_read_is_no_error() -> None:
    outcome = await tools.run(["false"], stdin=b"x" * 10_000_000)
    assert outcome.code == 1


async def test_a_tool_that_hangs_is_ended() -> None:
    with pytest.raises(StackError) as caught:
        await tools.run(["sh", "-c", "exec sleep 60"], timeout=0.2)
    assert caught.value.code == "timeout"


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_cancelled_tool_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stubborn: bool
) -> None:
    monkeypatch.setattr(tools, "_GRACE", 0.1)
    note = tmp_path / "pid"
    trap = "trap '' TERM;" if stubborn else ""
    script = f"{trap} echo $$ > {note}.new; mv {note}.new {note}; while :; do sleep 0.05; done"
    task = asyncio.create_task(tools.run(["sh", "-c", script]))
    while not note.exists():
        await asyncio.sleep(0.01)
    pid = int(note.read_text())
    assert alive(pid)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not alive(pid)


async def test_a_tool_that_floods_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "OUTPUT_LIMIT", 1 << 20)
    with pytest.raises(StackError) as caught:
        await tools.run(["cat", "/dev/zero"])
    assert caught.value.code == "too-large"


async def test_a_missing_tool_is_one_sentence() -> None:
    with pytest.raises(StackError, match="install") as caught:
        await tools.run(["cibadmin-of-another-world"])
    assert caught.value.code == "not-installed"


def test_tools_act_on_the_running_cluster_in_the_users_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("CIB_file", "CIB_shadow", "CIB_user"):
        monkeypatch.setenv(name, "something")
    assert not {"CIB_file", "CIB_shadow", "CIB_user"} & set(tools.environment())
    assert tools.environment("alice")["CIB_user"] == "alice"


@pytest.mark.parametrize(
    ("code", "means"),
    [(4, "denied"), (78, "invalid"), (102, "stack-down"), (106, "no-quorum"), (1, "failed")],
)
def test_exit_codes_become_one_sentence_with_the_tools_words(code: int, means: str) -> None:
    error = tools.failure(tools.Outcome(code, b"", "its words"), "The change", "alice")
    assert error.code == means
    assert error.message.endswith(".")
    assert error.detail == "its words"
