"""Names of directives after URN:LEX (RFC 9676): the same parts always give the same name.

    urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847
    urn:lex:vn;lai.chau:lien.doan.lao.dong.tinh.lai.chau:ke.hoach:2019-09-13;117
    urn:lex:vn:chinh.phu:nghi.dinh:2020;30
    urn:lex:vn:dang.cong.san.viet.nam:nghi.quyet:;dai.hoi.xiii

`jurisdiction:issuer:type:when;number`, in small letters without diacritics, words joined by dots.

- jurisdiction: `vn`, for a local body `vn;place`, where place is the unit that the body's own name bears.
- issuer: the body whose number series it is; bodies that issue together are joined by `+`.
- when: the date of issue. Where the number carries a year (30/2020/NĐ-CP) it stands for itself: number and year name the paper, so
  `when` is that year and a mention with and one without its date come to the same name. A date that is to be kept apart from the
  year in the number moves the year behind the number (`2020-03-06;30.2020`). Empty for papers named otherwise (congresses).
- number: without leading zeros; for a paper without number its name (a law's, or the congress's); absent for the constitution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kehoach.rules.fold import bare

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_ZERO = re.compile(r"[Oo](?=\d)|(?<=\d)O")
_ONE = re.compile(r"^[Il](?=\d)")
_NUMBER = re.compile(r"[0-9]+[a-z]?")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z0-9]+)*")
_WHEN = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)?")
_YEAR = re.compile(r"(?:[0-9]{4})?")
_URN = re.compile(
    r"urn:lex:vn(?:;(?P<place>[a-z0-9.]+))?:(?P<issuer>[a-z0-9.+]+):(?P<type>[a-z0-9.]+)"
    r":(?P<when>[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)?(?:;(?P<number>[a-z0-9.]+))?"
)


@dataclass(frozen=True, slots=True)
class Urn:
    """The parts of a name, folded. `year` is the year inside the number."""

    issuer: str
    type: str
    place: str | None = None
    date: str | None = None
    year: str | None = None
    number: str | None = None

    def __str__(self) -> str:
        when = self.date or self.year or ""
        number = f"{self.number}.{self.year}" if self.date and self.year else self.number
        return f"urn:lex:vn{_after(';', self.place)}:{self.issuer}:{self.type}:{when}{_after(';', number)}"


def _after(mark: str, text: str | None) -> str:
    return f"{mark}{text}" if text else ""


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return `text` in small letters without diacritics, its words joined by dots.

    >>> slug("Liên đoàn Lao động tỉnh Lai Châu")
    'lien.doan.lao.dong.tinh.lai.chau'
    """
    return _NOT_SLUG.sub(".", bare(text)).strip(".")


@lru_cache(maxsize=65536)
def number_key(number: str) -> str:
    """Return a number as it is compared: no leading zeros, letters small, digits where letters are printed for them.

    >>> number_key("0155"), number_key("30a"), number_key("O5"), number_key("l2")
    ('155', '30a', '5', '12')
    """
    folded = bare(_ONE.sub("1", _ZERO.sub("0", number)))
    return (folded.lstrip("0") or "0") if _NUMBER.fullmatch(folded) else slug(number)


def is_number(number: str) -> bool:
    """Say whether a number in compared form is one that papers bear: digits, perhaps a letter (30a)."""
    return bool(_NUMBER.fullmatch(number))


def urn(
    issuer: str, kind: str, *, place: str | None = None, date: str | None = None, year: str | None = None, number: str | None = None
) -> str:
    """Return the name of a directive.

    `issuer` (several joined by `+`), `kind` (its type), `place` and `number` as printed; `date` in ISO form; `year` the year inside the
    number. Raises ValueError where a part can't be told from its neighbours in the name.

    >>> urn("Thủ tướng Chính phủ", "Quyết định", date="2018-12-27", number="1847")
    'urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847'
    >>> urn("Bộ Y tế+Bộ Tài chính", "Thông tư liên tịch", year="2014", number="041")
    'urn:lex:vn:bo.y.te+bo.tai.chinh:thong.tu.lien.tich:2014;41'
    """
    counted = number_key(number) if number else None
    bodies = "+".join(filter(None, (slug(i) for i in issuer.split("+"))))
    parts = Urn(bodies, slug(kind), slug(place) if place else None, date, year, counted)
    if not (parts.issuer and parts.type and parts.place != "" and counted != ""):
        raise ValueError(f"an empty part: {parts}")
    if not (_WHEN.fullmatch(date or "") and len(date or "") != 4 and _YEAR.fullmatch(year or "")):
        raise ValueError(f"neither a date nor a year: {date!r}, {year!r}")
    if counted and not (_NUMBER.fullmatch(counted) or (_NAME.fullmatch(counted) and not (date and year))):
        raise ValueError(f"neither a number nor a name: {number!r}")
    return str(parts)


def parse(name: str) -> Urn:
    """Return the parts of a name; `str(parse(name)) == name`. Raises ValueError where it is no name of this form.

    >>> parse("urn:lex:vn:chinh.phu:nghi.dinh:2020;30").year
    '2020'
    """
    found = _URN.fullmatch(name)
    if not found:
        raise ValueError(f"not a directive's name: {name!r}")
    when, number = found["when"], found["number"]
    date = when if when and len(when) > 4 else None
    year = when if when and len(when) == 4 else None
    if date and number and (both := re.fullmatch(rf"({_NUMBER.pattern})\.([0-9]{{4}})", number)):
        number, year = both[1], both[2]
    return Urn(found["issuer"], found["type"], found["place"], date, year, number)
