"""Saves the masters of corpus/gold as web pages of many kinds of sites, set in the ways that their editors leave behind."""

from __future__ import annotations

import html
import json
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.render import Block, Master, groups

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "tests" / "ingest" / "pages"
SITES = sorted(p.stem for p in TEMPLATES.glob("*.html"))


def master(name: str) -> tuple[str, dict[str, Any]]:
    """Return a master's text and annotation."""
    gold = ROOT / "corpus" / "gold"
    return (gold / f"{name}.txt").read_text("utf-8"), json.loads((gold / f"{name}.json").read_text("utf-8"))


def parts_of(name: str) -> Master:
    """Return a master taken apart."""
    return Master.of(*master(name))


def lines_of(parts: Master) -> list[str]:
    """Return the lines of a document in reading order."""
    body, annex = ([b.text for b in blocks] for blocks in (parts.body, parts.annex))
    head = [*parts.left, *parts.right, *parts.number, *parts.date, *parts.notice, *parts.title]
    return [*head, *body, *parts.recipients, *parts.signature, *annex]


def page(parts: Master, gold: dict[str, Any], site: str, setting: str) -> str:
    """Return a document as a page of `site`, its text set in the way `setting`."""
    frame = gold["frame"]
    template = string.Template((TEMPLATES / f"{site}.html").read_text("utf-8"))
    return template.substitute(
        title=html.escape(f"{frame['type']} {frame['title']}"),
        number=html.escape(f"{frame.get('number') or ''}/{frame.get('symbol') or 'KH'}"),
        posted="/".join(reversed(gold["frame"]["date"].split("-"))) if frame.get("date") else "",
        body=SETTINGS[setting](parts),
    )


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def _br(found: list[str], bold: bool = False) -> str:
    text = "<br>\n".join(map(_e, found))
    return f"<b>{text}</b>" if bold else text


def _rows(block: list[list[str]], attributes: str = 'border="1"') -> str:
    found = "".join("<tr>" + "".join(f"<td>{_e(c)}</td>" for c in cells) + "</tr>\n" for cells in block)
    return f"<table {attributes}><tbody>{found}</tbody></table>"


def _blocks(blocks: list[Block], line: Callable[[str, bool], str], attributes: str = 'border="1"') -> str:
    return "\n".join(_rows(b, attributes) if isinstance(b, list) else line(b.text, b.kind == "heading") for b in groups(blocks))


def _paragraph(text: str, bold: bool) -> str:
    return f"<p><strong>{_e(text)}</strong></p>" if bold else f"<p>{_e(text)}</p>"


def _tables(parts: Master) -> str:
    """Letterhead and signature in tables without borders, paragraphs: how most editors leave a text pasted from Word."""
    head = f"<table border='0'><tr><td>{_br(parts.left, True)}</td><td>{_br(parts.right, True)}</td></tr>"
    head += f"<tr><td>{_br(parts.number)}</td><td><i>{_br(parts.date)}</i></td></tr></table>"
    title = "".join(f'<p style="text-align:center"><b>{_e(x)}</b></p>' for x in [*parts.notice, *parts.title])
    end = f"<table><tr><td>{_br(parts.recipients)}</td><td>{_br(parts.signature, True)}</td></tr></table>"
    return "\n".join([head, title, _blocks(parts.body, _paragraph), end, _blocks(parts.annex, _paragraph)])


def _flex(parts: Master) -> str:
    """Letterhead and signature in flex boxes, a `div` a line."""

    def box(found: list[str]) -> str:
        return "<div style='width:50%'>" + "".join(f"<div>{_e(x)}</div>" for x in found) + "</div>"

    def line(text: str, bold: bool) -> str:
        return f'<div style="font-weight:700">{_e(text)}</div>' if bold else f"<div>{_e(text)}</div>"

    head = f'<div style="display:flex">{box([*parts.left, *parts.number])}{box([*parts.right, *parts.date])}</div>'
    title = "".join(f'<div align="center">{_e(x)}</div>' for x in [*parts.notice, *parts.title])
    end = f'<div class="row">{box(parts.recipients)}{box(parts.signature)}</div>'
    return "\n".join([head, title, _blocks(parts.body, line, 'class="table table-bordered"'), end, _blocks(parts.annex, line)])


