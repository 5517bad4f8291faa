"""The version of a CIB: three counters, compared as a tuple."""

from typing import NamedTuple


class Version(NamedTuple):
    """A CIB's version triple, ordered as Pacemaker orders it.

    ``admin_epoch`` is raised by people, ``epoch`` by every configuration change (which resets
    ``num_updates``), ``num_updates`` by every status change. Never flattened into one number.
    """

    admin_epoch: int = 0
    epoch: int = 0
    num_updates: int = 0

    @property
    def configuration(self) -> tuple[int, int]:
        """The part that moves only when the configuration changes."""
        return (self.admin_epoch, self.epoch)

    def __str__(self) -> str:
        return f"{self.admin_epoch}.{self.epoch}.{self.num_updates}"
