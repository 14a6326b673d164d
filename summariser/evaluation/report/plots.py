"""Plots as inline SVG: one dot an article, and cost against quality. Readable without colour and without a script."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from summariser.evaluation.scoring.bootstrap import Estimate

# In pixels, by judgement.
_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 860, 250, 30, 54, 34
_SPREAD = 7  # rows of dots within a system's row, so that articles of one value do not hide each other


@dataclass(frozen=True)
class Dot:
    """One article's value; `name` shows when pointed at."""

    name: str
    value: float


@dataclass(frozen=True)
class Line:
    """A system's dots and its value over all articles."""

    label: str
    dots: Sequence[Dot]
    overall: Estimate | None


def dot_plot(title: str, lines: Sequence[Line]) -> str:
    """A row a system on a scale from 0 to 1: a dot an article, a bar for the interval, a tick for the value."""
    height = _TOP + _ROW * len(lines) + 34
    drawn = [_head(title, height), *_scale(height)]
    for i, line in enumerate(lines):
        middle = _TOP + _ROW * i + _ROW / 2
        drawn.append(f'<text class="label" x="{_LEFT - 14}" y="{middle + 5:.1f}">{_label(line.label)}</text>')
        for j, dot in enumerate(line.dots):
            y = middle + 14 * ((j * 3 + _SPREAD // 2) % _SPREAD - _SPREAD // 2) / (_SPREAD // 2)
            drawn.append(
                f'<circle class="dot" cx="{_x(dot.value):.1f}" cy="{y:.1f}" r="4.5">'
                f"<title>{escape(dot.name)}: {dot.value:.3f}</title></circle>"
            )
        drawn += _overall(line.overall, middle)
    return "".join([*drawn, "</svg>"])


def _overall(made: Estimate | None, middle: float) -> list[str]:
    if made is None:
        return [f'<text class="note" x="{_LEFT + 8}" y="{middle + 5:.1f}">no data</text>']
    drawn = []
    if made.low is not None and made.high is not None:
        drawn.append(
            f'<line class="interval" x1="{_x(made.low):.1f}" x2="{_x(made.high):.1f}" '
            f'y1="{middle:.1f}" y2="{middle:.1f}"/>'
        )
    x = _x(float(made.value))
    drawn.append(
        f'<line class="overall" x1="{x:.1f}" x2="{x:.1f}" y1="{middle - 19:.1f}" y2="{middle + 19:.1f}"/>'
    )
    return drawn


def _x(share: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * min(1.0, max(0.0, share))


def _scale(height: int) -> list[str]:
    drawn = []
    for tenth in range(0, 11, 2):
        x, share = _x(tenth / 10), tenth / 10
        drawn.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 6}" y2="{height - 30}"/>')
        drawn.append(f'<text class="tick" x="{x:.1f}" y="{height - 12}">{share:g}</text>')
    return drawn


def _head(title: str, height: int) -> str:
    return (
        f'<svg class="plot" role="img" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f'<title>{escape(title)}</title><text class="title" x="0" y="16">{escape(title)}</text>'
    )


def _label(text: str) -> str:
    return escape(text if len(text) <= 34 else text[:33] + "…")


@dataclass(frozen=True)
class Point:
    """A system by what it costs and how good it is, 0 to 1, with the quality's interval."""

    label: str
    cost: float
    quality: Estimate


# In pixels, by judgement.
_PLOT_HEIGHT, _AXIS_LEFT, _AXIS_BOTTOM = 380, 64, 56


def cost_plot(title: str, across: str, points: Sequence[Point]) -> str:
    """Cost across, quality upwards; better is up and to the left."""
    most = max((point.cost for point in points), default=0.0) or 1.0
    step = _step(most)
    span = step * (int(most / step) + 1)
    drawn = [_head(title, _PLOT_HEIGHT)]
    right, low, high = _WIDTH - _RIGHT - 150, _PLOT_HEIGHT - _AXIS_BOTTOM, _TOP + 6

    def x(cost: float) -> float:
        return _AXIS_LEFT + (right - _AXIS_LEFT) * cost / span

    def y(quality: float) -> float:
        return low - (low - high) * min(1.0, max(0.0, quality))

    for fifth in range(6):
        at = y(fifth / 5)
        drawn.append(f'<line class="grid" x1="{_AXIS_LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>')
        drawn.append(f'<text class="tick side" x="{_AXIS_LEFT - 8}" y="{at + 5:.1f}">{fifth / 5:g}</text>')
    drawn += [
        f'<text class="tick" x="{x(i * step):.1f}" y="{low + 20}">{i * step:g}</text>'
        for i in range(int(span / step + 1.5))
    ]
    drawn.append(
        f'<text class="tick" x="{(_AXIS_LEFT + right) / 2:.0f}" y="{low + 42}">{escape(across)}</text>'
    )
    places = [(x(point.cost), y(float(point.quality.value))) for point in points]
    for point, label_at in zip(points, _apart(places), strict=True):
        drawn += _point(point, x(point.cost), y, label_at)
    return "".join([*drawn, "</svg>"])


def _point(point: Point, at: float, y: Callable[[float], float], label_at: float) -> list[str]:
    value, made = y(float(point.quality.value)), point.quality
    drawn = []
    if made.low is not None and made.high is not None:
        drawn.append(
            f'<line class="interval thin" x1="{at:.1f}" x2="{at:.1f}" y1="{y(made.low):.1f}" y2="{y(made.high):.1f}"/>'
        )
    drawn.append(
        f'<circle class="point" cx="{at:.1f}" cy="{value:.1f}" r="7">'
        f"<title>{escape(point.label)}: {float(made.value):.3f} at {point.cost:.4g}</title></circle>"
    )
    drawn.append(f'<text class="name" x="{at + 13:.1f}" y="{label_at + 5:.1f}">{_label(point.label)}</text>')
    return drawn


def _step(most: float) -> float:
    """A round step that divides the axis into at most eight."""
    step = 10.0**-12
    while most / step > 8:
        for factor in (2, 2.5, 2):
            step *= factor
            if most / step <= 8:
                break
    return step


# In pixels, by judgement.
_LABEL_WIDTH, _LABEL_HEIGHT = 240.0, 18.0


def _apart(places: Sequence[tuple[float, float]]) -> list[float]:
    """The heights of labels at these places, moved down so far that none stands on another."""
    heights = [height for _, height in places]
    ordered = sorted(range(len(places)), key=lambda i: heights[i])
    for n, i in enumerate(ordered):
        for j in ordered[:n]:
            if abs(places[i][0] - places[j][0]) < _LABEL_WIDTH:
                heights[i] = max(heights[i], heights[j] + _LABEL_HEIGHT)
    return heights
