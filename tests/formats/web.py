"""Web pages as Word saves them: paragraphs of class MsoNormal, spans about every piece, list labels that are no text of the paragraph."""

from __future__ import annotations

import html
import re
import textwrap
from pathlib import Path

from support.master import Block, Master, groups

_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View></w:WordDocument>
</xml><![endif]-->
<style>
<!--
p.MsoNormal {margin:0cm; font-size:14.0pt; font-family:"Times New Roman",serif;}
@page WordSection1 {size:595.3pt 841.9pt;}
-->
</style>
</head>
<body lang=EN-US style='tab-interval:36.0pt'>
<div class=WordSection1>
"""
_LIST = re.compile(r"([IVX]+\.|\d+\.|[a-h]\)|-) +")


def write_word_page(parts: Master, target: Path) -> None:
    """Write the paper as Word saves a document as a web page."""
    head = [(parts.left, parts.right), (parts.number, parts.date)]
    pieces = [_pair(head, True), *(_paragraph([(x, True)], "right") for x in parts.notice), _empty()]
    pieces += [_paragraph([(line, True)], "center") for line in parts.title] + [_empty()]
    pieces += [*_blocks(parts.body), _empty(), _pair([(parts.recipients, parts.signature)], False)]
    if parts.annex:
        pieces += ["<span style='font-size:14.0pt'><br clear=all style='page-break-before:always'></span>", *_blocks(parts.annex)]
    target.write_text(f"{_HEAD}{chr(10).join(pieces)}\n</div>\n</body>\n</html>\n", "utf-8", newline="\r\n")


def _blocks(blocks: list[Block]) -> list[str]:
    found = []
    for block in groups(blocks):
        if isinstance(block, list):
            rows = "".join(f" <tr>\n{''.join(_cell([c], 100) for c in cells)} </tr>\n" for cells in block)
            found.append(
                f"<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>\n{rows}</table>"
            )
        else:
            found.append(_paragraph(block.runs, "justify", listed=True))
    return found


def _pair(rows: list[tuple[list[str], list[str]]], bold: bool) -> str:
    made = "".join(f" <tr>\n{_cell(left, 200, bold)}{_cell(right, 300, bold)} </tr>\n" for left, right in rows)
    return f"<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>\n{made}</table>\n"


def _cell(lines: list[str], width: int, bold: bool = False) -> str:
    inner = "\n".join(_paragraph([(line, bold)], "center") for line in lines) or _empty()
    return f"  <td width={width} valign=top style='width:{width}.0pt;padding:0cm 5.4pt 0cm 5.4pt'>\n{inner}\n  </td>\n"


def _paragraph(runs: list[tuple[str, bool]], align: str, listed: bool = False) -> str:
    (text, bold), *others = runs
    label = _LIST.match(text) if listed else None
    mark = ""
    if label:
        text = text[label.end() :]
        blank = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
        mark = f"<![if !supportLists]>{_span(f'<span style={chr(39)}mso-list:Ignore{chr(39)}>{label[1]}{blank}</span>', bold)}<![endif]>"
    inner = mark + "".join(_span(html.escape(piece), is_bold) for piece, is_bold in [(text, bold), *others])
    kind = "MsoListParagraph" if label else "MsoNormal"
    made = f"<p class={kind} style='text-align:{align};margin-top:6.0pt'>{inner}<o:p></o:p></p>\n"
    return "\n".join(textwrap.wrap(made, 100, break_long_words=False, break_on_hyphens=False)) + "\n"


def _span(inner: str, bold: bool) -> str:
    made = f"<span style='font-size:14.0pt'>{inner}</span>"
    return f"<b>{made}</b>" if bold else made


def _empty() -> str:
    return "<p class=MsoNormal><span style='font-size:14.0pt'><o:p>&nbsp;</o:p></span></p>\n"
