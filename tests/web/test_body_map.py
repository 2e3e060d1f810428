"""The body map: closed shapes within the picture, the same on both sides, beside each other."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.test import Client as Visitor

from web.body_map import HEIGHT, WIDTH, Figure, View, figures, regions, sheet, sheet_version

Point = tuple[int, int]  # in tenths of a unit, as the paths are written
Segment = tuple[Point, Point, Point, Point]


def shapes_of(d: str) -> list[list[Segment]]:
    """The closed curves of a path, each as its cubic Bézier segments in absolute points."""
    found = []
    for shape in d.split("Z")[:-1]:
        start, _, rest = shape.removeprefix("M").partition("c")
        x, y = (round(float(number) * 10) for number in start.split())
        numbers = [round(float(number) * 10) for number in rest.split()]
        assert len(numbers) % 6 == 0
        segments = []
        for place in range(0, len(numbers), 6):
            one, other, end = ((x + numbers[at], y + numbers[at + 1]) for at in (place, place + 2, place + 4))
            segments.append(((x, y), one, other, end))
            x, y = end
        found.append(segments)
    return found


def polygon(shape: list[Segment], steps: int = 8) -> list[tuple[float, float]]:
    """Points along a curve, close enough to judge what lies inside of it."""
    found = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in shape:
        for step in range(steps):
            t = step / steps
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def lies_inside(point: tuple[float, float], outline: list[tuple[float, float]]) -> bool:
    """Whether a ray to the right of the point crosses the outline an odd number of times."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def near(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Whether the boxes around two curves touch; most shapes are far apart."""
    return all(
        min(point[axis] for point in one) <= max(point[axis] for point in other)
        and min(point[axis] for point in other) <= max(point[axis] for point in one)
        for axis in (0, 1)
    )


def undirected(segment: Segment) -> Segment:
    return min(segment, segment[::-1])


def mirrored(segment: Segment) -> Segment:
    first, second, third, last = ((WIDTH * 10 - x, y) for x, y in segment)
    return first, second, third, last


ALL = [
    pytest.param(d, id=f"{view.name}-{name}")
    for view in regions()
    for name, d in [*((f"outline-{place}", d) for place, d in enumerate(view.outline)), *view.muscles]
]
VIEWS = pytest.mark.parametrize("view", regions(), ids=lambda view: view.name)


def test_there_is_a_front_and_a_back() -> None:
    assert [view.name for view in regions()] == ["front", "back"]


@pytest.mark.parametrize("d", ALL)
def test_a_path_is_made_of_closed_curves(d: str) -> None:
    assert re.fullmatch(r"(M[\d.]+ [\d.]+c[-\d. ]+Z)+", d)
    for shape in shapes_of(d):
        assert shape[-1][3] == shape[0][0]


@pytest.mark.parametrize("d", ALL)
def test_a_path_stays_within_the_picture(d: str) -> None:
    points = [point for shape in shapes_of(d) for segment in shape for point in segment]

    assert [(x, y) for x, y in points if not (0 <= x <= WIDTH * 10 and 0 <= y <= HEIGHT * 10)] == []


@pytest.mark.parametrize("d", ALL)
def test_the_left_half_is_exactly_the_mirrored_right_half(d: str) -> None:
    segments = [segment for shape in shapes_of(d) for segment in shape]

    assert sorted(undirected(mirrored(segment)) for segment in segments) == sorted(map(undirected, segments))


@VIEWS
def test_a_muscle_is_drawn_once_and_does_not_cross_the_middle_line(view: View) -> None:
    muscles = [muscle for muscle, _ in view.muscles]

    assert len(set(muscles)) == len(muscles)
    for muscle, d in view.muscles:
        for shape in shapes_of(d):
            sides = {x < WIDTH * 5 for segment in shape for x, _ in segment}
            assert len(sides) == 1, muscle


@VIEWS
def test_every_muscle_lies_on_the_body(view: View) -> None:
    (body,) = shapes_of(view.outline[0])
    outline = polygon(body)
    outside = {
        (muscle, round(x / 10), round(y / 10))
        for muscle, d in view.muscles
        for shape in shapes_of(d)
        for x, y in polygon(shape)
        if not lies_inside((x, y), outline)
    }

    assert outside == set()


@VIEWS
def test_no_two_shapes_overlap(view: View) -> None:
    shapes = [(muscle, polygon(shape)) for muscle, d in view.muscles for shape in shapes_of(d)]
    overlaps = {
        (one, other, round(point[0] / 10), round(point[1] / 10))
        for (one, first), (other, second) in combinations(shapes, 2)
        if near(first, second)
        for points, outline in ((first, second), (second, first))
        for point in points
        if lies_inside(point, outline)
    }

    assert overlaps == set()


def test_a_figure_has_the_level_and_the_title_of_each_mark_and_none_elsewhere() -> None:
    front, back = figures({"chest": (4, "Chest: 12 sets")})

    assert isinstance(front, Figure)
    assert [(figure.view, figure.outline) for figure in (front, back)] == [
        (view.name, view.outline) for view in regions()
    ]
    chest = dict(regions()[0].muscles)["chest"]
    assert [region for region in front.regions if region[1:] != (0, "")] == [(chest, 4, "Chest: 12 sets")]
    assert {region[1:] for region in back.regions} == {(0, "")}


def test_the_piece_draws_both_figures_with_a_label_and_a_title_for_each_mark() -> None:
    marks = {"chest": (4, "Chest: 12 sets"), "triceps": (1, "Triceps & more")}
    html = render_to_string("components/body_map.html", {"figures": figures(marks), "label": "Weekly sets"})

    assert re.findall(r'role="img" aria-label="([^"]+)"', html) == [
        "Weekly sets, front view",
        "Weekly sets, back view",
    ]
    assert re.findall(r"<title>(.*?)</title>", html) == [
        "Chest: 12 sets",
        "Triceps &amp; more",
        "Triceps &amp; more",
    ]
    assert html.count("body-map__region--4") == 1
    assert html.count("body-map__region--1") == 2
    assert html.count('class="body-map__body"') == 2
    assert "style" not in html


def test_the_sheet_holds_every_shape_once_under_its_name() -> None:
    drawn = {
        path.get("id"): path.get("d") for path in ElementTree.fromstring(sheet()).iter() if path.get("d")
    }

    expected: dict[str, str] = {}
    for view in regions():
        expected |= {view.name: view.outline[0]}
        expected |= {f"{view.name}-{muscle}": d for muscle, d in view.muscles}
    expected["front-detail"] = "".join(regions()[0].outline[1:])
    assert drawn == expected
    assert sheet().count("<path") == len(expected)


@pytest.mark.parametrize("kept", [True, False])
def test_a_browser_keeps_the_sheet_for_good_under_its_version_only(kept: bool) -> None:
    answer = Visitor().get("/body-map.svg", {"v": sheet_version() if kept else "other"})

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.decode() == sheet()
    assert answer["Cache-Control"] == ("public, max-age=31536000, immutable" if kept else "no-cache")
