"""Pictures of the model card: how reliable scores are, what more documents give. SVG for light and dark pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_WIDTH, _HEIGHT = 420, 260
_INK, _MARK, _QUIET = "#7a7f87", "#2b6ca3", "#c07f16"  # greys and hues that stand on white and on black


def reliability(bands: Sequence[Mapping[str, float]], least: float, target: Path) -> None:
    """Write the reliability diagram: for each band of scores the share that is right with its interval, the line where both are equal,
    and the score below which a label abstains."""
    import altair as alt

    rows = [{"score": b["score"], "right": b["right"], "low": b["low"], "high": b["high"], "n": b["n"]} for b in bands]
    unit = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=rows))
    x = alt.X("score:Q", scale=unit, title="mean score of the band")
    points = base.mark_circle(color=_MARK, opacity=1).encode(
        x=x, y=alt.Y("right:Q", scale=unit, title="share that is right"), size=alt.Size("n:Q", title="labels")
    )
    bars = base.mark_rule(color=_MARK).encode(x=x, y=alt.Y("low:Q", title=""), y2="high:Q")
    same = alt.Chart(alt.InlineData(values=[{"a": 0, "b": 0}, {"a": 1, "b": 1}])).mark_line(color=_INK, strokeDash=[4, 4], strokeWidth=1)
    cut = alt.Chart(alt.InlineData(values=[{"a": least}])).mark_rule(color=_QUIET, strokeDash=[2, 3]).encode(x="a:Q")
    _write(alt.layer(same.encode(x="a:Q", y="b:Q"), cut, bars, points), "Reliability of scores", target)


def curve(found: Mapping[str, Any], target: Path) -> None:
    """Write the learning curve: macro-F1 by number of documents, with and without the rules, with intervals."""
    import altair as alt

    names = {"with_rules": "with rules", "model_alone": "model alone"}
    rows = [
        {"documents": row["documents"], "kind": name, **{key: row[kind][key] for key in ("F1", "low", "high")}}
        for row in found["sizes"]
        for kind, name in names.items()
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("documents:Q", scale=alt.Scale(type="log", base=2), title="documents learned from"),
        color=alt.Color("kind:N", title="", scale=alt.Scale(domain=list(names.values()), range=[_MARK, _QUIET])),
    )
    band = base.mark_area(opacity=0.15).encode(y=alt.Y("low:Q", scale=alt.Scale(zero=False), title="macro-F1"), y2="high:Q")
    line = base.mark_line(point=True).encode(y=alt.Y("F1:Q", title="macro-F1"))
    _write(alt.layer(band, line), "Macro-F1 by number of documents", target)


def _write(chart: Any, title: str, target: Path) -> None:
    import vl_convert

    drawn = chart.properties(width=_WIDTH, height=_HEIGHT, background="transparent", title=title)
    drawn = drawn.configure_title(color=_INK).configure_axis(labelColor=_INK, titleColor=_INK, gridColor=_INK, gridOpacity=0.2)
    svg = vl_convert.vegalite_to_svg(drawn.configure_legend(labelColor=_INK, titleColor=_INK).to_json())
    target.write_text(re.sub(r">\s*<", ">\n<", svg) + "\n", "utf-8")
