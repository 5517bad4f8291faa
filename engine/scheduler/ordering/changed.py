"""Which end of an ordering was changed by it; bits to be combined."""

from typing import Final

NOTHING: Final = 0
FIRST: Final = 1 << 0
THEN: Final = 1 << 1
