"""Many rectangles drawn at once, from columns of numbers."""

from typing import cast

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from shiboken6 import Shiboken

from hagui.monitor.timeline.table import Floats


def draw_rects(painter: QPainter, left: Floats, top: Floats, width: Floats, height: float) -> None:
    """Draw rectangles with the painter's brush and pen, without a Python object for each.

    Args:
        painter: what draws.
        left: left edges, in the painter's coordinates.
        top: upper edges.
        width: their widths.
        height: of all of them.
    """
    count = len(left)
    if not count:
        return
    # A QRectF is four numbers (x, y, width, height), so rows of such are an array of them.
    cells = np.empty((count, 4))
    cells[:, 0], cells[:, 1], cells[:, 2], cells[:, 3] = left, top, width, height
    first = Shiboken.wrapInstance(cells.ctypes.data, QRectF)
    painter.drawRects(cast("QRectF", first), count)
