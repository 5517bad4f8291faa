"""Keeping what was read of a whole status for those who go on from it again."""

from engine.cib.patch.touched import Touched
from engine.cib.state.survey import Survey


def still_kept(kept: Survey | None, touched: Touched, now: float | None) -> Survey | None:
    """What was read, where after a change it still reads the same at that time; else None.

    A change of the configuration alone leaves it as it is here: whether it concerns any resource,
    so that it does not, is found out later.

    Args:
        kept: its clock is moved on.
        touched: what may have changed.
        now: seconds since 1970; None where the clock stands still.
    """
    if kept is None or kept.plan.has_dates or touched.everything or touched.root:
        return None
    if touched.nodes or touched.resources or touched.attributes:
        return None
    if now is not None and now != kept.world.now:
        before, recheck = kept.world.now, kept.recheck()
        if before is None or now < before or (recheck is not None and now >= recheck):
            return None
        kept.world.now = now
    return kept
