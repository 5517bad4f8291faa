"""Times as ha.cf spells them: seconds, with a fraction or not, or milliseconds with ``ms``."""

import re
from typing import Final

_TIME: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(ms|msec|s|sec)?\Z")
_MILLISECONDS: Final = frozenset({"ms", "msec"})


def read_time(text: str) -> float | None:
    """Seconds; None where ``text`` is no time."""
    found = _TIME.match(text)
    if found is None:
        return None
    amount = float(found.group(1))
    return amount / 1000 if found.group(2) in _MILLISECONDS else amount
