"""What is wrong or doubtful in a CIB, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The cluster refuses the configuration or ignores this part of it."""
    WARNING = "warning"
    """It is accepted, and hardly what was meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``code`` and ``facts`` say it all; ``message`` is that in English."""

    code: str
    severity: Severity
    message: str
    line: int | None = None
    """Line in the text that was parsed; None for what was added since."""
    subject: str | None = None
    """Id of the element that it is about, or of the nearest one around it that has an id."""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
