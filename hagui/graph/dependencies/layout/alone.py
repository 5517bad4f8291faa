"""What no constraint joins: a compact grid, in which everything keeps its place."""

from collections.abc import Mapping, Sequence
from typing import Final

from hagui.graph.dependencies.layout.shapes import Shape
from hagui.graph.layout.geometry import Rect

GRID_GAP: Final = 22.0
_TAGGED: Final = 14.0
_BELOW: Final = 30.0


def grid_anew(keys: Sequence[str], shapes: Mapping[str, Shape], columns: int) -> dict[str, Rect]:
    """Places from the origin in so many columns, cards in even rows before boxes."""
    pitch = max(shapes[key].width for key in keys) + GRID_GAP
    floors = [0.0] * columns
    made: dict[str, Rect] = {}
    for key in sorted(keys, key=lambda key: shapes[key].height):
        shape = shapes[key]
        at = min(range(columns), key=lambda column: (round(floors[column]), column))
        made[key] = Rect(at * pitch, floors[at], shape.width, shape.height)
        floors[at] += max(shape.height + _BELOW, shape.depth + _TAGGED)
    return made


def grid_again(
    keys: Sequence[str],
    shapes: Mapping[str, Shape],
    before: Mapping[str, Rect],
    area: Rect | None,
) -> dict[str, Rect]:
    """Places in the scene: those from before, and the free ones for what is new."""
    made: dict[str, Rect] = {}
    for key in sorted((k for k in keys if k in before), key=lambda k: before[k].y):
        shape, spot = shapes[key], before[key]
        place = Rect(spot.x, spot.y, shape.width, shape.height)
        for other, rect in made.items():
            if rect.x == place.x and rect.y <= place.y < _end(rect, shapes[other]):
                place = place._replace(y=_end(rect, shapes[other]))
        made[key] = place
    new = [key for key in keys if key not in before]
    if not new:
        return made
    pitch = max(shapes[key].width for key in keys) + GRID_GAP
    left = area.x if area is not None else 24.0
    top = min((rect.y for rect in made.values()), default=area.y + 26 if area else 84.0)
    columns = max(1, int(((area.width if area else 3 * pitch) + GRID_GAP) // pitch))
    for key in new:
        made[key] = _free(shapes[key], made, shapes, left, top, pitch, columns)
    return made


def _free(
    shape: Shape,
    made: Mapping[str, Rect],
    shapes: Mapping[str, Shape],
    left: float,
    top: float,
    pitch: float,
    columns: int,
) -> Rect:
    levels = sorted({top, *(_end(rect, shapes[key]) for key, rect in made.items())})
    for y in levels:
        for column in range(columns):
            place = Rect(left + column * pitch, y, shape.width, shape.height)
            end = max(shape.height + _BELOW, shape.depth + _TAGGED)
            wide = Rect(place.x, y, shape.width, end)
            free = not any(
                wide.meets(Rect(rect.x, rect.y, rect.width, _end(rect, shapes[key]) - rect.y))
                for key, rect in made.items()
            )
            if free:
                return place
    raise AssertionError("below everything there is room")


def _end(rect: Rect, shape: Shape) -> float:
    """Where the next one below may begin."""
    return rect.y + max(shape.height + _BELOW, shape.depth + _TAGGED)
