"""Columns of numbers: what is in view, what goes on, what is let go."""

import numpy as np

from hagui.monitor.timeline.table import Table

ROWS = np.array([0, 1, -1, 2], np.int32)


def _table() -> Table:
    table = Table()
    for number in range(3000):
        table.put(number, float(number), number + 2.0, number % 4, 1)
    return table


def test_only_what_is_in_view_is_found() -> None:
    table = _table()
    found = table.within(100.0, 110.0, ROWS, 0.0, 3.0)
    begins = set(table.begin[found])
    # 98 ends as the view begins; lanes 2 are not shown
    assert begins == {99.0, 100.0, 101.0, 103.0, 104.0, 105.0, 107.0, 108.0, 109.0}
    assert set(table.lane[table.within(100.0, 110.0, ROWS, 1.0, 2.0)]) == {1}


def test_a_row_half_in_view_counts() -> None:
    table = _table()
    assert set(table.lane[table.within(100.0, 110.0, ROWS, 1.6, 2.0)]) == {1}


def test_what_goes_on_is_replaced_when_it_ends() -> None:
    table = Table()
    table.put("a", 1.0, None, 0, 7)
    assert table.end[0] == np.inf
    table.put("a", 1.0, 5.0, 0, 8)
    assert (len(table), table.end[0], table.look[0]) == (1, 5.0, 8)
    table.put("a", 6.0, 7.0, 0, 8)
    assert len(table) == 2


def test_what_goes_on_is_still_known_after_others_were_let_go() -> None:
    table = _table()
    table.put("open", 5.0, None, 3, 9)
    table.forget(2500.0)
    assert len(table) == 3002 - 2500
    table.put("open", 5.0, 2600.0, 3, 1)
    assert len(table) == 3002 - 2500
    assert list(table.end[table.begin == 5.0]) == [2600.0]
