from hypothesis import given
from hypothesis import strategies as st

from hagui.cluster.sources import Link
from hagui.session.link import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    STEADY,
    Begin,
    Dial,
    Due,
    Failed,
    Linked,
    LinkMachine,
    Pause,
)


def pause(machine: LinkMachine, now: float = 0.0, code: str = "refused") -> float:
    (instruction,) = machine.handle(Failed(code, "why"), now)
    assert isinstance(instruction, Pause)
    return instruction.seconds


def test_pauses_grow_up_to_a_limit() -> None:
    machine = LinkMachine(lambda: 0.5)
    machine.handle(Begin(), 0)
    pauses: list[float] = []
    for _ in range(10):
        pauses.append(pause(machine))
        assert machine.handle(Due(), 0) == [Dial()]
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 20))
def test_jitter_stays_within_a_quarter(number: float, failures: int) -> None:
    machine = LinkMachine(lambda: number)
    machine.handle(Begin(), 0)
    for _ in range(failures):
        pause(machine)
        machine.handle(Due(), 0)
    wanted = min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE)
    assert 0.75 * wanted <= pause(machine) <= 1.25 * wanted


def test_a_link_that_held_is_taken_up_again_soon() -> None:
    machine = LinkMachine(lambda: 0.5)
    machine.handle(Begin(), 0)
    for _ in range(5):
        pause(machine)
        machine.handle(Due(), 0)
    machine.handle(Linked(), 0)
    assert pause(machine, STEADY, "lost") == FIRST_PAUSE


def test_a_link_that_breaks_at_once_is_not_hammered() -> None:
    machine = LinkMachine(lambda: 0.5)
    machine.handle(Begin(), 0)
    pauses: list[float] = []
    for _ in range(6):
        machine.handle(Linked(), 0)
        pauses.append(pause(machine, 0.1, "lost"))
        machine.handle(Due(), 0)
    assert pauses[-1] == LONGEST_PAUSE


def test_what_needs_a_person_waits_for_one() -> None:
    machine = LinkMachine(lambda: 0.5)
    machine.handle(Begin(), 0)
    assert machine.handle(Failed("wrong-login", "no"), 0) == []
    assert machine.state is Link.REFUSED
    assert machine.handle(Due(), 99) == []
    assert machine.handle(Begin(), 100) == [Dial()]


def test_an_engine_that_was_there_may_be_on_its_way_back() -> None:
    machine = LinkMachine(lambda: 0.5)
    machine.handle(Begin(), 0)
    assert machine.handle(Failed("not-an-engine", "no"), 0) == []
    machine.handle(Begin(), 1)
    machine.handle(Linked(), 1)
    assert pause(machine, 2, "lost") > 0
    machine.handle(Due(), 3)
    assert pause(machine, 3, "not-an-engine") > 0
