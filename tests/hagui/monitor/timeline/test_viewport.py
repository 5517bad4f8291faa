"""What is in view: live, paused, moved and zoomed."""

import pytest

from hagui.monitor.timeline.viewport import LONGEST, SHORTEST, Viewport


def _view() -> Viewport:
    return Viewport(now=10_000.0, seconds=100.0, rows=50, room=10.0)


def test_live_it_goes_along_with_now() -> None:
    view = _view()
    assert view.end == pytest.approx(10_003.0)
    view.now += 50
    assert view.end == pytest.approx(10_053.0)


def test_paused_it_stays() -> None:
    view = _view()
    view.pause()
    view.now += 50
    assert view.end == pytest.approx(10_003.0)


def test_moving_back_pauses_and_moving_past_now_is_live_again() -> None:
    view = _view()
    view.pan(-40)
    assert not view.live
    assert view.end == pytest.approx(9_963.0)
    view.pan(500)
    assert view.live


def test_zooming_keeps_the_moment_under_the_mouse_in_its_place() -> None:
    view = _view()
    view.pan(-1000)
    moment = view.begin + 25
    view.zoom(0.5, moment)
    assert view.seconds == 50
    assert (moment - view.begin) / view.seconds == pytest.approx(0.25)


def test_zooming_has_its_limits() -> None:
    view = _view()
    view.zoom(1e-9)
    assert view.seconds == SHORTEST
    view.zoom(1e12)
    assert view.seconds == LONGEST


def test_live_zooming_stays_live() -> None:
    view = _view()
    view.zoom(2.0, 9_950.0)
    assert view.live
    assert view.end == pytest.approx(10_006.0)


def test_a_moment_out_of_view_is_revealed() -> None:
    view = _view()
    view.reveal(9_990.0)
    assert view.live
    view.reveal(5_000.0)
    assert not view.live
    assert view.begin < 5_000 < view.end


def test_lanes_scroll_as_far_as_there_are_any() -> None:
    view = _view()
    view.scroll(7.5)
    assert view.row == 7.5
    view.scroll(1000)
    assert view.row == 40
    view.scroll(-1000)
    assert view.row == 0
    view.rows = 3
    view.scroll(5)
    assert view.row == 0
