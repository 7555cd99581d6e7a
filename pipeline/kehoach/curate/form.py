"""The text by which a directive is cited.

State papers (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.6): at the first mention type, number and symbol, date, issuer and
subject; later type, number and symbol. Laws: type and name, in a list of bases with the date; since 2025 legal texts give the number
instead. The Party's papers (Hướng dẫn 36-HD/VPTW): a comma before the date, days in figures; later without `số`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kehoach.graph.label import code
from kehoach.records.link import Directive
from kehoach.resolve.catalogue import LAWS
from kehoach.rules.fold import bare
from kehoach.rules.load import toml

PADDED_MONTHS = 3  # months before this one get a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục 4)


@dataclass(frozen=True, slots=True)
class Citation:
    """How a directive is cited: `full` at the first mention, `short` later, `numbered` the law's form with its number.

    `missing`: parts of the full form that are not known (number, date, issuer, title); they are left out, not made up.
    """

    full: str
    short: str
    numbered: str | None = None
    missing: tuple[str, ...] = ()


def citation(paper: Directive) -> Citation:
    """Return how `paper` is cited.

    >>> from kehoach.resolve import load_catalogue
    >>> def of(name: str) -> Citation:
    ...     return citation(load_catalogue().get("urn:lex:vn:" + name).directive)
    >>> of("chinh.phu:nghi.dinh:2020;30").full
    'Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư'
    >>> of("bo.chinh.tri:chi.thi:2016-05-15;5").full.partition(" về ")[0]
    'Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị'
    >>> of("quoc.hoi:luat:2022;6").full, of("quoc.hoi:luat:2022;6").numbered
    ('Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022', 'Luật Thi đua, khen thưởng số 06/2022/QH15')
    """
    if paper.type in LAWS:
        return _law(paper)
    kind = paper.type or ""
    if paper.number is None:
        return Citation(paper.title or kind, paper.title or kind, None, tuple(m for m in _missing(paper) if m != "number"))
    party = "/" in (paper.symbol or "")
    printed = code(paper.number, paper.symbol, paper.year)
    day = f"{',' if party else ''} ngày {spoken(paper.date, party)}" if paper.date else ""
    full = f"{kind} số {printed}{day}{_issuer(paper)}{_subject(paper)}"
    return Citation(full, f"{kind} {'' if party else 'số '}{printed}", None, _missing(paper))


def _law(paper: Directive) -> Citation:
    name = " ".join(filter(None, (paper.type, paper.title)))
    full = f"{name} ngày {spoken(paper.date)}" if paper.date else name
    numbered = f"{name} số {code(paper.number, paper.symbol, paper.year)}" if paper.number else None
    return Citation(full, name, numbered, tuple(m for m in _missing(paper) if m != "issuer"))


def _missing(paper: Directive) -> tuple[str, ...]:
    return tuple(part for part in ("number", "date", "issuer", "title") if not getattr(paper, part))


def _issuer(paper: Directive) -> str:
    names = (paper.issuer or "").split(" + ")
    listed = ", ".join(names[:-1]) + f" và {names[-1]}" if len(names) > 1 else names[0]
    return f" của {listed}" if listed else ""


def _subject(paper: Directive) -> str:
    if not paper.title:
        return ""
    title = _sentence_case(paper.title) if paper.title.isupper() else paper.title
    starts = map(bare, toml("catalogue.toml")["subject"]["starts"])
    verb = any(re.match(rf"{re.escape(s)}\b", bare(title)) for s in starts)
    return f" {title[:1].lower()}{title[1:]}" if verb else f" về {title}"


def _sentence_case(title: str) -> str:
    """Return a title in capitals in small letters but for numbers with their symbols.

    >>> _sentence_case("SỬA ĐỔI THÔNG TƯ SỐ 72/2015/TT-BTC")
    'sửa đổi thông tư số 72/2015/TT-BTC'
    """
    return " ".join(w if any(c.isdigit() for c in w) else w.lower() for w in title.split())


def spoken(day: str, figures: bool = False) -> str:
    """Return an ISO date as papers write it: a zero before days under 10 and months 1 and 2 only.

    >>> spoken("2020-02-05"), spoken("2018-09-05"), spoken("2016-05-15", figures=True)
    ('05 tháng 02 năm 2020', '05 tháng 9 năm 2018', '15/5/2016')
    """
    year, month, date = day.split("-")
    number = int(month)
    padded = f"{number:02}" if number < PADDED_MONTHS else str(number)
    return f"{date}/{padded}/{year}" if figures else f"{date} tháng {padded} năm {year}"
