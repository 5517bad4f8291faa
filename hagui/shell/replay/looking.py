"""What a player looks like in the window."""

from hagui.monitor.replay.film import Film
from hagui.monitor.replay.player import Player
from hagui.shell.replay.values import ReplayLook


def look_of(
    player: Player, film: Film, *, since: float | None, now: float, file: str
) -> ReplayLook | None:
    """What is to be said of the moment shown; None where none is.

    Args:
        player: which moment that is.
        film: the recording.
        since: since when the cluster has been on screen: what was recorded in earlier times can be
            stepped to, and the slider begins here; None: all of it is on the slider.
        now: the time of day, in seconds since 1970.
        file: name of the recording's file; empty: it is of the cluster that is connected.
    """
    if player.wanted is None:
        return None
    begin = film.reel.begin
    if since is not None:
        begin = min(max(since, begin), player.at)
    return ReplayLook(
        at=player.at,
        begin=begin,
        end=film.reel.until,
        now=now,
        playing=player.playing,
        speed=player.speed,
        skip_quiet=player.skip_quiet,
        waiting=player.waiting,
        first=player.wanted == 0,
        last=player.at_end,
        file=file,
    )
