"""A chart of figures against size, both on scales of powers of ten, as SVG written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 380, 70, 20, 150, 50
COLOURS = ("#1b5e8a", "#b3541e", "#4a7a2c")
Point = tuple[float, float]


def chart(title: str, unit: str, series: Mapping[str, Sequence[Point]]) -> str:
    """Return a chart.

    Args:
        title: what it shows, for those who cannot see it.
        unit: of the figures.
        series: (size, figure) points by name; figures are positive.
    """
    points = [point for found in series.values() for point in found]
    across, up = _scale([x for x, _ in points]), _scale([y for _, y in points])

    def place(x: float, y: float) -> str:
        right = LEFT + (log10(x) - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT)
        down = HEIGHT - BOTTOM - (log10(y) - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM)
        return f"{right:.1f},{down:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-size="12">',
        f"<title>{title}</title><style>text{{font-family:sans-serif}}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(across[0], across[1] + 1):
        x, y = place(10.0**power, 10.0 ** up[0]).split(",")
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{float(y) + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        x, y = place(10.0 ** across[0], 10.0**power).split(",")
        parts.append(f'<line x1="{x}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{float(x) - 8}" y="{float(y) + 4}" text-anchor="end">{10.0**power:g}</text>')
    for (name, found), colour in zip(series.items(), COLOURS, strict=False):
        line = " ".join(place(*point) for point in found)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += (
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
            for x, y in (spot.split(",") for spot in line.split())
        )
        x, y = line.split()[-1].split(",")
        parts.append(f'<text x="{float(x) + 8}" y="{float(y) + 4}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">claims in the record; {unit}</text></svg>')
    return "\n".join(parts) + "\n"


def _scale(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around some values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)
