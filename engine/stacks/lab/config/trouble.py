"""What is wrong in a configuration file, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable ``code``, and ``message`` for people."""

    code: str
    message: str
    line: int | None = None
    """Line of the file, None where it is about the file as a whole."""


class ConfigTrouble(Exception):
    """A file cannot be used; all that is wrong with it is in ``problems``."""

    def __init__(self, file: str, *problems: Problem) -> None:
        self.file = file
        self.problems = problems
        super().__init__("\n".join(f"{file}{_at(item)}: {item.message}" for item in problems))


def _at(problem: Problem) -> str:
    return "" if problem.line is None else f", line {problem.line}"