def _breaks(parts: Master) -> str:
    """One paragraph with `br` at the end of each line of the text, blanks as no-break spaces, letterhead above each other."""
    top = [*parts.left, *parts.right, *parts.number, *parts.date, *parts.notice, *parts.title]
    head = "<center>" + "<br>".join(f"<b>{_e(x)}</b>" for x in top) + "</center>"

    def line(text: str, bold: bool) -> str:
        return f"<br>&nbsp;&nbsp;&nbsp;&nbsp;{'<b>' if bold else ''}{_e(text)}{'</b>' if bold else ''}<br>"

    end = "<br>".join(map(_e, [*parts.recipients, *parts.signature]))
    return f"{head}<p>{_blocks(parts.body, line)}<br><br>{end}<br><br>{_blocks(parts.annex, line)}</p>"


def _word(parts: Master) -> str:
    """Word's own export."""

    def line(text: str, bold: bool) -> str:
        m = re.match(r"(\d{1,2}\.|[IVX]{1,4}\.|[a-zđ]\)|-)\s(.*)", text)
        label, rest = (m[1], m[2]) if m else ("", text)
        mark = f"<![if !supportLists]><span style='mso-list:Ignore'>{label}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
        weight = "<b style='mso-bidi-font-weight:normal'>" if bold else ""
        wrapped = re.sub(r"((?:\S+ ){11}\S+) ", r"\1\n", _e(rest))
        return f"<p class=MsoNormal style='text-align:justify'>{weight}{mark if label else ''}<span lang=VI>{wrapped}<o:p></o:p></span>{'</b>' if bold else ''}</p>"

    cell = "<td width=300 valign=top style='border:none;padding:0in 5.4pt'>{}</td>"

    def stack(found: list[str]) -> str:
        return cell.format("".join(f"<p class=MsoNormal align=center><b>{_e(x)}<o:p></o:p></b></p>" for x in found))

    head = f"<table class=MsoNormalTable border=0><tr>{stack(parts.left)}{stack(parts.right)}</tr><tr>{stack(parts.number)}{stack(parts.date)}</tr></table>"
    title = "".join(f"<p class=MsoNormal align=center><b>{_e(x)}<o:p></o:p></b></p>" for x in [*parts.notice, *parts.title])
    end = f"<table class=MsoNormalTable><tr>{stack(parts.recipients)}{stack(parts.signature)}</tr></table>"
    body = _blocks(parts.body, line, 'class=MsoTableGrid border=1 style="border:solid windowtext 1.0pt"')
    annex = f"<b><br clear=all style='page-break-before:always'></b><div class=WordSection2>{_blocks(parts.annex, line)}</div>"
    return f"<div class=WordSection1>{head}<p class=MsoNormal><o:p>&nbsp;</o:p></p>{title}{body}{end}</div>{annex}"


def _linked(parts: Master) -> str:
    """As legal sites set it: every number of a directive a link, every heading an anchor."""

    def line(text: str, bold: bool) -> str:
        found = re.sub(r"(\d+/(?:\d+/)?[A-ZĐ]+(?:-[A-ZĐa-z]+)*)", r'<a href="/vb/\1.aspx" target="_blank">\1</a>', _e(text))
        return f'<p><a name="m"><b>{found}</b></a></p>' if bold else f"<p>{found}</p>"

    head = f"<table><tr><td>{_br(parts.left, True)}<br>-------</td><td>{_br(parts.right, True)}<br>---------------</td></tr>"
    head += f"<tr><td>{_br(parts.number)}</td><td>{_br(parts.date)}</td></tr></table>"
    title = "".join(f'<p align="center"><b>{_e(x)}</b></p>' for x in [*parts.notice, *parts.title])
    end = f"<table><tr><td><p><b><i>{_e(parts.recipients[0])}</i></b><br>{_br(parts.recipients[1:])}</p></td><td>{_br(parts.signature, True)}</td></tr></table>"
    return "\n".join([head, title, _blocks(parts.body, line), end, _blocks(parts.annex, line)])


SETTINGS: dict[str, Callable[[Master], str]] = {"tables": _tables, "flex": _flex, "breaks": _breaks, "word": _word, "linked": _linked}
