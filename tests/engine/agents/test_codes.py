"""Exit codes of every class, read as OCF's."""

import pytest

from engine.agents.codes import Ocf, as_ocf, word


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 190, 191])
def test_ocf_codes_are_what_they_are(code: int) -> None:
    assert as_ocf("ocf", "monitor", code) == code
    assert word(code) != "unknown"


def test_what_a_signal_ended_failed() -> None:
    assert as_ocf("ocf", "start", -9) == Ocf.ERROR


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(0, Ocf.OK), (1, Ocf.NOT_RUNNING), (2, Ocf.NOT_RUNNING), (3, Ocf.NOT_RUNNING), (4, Ocf.ERROR)],
)
def test_status_of_an_init_script(code: int, meaning: Ocf) -> None:
    assert as_ocf("lsb", "monitor", code) == meaning


def test_other_actions_of_an_init_script_mean_the_same() -> None:
    assert [as_ocf("lsb", "start", code) for code in (0, 1, 5, 7)] == [0, 1, 5, 7]


@pytest.mark.parametrize(
    ("output", "code", "meaning"),
    [
        ("running", 0, Ocf.OK),
        ("INFO:  Running OK", 0, Ocf.OK),
        ("stopped", 0, Ocf.NOT_RUNNING),
        ("It is not running", 3, Ocf.NOT_RUNNING),
        ("", 0, Ocf.NOT_RUNNING),
        ("", 1, Ocf.NOT_RUNNING),
    ],
)
def test_heartbeats_agents_answer_in_words(output: str, code: int, meaning: Ocf) -> None:
    assert as_ocf("heartbeat", "monitor", code, output) == meaning


def test_a_fence_agent_fails_with_any_code() -> None:
    assert as_ocf("stonith", "reboot", 0) == Ocf.OK
    assert as_ocf("stonith", "reboot", 2) == Ocf.ERROR
    assert as_ocf("stonith", "monitor", 2) == Ocf.NOT_RUNNING


def test_other_codes_have_no_word() -> None:
    assert word(77) == "unknown"
