"""Automatic labels of Word files, as Word draws them."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes
from support.word import field, p, package, r, tbl, tc, tr


def level(at: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(text: str, at: int | None = 0, key: int = 1, extra: str = "") -> str:
    inside = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return p(text, properties=f'<w:numPr>{inside}<w:numId w:val="{key}"/></w:numPr>{extra}')


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_bytes(package(body, numbering=numbering, styles=styles), "a.docx").text.split("\n")


PLAN = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"), level(3, "bullet", "-"))


@pytest.mark.parametrize(
    ("form", "start", "labels"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("upperRoman", 3, ["III.", "IV."]),
        ("lowerRoman", 9, ["ix.", "x."]),
        ("lowerLetter", 3, ["c.", "d."]),  # never đ: Word letters by the English alphabet
        ("lowerLetter", 26, ["z.", "aa."]),
        ("upperLetter", 28, ["BB.", "CC."]),
        ("ordinalText", 1, ["First.", "Second."]),
        ("cardinalText", 21, ["Twenty-one.", "Twenty-two."]),
        ("ordinal", 11, ["11th.", "12th."]),
        ("vietnameseCounting", 10, ["mười.", "mười một."]),
        ("decimalEnclosedCircle", 1, ["①.", "②."]),
        ("numberInDash", 1, ["- 1 -.", "- 2 -."]),
        ("russianLower", 1, ["а.", "б."]),
        ("thaiCounting", 5, ["5.", "6."]),
        ("decimal", 99999999, ["0.", "1."]),
    ],
)
def test_forms(form: str, start: int, labels: list[str]) -> None:
    numbering = abstract(0, level(0, form, "%1.", start=start)) + num(1, 0)
    assert lines(item("x") + item("x"), numbering) == [f"{label} x" for label in labels]


def test_a_form_of_ones_own() -> None:
    own = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    chosen = f'<mc:AlternateContent><mc:Choice Requires="w14">{own}</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
    inner = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{chosen}</mc:AlternateContent><w:lvlText w:val="%1/"/></w:lvl>'
    assert lines(item("x"), abstract(0, inner) + num(1, 0)) == ["007/ x"]


@pytest.mark.parametrize(
    ("text", "font", "mark"),
    [
        ("-", "Times New Roman", "-"), ("–", "", "-"), ("+", "", "+"), ("*", "", "*"), ("•", "", "•"), ("\uf0b7", "Symbol", "•"), ("\uf02d", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "•"), ("o", "Courier New", "•"), ("\uf0d8", "Wingdings", "•"),
    ],
)  # fmt: skip
def test_bullets(text: str, font: str, mark: str) -> None:
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    numbering = abstract(0, f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>{look}</w:lvl>') + num(1, 0)
    assert lines(item("x"), numbering) == [f"{mark} x"]


def test_what_follows_a_label() -> None:
    kinds = ("tab", "space", "nothing")
    numbering = "".join(abstract(i, level(0, "decimal", "%1)", f'<w:suff w:val="{k}"/>')) + num(i + 1, i) for i, k in enumerate(kinds))
    assert lines("".join(item("x", 0, i + 1) for i in range(3)), numbering) == ["1) x", "1) x", "1)x"]


def test_legal_numbers_and_words() -> None:
    chapters = abstract(
        0, level(0, "upperRoman", "Chương %1."), level(1, "decimal", "Điều %2."), level(2, "decimalZero", "%1.%2.%3", "<w:isLgl/>")
    )
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 0) + item("e", 1) + item("f", 2)
    assert lines(body, chapters + num(1, 0)) == ["Chương I. a", "Điều 1. b", "1.1.01 c", "Chương II. d", "Điều 1. e", "2.1.01 f"]


def test_numbers_that_go_on_over_chapters() -> None:
    chapters = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'))
    body = item("a") + item("b", 1) + item("c", 0) + item("d", 1)
    assert lines(body, chapters + num(1, 0)) == ["I. a", "Điều 1. b", "II. c", "Điều 2. d"]


def test_numbers_that_only_a_chapter_starts_anew() -> None:
    deep = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>')
    )
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("f") + item("g", 2)
    assert lines(body, deep + num(1, 0)) == ["I. a", "1. b", "a) c", "2. d", "b) e", "II. f", "a) g"]


def test_lists_of_one_definition() -> None:
    """They count on, but for one that says where it starts; where it begins anew, it does so there."""
    numbering = PLAN + num(1, 0) + num(2, 0, restart(0, 1) + restart(1, 5)) + num(3, 0)
    body = item("a") + item("b", 1) + item("c", 0, 2) + item("d", 1, 2) + item("e", 0, 3) + item("f", 0, 2) + item("g", 1, 2)
    assert lines(body, numbering) == ["I. a", "1. b", "I. c", "5. d", "II. e", "III. f", "5. g"]


def test_a_level_above_the_first_one_used_counts_as_used() -> None:
    parts = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    assert lines(item("a", 1) + item("b", 1) + item("c"), parts + num(1, 0)) == ["1.1. a", "1.2. b", "2. c"]


def styled(key: str, name: str, properties: str, base: str = "", kind: str = "paragraph") -> str:
    inside = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inside}<w:pPr>{properties}</w:pPr></w:style>'


def of(style: str, text: str, extra: str = "") -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>{extra}')


def test_headings_take_their_level_from_the_list_that_names_them() -> None:
    tied = abstract(
        0,
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:lvlText w:val="%2."/></w:lvl>',
    )
    styles = styled("H1", "Mục", '<w:numPr><w:numId w:val="1"/></w:numPr>') + styled("H2", "Tiểu mục", "", "H1")
    styles += styled("H3", "Cùng bậc", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "H1")
    body = of("H1", "a") + of("H2", "b") + of("H2", "c") + of("H1", "d") + of("H3", "e")
    out = of("H2", "f", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + out, tied + num(1, 0), styles) == ["I. a", "1. b", "2. c", "II. d", "III. e", "f"]


def test_a_level_of_the_style_and_a_list_of_the_base() -> None:
    styles = styled("A", "Gốc", '<w:numPr><w:numId w:val="1"/></w:numPr>') + styled(
        "B", "Con", '<w:numPr><w:ilvl w:val="2"/></w:numPr>', "A"
    )
    body = of("A", "a") + of("B", "b") + of("A", "c", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert lines(body, PLAN + num(1, 0), styles) == ["I. a", "a) b", "2. c"]


def test_a_list_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="KH"/></w:abstractNum>'
    named = PLAN.replace('w:abstractNumId="0">', 'w:abstractNumId="0"><w:styleLink w:val="KH"/>')
    body = item("a", 0, 1) + item("b", 0, 2) + item("c", 1, 2)
    assert lines(body, named + linked + num(1, 0) + num(2, 5)) == ["I. a", "I. b", "1. c"]
    style = styled("KH", "Kiểu", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    assert lines(body, PLAN + linked + num(1, 0) + num(2, 5), style) == ["I. a", "I. b", "1. c"]


def test_what_is_not_shown_is_not_counted() -> None:
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>',
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2"/></w:rPr>',
    )
    hidden = p(r("x", "<w:vanish/>"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')
    assert lines(item("a") + gone + item("b") + hidden + item("c"), PLAN + num(1, 0)) == ["I. a", "II. b", "III. c"]


def test_an_empty_paragraph_is_counted_but_no_line() -> None:
    assert lines(item("a") + item("<w:r/>") + item("b"), PLAN + num(1, 0)) == ["I. a", "III. b"]


def test_earlier_numbers_that_a_change_tracks_are_not_read() -> None:
    changed = (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:numberingChange w:id="1" w:original="%1:7:0:."/></w:numPr>'
        '<w:pPrChange w:id="2"><w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    assert lines(item("a") + p("b", properties=changed), PLAN + num(1, 0)) == ["I. a", "II. b"]


def test_a_label_that_is_hidden_or_in_capitals() -> None:
    hidden = abstract(0, level(0, "decimal", "%1.", "").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>"))
    capitals = abstract(1, level(0, "decimal", "Phần %1.").replace("</w:lvl>", "<w:rPr><w:caps/></w:rPr></w:lvl>"))
    assert lines(item("a") + item("b", 0, 2), hidden + capitals + num(1, 0) + num(2, 1)) == ["a", "PHẦN 1. b"]


def test_lists_in_cells_count_on_and_those_in_text_boxes_for_themselves() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{item('trong khung')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    rows = tbl(
        tr(tc(item("<w:r/>")), "Việc một"),
        tr(tc(item("<w:r/>")), "Việc hai"),
        properties='<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>',
    )
    body = item("trước") + p("kèm khung", box) + rows + item("sau")
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    assert lines(body, numbering) == ["1. trước", "kèm khung", "1. trong khung", "| 2. | Việc một |", "| 3. | Việc hai |", "4. sau"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:numPr><w:numId w:val="77"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="y"/></w:numPr>',
        "<w:numPr/>",
    ],
)
def test_lists_that_are_not_there(properties: str) -> None:
    assert lines(p("a", properties=properties), PLAN + num(1, 0)) == ["a"]


def test_a_level_that_one_list_defines_anew_counts_on() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    body = item("a") + item("b") + item("c", 0, 2) + item("d")
    assert lines(body, PLAN + num(1, 0) + num(2, 0, own)) == ["I. a", "II. b", "c) c", "IV. d"]


def test_headers_and_notes_count_for_themselves() -> None:
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    footnotes = "".join(f'<w:footnote w:id="{n}">{item(x)}</w:footnote>' for n, x in ((1, "x"), (2, "y")))
    ends = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    body = item("a") + p("b", note.format(1), note.format(2)) + item("c") + ends
    data = package(body, numbering=PLAN + num(1, 0), footnotes=footnotes, header1=item("h"), footer1=item("f"))
    pages = read_bytes(data, "a.docx")
    assert pages.text.split("\n") == ["I. a", "b", "II. c"]
    assert [s.of(pages.raw) for s, _ in pages.aside] == ["I. h", "I. x", "II. y", "II. f"]


def test_numbers_of_fields() -> None:
    body = p(field("AUTONUM", None), " một") + p(field("AUTONUM", None), " hai") + p("Bảng ", field("SEQ Bảng", r("7")))
    body += p(field("LISTNUM", None), " a", field("LISTNUM \\l 2", None), " b") + p(field("LISTNUM \\l 1 \\s 5", None), " c")
    assert lines(body, "") == ["1. một", "2. hai", "Bảng 7", "1) aa) b", "5) c"]
    legal = [p(field("AUTONUMLGL", None), " x", properties=f'<w:outlineLvl w:val="{n}"/>') for n in (0, 1, 1, 0)]
    assert lines("".join(legal), "") == ["# 1. x", "## 1.1. x", "## 1.2. x", "# 2. x"]
