"""Small drawings as SVG text. Colours and type are the style sheet's; lengths are those of a phone's column."""

from collections.abc import Sequence
from math import isnan

from markupsafe import Markup

from assistant.evaluation.abstention import Bin
from assistant.evaluation.showing import decimal
from index.document import Language

_SIDE = 260
_LEFT, _TOP, _RIGHT, _BOTTOM = 60, 10, 14, 42
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def interval(
    value: float | None, low: float | None, high: float | None, limit: float | None = None
) -> Markup:
    """A share's place between 0 and 1 as a dot, with its interval as a bar and the gate's limit as a stroke.

    Nothing for a value that is missing.
    """
    if value is None or low is None or high is None or isnan(value):
        return Markup("")
    stroke = (
        ""
        if limit is None
        else f'<line class="limit" x1="{limit:.2%}" x2="{limit:.2%}" y1="0" y2="14"/>'
    )
    return Markup(  # noqa: S704 - numbers only
        '<svg class="interval" width="100%" height="14" aria-hidden="true">'
        '<line class="axis" x1="0" x2="100%" y1="7" y2="7"/>'
        f'<rect class="range" x="{low:.2%}" width="{max(high - low, 0.004):.2%}" y="3.5" height="7" rx="3.5"/>'
        f"{stroke}"
        f'<circle class="dot" cx="{value:.2%}" cy="7" r="4"/></svg>'
    )


def reliability(
    bins: Sequence[Bin], x_label: str, y_label: str, title: str, language: Language
) -> Markup:
    """Mean confidence against share; the larger the dot, the more questions. On the diagonal, both are the same."""
    most = max((b.n for b in bins), default=1)
    points = [(b.confidence, b.outcome) for b in bins]
    dots = [
        f'<circle class="dot" cx="{_x(b.confidence)}" cy="{_y(b.outcome)}" r="{3 + 7 * (b.n / most) ** 0.5:.1f}">'
        f"<title>{decimal(b.confidence, 2, language)} → {decimal(b.outcome, 2, language)} (n = {b.n})</title></circle>"
        for b in bins
    ]
    guide = f'<path class="guide" d="{_path([(0, 0), (1, 1)])}"/>'
    return _frame(
        guide + f'<path class="line thin" d="{_path(points)}"/>' + "".join(dots),
        x_label,
        y_label,
        title,
    )


def risk_coverage(
    curve: Sequence[tuple[float, float]], x_label: str, y_label: str, title: str
) -> Markup:
    """Share of the questions that are answered against what is wrong with those answers."""
    fill = _path([(curve[0][0], 0.0), *curve, (curve[-1][0], 0.0)]) if curve else ""
    body = (
        f'<path class="area" d="{fill}"/><path class="line" d="{_path(curve)}"/>' if curve else ""
    )
    if curve:
        body += f'<circle class="dot" cx="{_x(curve[-1][0])}" cy="{_y(curve[-1][1])}" r="5"/>'
    return _frame(body, x_label, y_label, title)


def _x(share: float) -> str:
    return f"{_LEFT + share * _SIDE:.1f}"


def _y(share: float) -> str:
    return f"{_TOP + (1 - share) * _SIDE:.1f}"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_x(x)} {_y(y)}" for x, y in points) if points else ""


def _frame(body: str, x_label: str, y_label: str, title: str) -> Markup:
    """A square from 0 to 1 both ways, with its axes named."""
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
    grid = "".join(
        f'<line class="axis" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(t)}" y2="{_y(t)}"/>'
        f'<text x="{_LEFT - 8}" y="{_y(t)}" dy=".32em" text-anchor="end">{t:.0%}</text>'
        f'<text x="{_x(t)}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{t:.0%}</text>'
        for t in _TICKS
    )
    middle = _TOP + _SIDE / 2
    return (
        Markup('<svg class="plot" viewBox="0 0 {w} {h}" role="img" aria-label="{title}">').format(
            w=width, h=height, title=title
        )
        + Markup(grid + body)  # noqa: S704 - numbers only
        + Markup('<text x="{x}" y="{y}" text-anchor="middle" class="name">{label}</text>').format(
            x=_x(0.5), y=height - 6, label=x_label
        )
        + Markup(
            '<text transform="translate(11 {y}) rotate(-90)" text-anchor="middle" class="name">{label}</text></svg>'
        ).format(y=middle, label=y_label)
    )
