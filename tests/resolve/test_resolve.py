"""Links as a whole: one for each mention, the same for the same, none guessed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.records.citation import Mention
from kehoach.records.document import Found
from kehoach.records.link import Ambiguous, Directive, Resolved, Unresolved
from kehoach.records.text import Span
from kehoach.resolve import Catalogue, load_catalogue, resolve
from kehoach.resolve.catalogue import Entry, Index
from kehoach.resolve.urn import parse
from resolve.hand import WIDTH, frame, mention

FRAME = frame("province", "Lâm Sơn", issuer="ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", date="2023-02-15")
VALUES = {
    "type": ["Quyết định", "Kế hoạch", "Luật", "Nghị quyết", "Đề án", "Văn bản", "Hiến pháp"],
    "number": ["1", "06", "749", "30a", "12/2020", ""],
    "year": ["2020", "2022", "20"],
    "symbol": ["QĐ-TTg", "KH-UBND", "NQ/TW", "QH14", "UBND-NC1", "TTLT-BYT-BTC", "-", "CT", "KH-BTC"],
    "date": ["2020-06-03", "2022-01-06", "2023"],
    "issuer": [
        "UBND tỉnh",
        "Thủ tướng Chính phủ",
        "Bộ Y tế và Bộ Tài chính",
        "Ban Thường trực",
        "Tỉnh",
        "(",
        "Bộ Chính trị khóa XIII",
        "UBND",
    ],
    "name": ["Trẻ em", "Giáo dục năm 2019", "Đại hội XII Công đoàn Việt Nam", "Trung ương 4 khóa XII", "56", "Đại hội"],
    "subject": ["về chuyển đổi số"],
}


def fields(name: str) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(VALUES[name]), st.text(max_size=12))


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    found = []
    for n in range(draw(st.integers(0, 6))):
        span = Span(n * WIDTH, n * WIDTH + 10)
        values = {k: Found(v, span, "test") for k in VALUES if (v := draw(fields(k))) is not None}
        kind = draw(st.sampled_from(["numbered", "named", "congress", "short"]))
        found.append(Mention(f"c{n}", span, kind, "test", Found("mentions", None, "test"), **values))  # type: ignore[arg-type]
    return found


@settings(max_examples=300, deadline=None)
@given(mentions())
def test_one_link_a_mention_whatever_it_says(made: list[Mention]) -> None:
    links = resolve(FRAME, made, load_catalogue())
    assert [x.mention for x in links] == [m.id for m in made]
    for link in links:
        if isinstance(link, Resolved):
            assert str(parse(link.directive.id)) == link.directive.id
        if isinstance(link, Ambiguous):
            ids = [c.id for c in link.candidates]
            assert ids
            assert len(ids) == len(set(ids))
    assert resolve(FRAME, made, load_catalogue()) == links


@settings(max_examples=100, deadline=None)
@given(mentions())
def test_links_to_one_id_share_one_record(made: list[Mention]) -> None:
    records: dict[str, Directive] = {}
    for link in resolve(FRAME, made, load_catalogue()):
        if isinstance(link, Resolved):
            assert records.setdefault(link.directive.id, link.directive) == link.directive


def test_the_record_that_tells_the_date_wins() -> None:
    lines = [
        "numbered type=Nghị định number=107 year=2021 symbol=NĐ-CP",
        "numbered type=Nghị định number=107 year=2021 symbol=NĐ-CP date=2021-12-06",
    ]
    links = resolve(FRAME, [mention(line, n) for n, line in enumerate(lines)], Catalogue.of(()))
    assert [x.directive.date for x in links if isinstance(x, Resolved)] == ["2021-12-06", "2021-12-06"]


def test_the_rule_tells_where_the_directive_is_known_from() -> None:
    lines = [
        "numbered type=Quyết định number=749 symbol=QĐ-TTg date=2020-06-03",
        "short type=Quyết định number=749",
        "numbered type=Quyết định number=4740 symbol=QĐ-BGDĐT date=2022-12-30",
        "numbered type=Quyết định number=1665 symbol=QĐ-TTg date=2017-06-30",
    ]
    links = resolve(FRAME, [mention(line, n) for n, line in enumerate(lines, 1)], load_catalogue())
    assert [(x.rule, x.directive.source) for x in links if isinstance(x, Resolved)] == [
        ("catalogue: number, symbol and date agree", "catalogue"),
        ("document: given in full as c1", "catalogue"),
        ("mention: type, number, date and issuer", "mention"),
        ("mention: type, number, date and issuer; the catalogue dates this number 2017-10-30", "mention"),
    ]


def test_a_short_name_stands_for_what_was_named_before_its_definition() -> None:
    lines = [
        "numbered type=Nghị định number=200 year=2025 symbol=NĐ-CP",
        "numbered type=Nghị định number=45 year=2020 symbol=NĐ-CP",
        "short type=Nghị định",
    ]
    first, second, short = (mention(line, n) for n, line in enumerate(lines, 1))
    nearest = resolve(FRAME, [first, second, short], Catalogue.of(()))[2]
    assert isinstance(nearest, Resolved)
    assert nearest.directive.number == "45"
    told = replace(short, type=Found("Nghị định", Span(first.span.end + 20, first.span.end + 29), "definition"))
    defined = resolve(FRAME, [first, second, told], Catalogue.of(()))[2]
    assert isinstance(defined, Resolved)
    assert defined.directive.number == "200"
    assert defined.rule == "document: short name of c1"


def test_full_mentions_of_one_number_that_can_not_be_named_stay_apart() -> None:
    lines = [
        "numbered type=Kế hoạch number=5 symbol=KH-XYZ date=2022-01-06",
        "numbered type=Kế hoạch number=5 symbol=KH-XYZ date=2022-02-06",
        "short type=Kế hoạch number=5",
    ]
    links = resolve(FRAME, [mention(line, n) for n, line in enumerate(lines)], Catalogue.of(()))
    assert [type(x) for x in links] == [Unresolved, Unresolved, Unresolved]


def test_the_larger_table_is_read_only_when_the_core_does_not_have_the_key() -> None:
    core = Index(
        [
            Entry(
                Directive(
                    "urn:lex:vn:chinh.phu:nghi.dinh:2020;30",
                    "Nghị định",
                    "30",
                    "2020",
                    "NĐ-CP",
                    "2020-03-05",
                    "Chính phủ",
                    None,
                    "catalogue",
                )
            )
        ]
    )
    asked = []

    def larger() -> Index:
        asked.append(True)
        return Index(())

    catalogue = Catalogue(core, larger)
    (link,) = resolve(FRAME, [mention("numbered type=Nghị định number=30 year=2020 symbol=NĐ-CP date=2020-03-05")], catalogue)
    assert isinstance(link, Resolved)
    assert not asked
    resolve(FRAME, [mention("numbered type=Nghị định number=31 year=2020 symbol=NĐ-CP")], catalogue)
    assert asked
