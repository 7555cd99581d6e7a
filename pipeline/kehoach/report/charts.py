"""Charts as inline SVG. Their text takes the colour of the page, so that they serve in light and dark."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from kehoach.report.facts import Facts
from kehoach.store.words import Words, values

FEW_YEARS, FEW_PLANS = 2, 4
"""Below these a chart says no more than its table."""
WIDTH = 460
"""Pixels of the drawing area: with its legend a chart still fits a desktop column, and scrolls on a phone."""
LEVEL_COLOURS = {
    "central": "#b0413e", "province": "#c07f16", "department": "#2f7d5b", "district": "#2b6ca3", "commune": "#7358a8",
    "unit": "#8a5a44", "none": "#7a7f87",
}  # fmt: skip
TAG_COLOURS = {"objective": "#c07f16", "content": "#2b6ca3", "duty": "#2f7d5b", "other": "#7a7f87", "none": "#b5b9bf"}

_INK, _LINE = "#010203", "#040506"  # stand for the page's text and line colours while the picture is drawn
_SIZE = re.compile(r' width="[\d.]+" height="[\d.]+"')


def plans_by_year(facts: Facts, say: Words) -> str | None:
    """Return a bar chart of plans by year and level of the issuer, None where there are too few to draw."""
    counts = Counter((row.date[:4], row.level or "none") for row in facts.files if row.date)
    if len({year for year, _ in counts}) < FEW_YEARS or sum(counts.values()) < FEW_PLANS:
        return None
    import altair as alt

    levels = [level for level in values("level") if any(at == level for _, at in counts)]
    rows = [{"year": y, "level": say.named("level", at), "n": n, "order": levels.index(at)} for (y, at), n in sorted(counts.items())]
    scale = alt.Scale(domain=[say.named("level", at) for at in levels], range=[LEVEL_COLOURS[at] for at in levels])
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar().properties(width=WIDTH, height=220)
    return _svg(
        chart.encode(
            x=alt.X("year:O", title=say("issuers.year"), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("n:Q", title=say("issuers.plans"), axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("level:N", title=say("tags.level"), scale=scale),
            order=alt.Order("order:Q"),
        ),
        say("issuers.chart"),
    )


def tags_by_level(facts: Facts, say: Words) -> str | None:
    """Return a bar chart of the share of each tag at each level, None where there are too few to draw."""
    if len(facts.files) < FEW_PLANS:
        return None
    import altair as alt

    levels, tags = facts.levels_and_tags()
    rows = [
        {"level": say.named("level", level), "tag": say.named("tag", tag), "n": facts.tags[level, tag].count, "order": n}
        for level in levels
        for n, tag in enumerate(tags)
        if (level, tag) in facts.tags
    ]
    scale = alt.Scale(domain=[say.named("tag", t) for t in tags], range=[TAG_COLOURS[t or "none"] for t in tags])
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar().properties(width=WIDTH, height=alt.Step(28))
    return _svg(
        chart.encode(
            y=alt.Y("level:N", title=None, sort=[say.named("level", at) for at in levels], axis=alt.Axis(labelLimit=180)),
            x=alt.X("n:Q", stack="normalize", title=None, axis=alt.Axis(format=".0%")),
            color=alt.Color("tag:N", title=None, scale=scale),
            order=alt.Order("order:Q"),
        ),
        say("tags.chart"),
    )


def _svg(chart: Any, title: str) -> str:
    """Draw a chart and make it a part of the page: no fixed size, colours of the page, a name for screen readers."""
    ink = {f"{part}Color": _INK for part in ("label", "title")}
    quiet = {f"{part}Color": _LINE for part in ("domain", "grid", "tick")}
    drawn = (
        chart.configure(background="transparent", font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(**ink, **quiet, labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_legend(**ink, labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
    )
    out = io.StringIO()
    drawn.save(out, format="svg")
    svg = out.getvalue().replace(_INK, "currentColor").replace(_LINE, "var(--line)")
    size = _SIZE.search(svg)
    width = size.group(0).split('"')[1] if size else str(WIDTH)
    svg = _SIZE.sub("", svg, count=1)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{title}" style="width:{width}px;max-width:none" ', 1)
