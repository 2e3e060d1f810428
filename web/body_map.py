"""A drawing of the body from the front and from behind: its outline, and a shape for each muscle group.

It knows nothing of training. Colours, words and what a muscle is marked with are for whoever draws it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import dist

from web.body_map_shapes import BACK, BACK_OUTLINE, FRONT, FRONT_OUTLINE

WIDTH, HEIGHT = 200, 440
MIDDLE = WIDTH / 2

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """One figure within `0 0 WIDTH HEIGHT`: closed paths, as the `d` of an SVG path."""

    name: str  # front, back
    outline: tuple[str, ...]  # the body itself first, then what lies on it and is no muscle
    muscles: tuple[tuple[str, str], ...]  # (muscle, its shapes on both sides), from head to foot


@cache
def regions() -> tuple[View, ...]:
    """The figure from the front and from behind."""
    return (
        View("front", _outline(FRONT_OUTLINE), _muscles(FRONT)),
        View("back", _outline(BACK_OUTLINE), _muscles(BACK)),
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """One view as `components/body_map.html` draws it."""

    view: str
    outline: tuple[str, ...]
    regions: tuple[tuple[str, int, str], ...]  # (d, level from 0 to 4, title)


def figures(marks: Mapping[str, tuple[int, str]]) -> tuple[Figure, ...]:
    """Both views, each muscle with its (level, title); a muscle without a mark has level 0 and no title."""
    return tuple(
        Figure(view.name, view.outline, tuple((d, *marks.get(muscle, (0, ""))) for muscle, d in view.muscles))
        for view in regions()
    )


@cache
def sheet() -> str:
    """Every shape in one SVG file, from which a page draws with `<use>` instead of holding them itself.

    `front` and `back` are the bodies, `front-detail` what lies on one and is no muscle, `front-chest` a
    muscle there. Fill and stroke are for whoever draws.
    """
    drawn = []
    for view in regions():
        body, *details = view.outline
        shapes = [(view.name, body), *((f"{view.name}-{muscle}", d) for muscle, d in view.muscles)]
        if details:
            shapes.append((f"{view.name}-detail", "".join(details)))
        drawn += [f'<path id="{name}" vector-effect="non-scaling-stroke" d="{d}"/>' for name, d in shapes]
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{"".join(drawn)}</defs></svg>'


@cache
def sheet_version() -> str:
    """What changes with the sheet, so that a browser may keep it for good."""
    return hashlib.blake2s(sheet().encode(), digest_size=6).hexdigest()


def _outline(halves: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_whole_or_pair, halves))


def _muscles(shapes: dict[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((muscle, "".join(map(_pair, halves))) for muscle, halves in shapes.items())


def _whole_or_pair(half: str) -> str:
    """One shape across the middle line where both ends of the half lie on it, else one on each side."""
    points, corners = _read(half)
    if points[0][0] != MIDDLE or points[-1][0] != MIDDLE:
        return _pair(half)
    other = [_mirrored(point) for point in reversed(points[1:-1])]
    return _path(_curves([*points, *other], [*corners, *reversed(corners[1:-1])]))


def _pair(half: str) -> str:
    right = _curves(*_read(half))
    return _path(right) + _path([_mirrored(point) for point in right])


def _mirrored(point: Point) -> Point:
    return WIDTH - point[0], point[1]


def _read(half: str) -> tuple[list[Point], list[bool]]:
    """Points of a shape, and which of them are corners: "12,71! 20,83"; x counts from the middle line."""
    points, corners = [], []
    for word in half.split():
        x, y = word.rstrip("!").split(",")
        points.append((MIDDLE + float(x), float(y)))
        corners.append(word.endswith("!"))
    return points, corners


def _curves(points: list[Point], corners: list[bool]) -> list[Point]:
    """A closed curve through the points: the first one, then three for each cubic Bézier segment.

    In a smooth point the tangent is parallel to the line between its neighbours and reaches a third of
    the way to the next point; a corner has none, so that the curve bends there freely.
    """
    count = len(points)
    found = [points[0]]
    for place, start in enumerate(points):
        end = points[(place + 1) % count]
        reach = dist(start, end) / 3
        before, after = points[place - 1], points[(place + 2) % count]
        found.append(start if corners[place] else _towards(start, before, end, reach))
        found.append(end if corners[(place + 1) % count] else _towards(end, after, start, reach))
        found.append(end)
    return [(round(x, 1), round(y, 1)) for x, y in found]


def _towards(point: Point, behind: Point, ahead: Point, reach: float) -> Point:
    length = dist(behind, ahead)
    return (
        point[0] + (ahead[0] - behind[0]) / length * reach,
        point[1] + (ahead[1] - behind[1]) / length * reach,
    )


def _path(curve: list[Point]) -> str:
    """Written with distances from each segment's start, which is two thirds of the length."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in curve]
    (x, y), *rest = tenths
    written = [f"M{_number(x)} {_number(y)}c"]
    for place in range(0, len(rest), 3):
        for to_x, to_y in rest[place : place + 3]:
            written.append(f"{_number(to_x - x)} {_number(to_y - y)} ")
        x, y = rest[place + 2]
    return "".join(written).rstrip() + "Z"


def _number(tenths: int) -> str:
    return f"{tenths / 10:g}"
