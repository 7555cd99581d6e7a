"""A user's list taken into the catalogue: columns of any name, what can't be named refused, contradictions told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kehoach.curate import cite, contradictions, import_list
from kehoach.curate.imports import take_in
from kehoach.curate.table import cells, read_list, write_entries
from kehoach.errors import CatalogueError
from kehoach.resolve import Catalogue, load_catalogue
from kehoach.resolve.catalogue import Entry, read_entries

DAY = "2026-01-15"
HEAD = "Số ký hiệu,Loại văn bản,Ngày ban hành,Cơ quan ban hành,Trích yếu,Tình trạng hiệu lực,Ngày có hiệu lực"


def made(folder: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join((head, *lines)) + "\n", encoding)
    return file


def one(folder: Path, line: str, head: str = HEAD) -> Entry:
    found = take_in(read_list(made(folder, line, head=head)), (), Catalogue.of(()), "test", DAY)
    assert found.refused == [], found.refused
    return found.added[0]


def test_a_row_as_on_the_portal(tmp_path: Path) -> None:
    found = one(tmp_path, "12/2023/QĐ-UBND,Quyết định,15/05/2023,UBND tỉnh Lâm Sơn,Ban hành Quy định về dữ liệu,Còn hiệu lực,25/05/2023")
    assert cells(found) == {
        "id": "urn:lex:vn;lam.son:uy.ban.nhan.dan.tinh.lam.son:quyet.dinh:2023;12",
        "type": "Quyết định", "number": "12", "year": "2023", "symbol": "QĐ-UBND", "date": "2023-05-15",
        "issuer": "Ủy ban nhân dân tỉnh Lâm Sơn", "title": "Ban hành Quy định về dữ liệu", "status": "in force", "replaced_by": "",
        "since": "", "checked": DAY, "in_force": "2023-05-25", "sole_until": "", "source": "test", "confidence": "medium",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("1847/QĐ-TTg", ":thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847"),
        ("Số: 1847/QĐ-TTg", ":thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847"),
        ("05-CT/TU", ";lam.son:tinh.uy.lam.son:chi.thi:2018-12-27;5"),
        ("45/2018/QH14", ":quoc.hoi:luat:2018;45"),
        ("7 / KH - UBND", ";lam.son:uy.ban.nhan.dan.tinh.lam.son:ke.hoach:2018-12-27;7"),
        ("12/UBND-VX", ";lam.son:uy.ban.nhan.dan.tinh.lam.son:cong.van:2018-12-27;12"),
    ],
)
def test_numbers_of_every_form(tmp_path: Path, key: str, name: str) -> None:
    kind = "Luật" if "QH14" in key else ""
    issuer = {"QĐ-TTg": "Thủ tướng Chính phủ", "QH14": "Quốc hội", "CT/TU": "Tỉnh ủy Lâm Sơn"}
    by = next((v for k, v in issuer.items() if key.endswith(k)), "UBND tỉnh Lâm Sơn")
    assert one(tmp_path, f"{key},{kind},2018-12-27,{by},,,").directive.id == f"urn:lex:vn{name}"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_forms_of_the_file(tmp_path: Path, separator: str, encoding: str) -> None:
    line = separator.join(("30/2020/NĐ-CP", "Nghị định", "05/03/2020", "Chính phủ", "công tác văn thư", "Còn hiệu lực", ""))
    file = made(tmp_path, line, head="Danh sách văn bản\n\n" + HEAD.replace(",", separator), encoding=encoding)
    assert [row["key"] for _, row in read_list(file)] == ["30/2020/NĐ-CP"]


def test_english_columns_and_those_that_mean_nothing(tmp_path: Path) -> None:
    head = "Id,Document number,Issue date,Issuer,Title,Status,Replaced by,Expiry date"
    found = one(tmp_path, "7,91/2017/NĐ-CP,2017-07-31,Chính phủ,x,Expired,98/2023/NĐ-CP,2024-01-01", head)
    assert (found.status, found.replaced_by, found.since) == ("replaced", ("urn:lex:vn:chinh.phu:nghi.dinh:2023;98",), "2024-01-01")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Không số,Quyết định,10/10/2022,UBND tỉnh Lâm Sơn,,,", "the number can't be read"),
        ("45/KH-UBND,Kế hoạch,31/02/2023,UBND tỉnh Lâm Sơn,,,", "no such day: 31/02/2023"),
        ("45/KH-UBND,Kế hoạch,,UBND tỉnh Lâm Sơn,,,", "no date; the number is given anew each year"),
        ("46/KH-UBND,Kế hoạch,28/02/2023,UBND tỉnh,,,", "issuer's place is open: Ủy ban nhân dân tỉnh"),
        ("46/KH-UBND,Kế hoạch,28/02/2023,,,,", "issuer's level is open: Ủy ban nhân dân"),
        ("46/2022/QĐ-UBND,Quyết định,28/02/2023,UBND tỉnh Lâm Sơn,,,", "the year of the number is not that of the date"),
        ("46/KH-UBND,Kế hoạch,28/02/2023,UBND tỉnh Lâm Sơn,,Mới,", "an unknown status: Mới"),
    ],
)
def test_what_is_refused(tmp_path: Path, line: str, why: str) -> None:
    found = take_in(read_list(made(tmp_path, line)), (), Catalogue.of(()), "test", DAY)
    assert [(n, reason) for n, _, reason in found.refused] == [(2, why)]
    assert not found.added


def test_a_contradiction_is_told_and_changes_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    found = import_list(made(tmp_path, "30/2020/NĐ-CP,Nghị định,06/03/2020,Chính phủ,Về công tác văn thư,Còn hiệu lực,"), own, DAY)
    assert found.conflicts == [(2, "30/2020/NĐ-CP", "date", "2020-03-05", "2020-03-06")]
    assert not own.exists()


def test_a_second_import_says_nothing_new_and_a_later_one_brings_the_status_up_to_date(tmp_path: Path) -> None:
    own = tmp_path / "folder" / "own.csv"
    row = "12/2023/QĐ-UBND,Quyết định,15/05/2023,UBND tỉnh Lâm Sơn,Quy định về dữ liệu,{},"
    first = import_list(made(tmp_path, row.format("Còn hiệu lực")), own, DAY)
    again = import_list(made(tmp_path, row.format("Còn hiệu lực")), own, DAY)
    later = import_list(made(tmp_path, row.format("Hết hiệu lực toàn bộ")), own, DAY)
    assert [(len(f.added), len(f.changed), f.same) for f in (first, again, later)] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    (kept,) = read_entries(own)
    assert (kept.status, kept.checked, kept.directive.title) == ("expired", None, "Quy định về dữ liệu")


def test_the_users_catalogue_is_used_beside_the_packages(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    lines = (
        "99/2099/QĐ-UBND,Quyết định,15/05/2099,UBND tỉnh Lâm Sơn,x,,",
        "749/QĐ-TTg,Quyết định,03/06/2020,Thủ tướng Chính phủ,y,Còn hiệu lực,",
    )
    import_list(made(tmp_path, *lines), own, DAY)
    catalogue = load_catalogue(own)
    assert catalogue.get("urn:lex:vn;lam.son:uy.ban.nhan.dan.tinh.lam.son:quyet.dinh:2099;99")
    shared = catalogue.get("urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2020-06-03;749")
    assert shared
    assert (shared.directive.title, shared.status, shared.checked) == ("Chương trình Chuyển đổi số quốc gia", "in force", DAY)
    known = load_catalogue().get(shared.directive.id)
    assert known
    assert known.status is None


def test_a_changed_table_is_read_again(tmp_path: Path) -> None:
    own, name = tmp_path / "own.csv", "urn:lex:vn:chinh.phu:nghi.dinh:2099;1"
    entry = one(tmp_path, "01/2099/NĐ-CP,Nghị định,06/03/2099,Chính phủ,x,,")
    write_entries(own, [])
    assert load_catalogue(own).get(name) is None
    write_entries(own, [entry])
    assert load_catalogue(own).get(name) == entry


@pytest.mark.parametrize(("text", "key"), [("", "catalogue.no_key"), ("Tên,Ngày\na,b\n", "catalogue.no_key"), ("a\0b" * 50, "file.binary")])
def test_files_that_are_no_list(tmp_path: Path, text: str, key: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as error:
        read_list(file)
    assert error.value.key == key


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "none.csv", "file.missing"), (tmp_path, "catalogue.folder")):
        with pytest.raises(CatalogueError) as error:
            read_list(path)
        assert error.value.key == key


def test_a_directive_listed_twice(tmp_path: Path) -> None:
    row = "12/2023/QĐ-UBND,Quyết định,15/05/2023,UBND tỉnh Lâm Sơn,{},,"
    found = take_in(
        read_list(made(tmp_path, row.format("Dữ liệu"), row.format("Dữ liệu"), row.format("Đất đai"))), (), Catalogue.of(()), "x", DAY
    )
    assert (len(found.added), found.same) == (1, 1)
    assert found.conflicts == [(4, "12/2023/QĐ-UBND", "title", "Dữ liệu", "Đất đai")]


def test_a_list_in_the_place_of_the_users_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        load_catalogue(made(tmp_path, "1/QĐ-TTg,,,,,,"))
    assert error.value.key == "catalogue.columns"
    with pytest.raises(CatalogueError) as error:
        load_catalogue(tmp_path / "none.csv")
    assert error.value.key == "catalogue.missing"


@pytest.mark.parametrize(
    ("column", "day"),
    [
        ("date", "15/08/2021"),
        ("date", "2021"),
        ("since", "05/2022"),
        ("in_force", "31/12/2099"),
        ("checked", "2023-02-29"),
        ("sole_until", "x"),
    ],
)
def test_a_day_as_a_spreadsheet_writes_it_is_told_with_its_row(tmp_path: Path, column: str, day: str) -> None:
    own = tmp_path / "own.csv"
    sound = one(tmp_path, "01/2099/NĐ-CP,Nghị định,06/03/2099,Chính phủ,x,,")
    row = cells(sound) | {column: day, "id": "urn:lex:vn:chinh.phu:nghi.dinh:2099;2"}
    write_entries(own, [sound, Entry.of(row)])
    with pytest.raises(CatalogueError) as error:
        load_catalogue(own)
    assert (error.value.key, error.value.path, error.value.place) == ("catalogue.day", str(own), "3")
    assert error.value.values == {"column": column, "day": day}


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_lines_end_as_on_any_machine(tmp_path: Path, end: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(f"Số ký hiệu,Trích yếu{end}30/2020/NĐ-CP,công tác văn thư{end}12/2023/QĐ-UBND,dữ liệu{end}".encode())
    assert [row["key"] for _, row in read_list(file)] == ["30/2020/NĐ-CP", "12/2023/QĐ-UBND"]


def test_a_line_end_of_another_kind_within_a_cell_is_a_space(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Số ký hiệu,Trích yếu\n30/2020/NĐ-CP,công tác\rvăn thư\n".encode())
    assert read_list(file) == [(2, {"key": "30/2020/NĐ-CP", "title": "công tác văn thư"})]


def test_a_cell_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        read_list(made(tmp_path, "30/2020/NĐ-CP,Nghị định,,," + "x" * (1 << 18)))
    assert error.value.key == "catalogue.unread"


def test_letters_of_windows_1258_are_composed(tmp_path: Path) -> None:
    text = "Sô\u0301 ky\u0301 hiê\u0323u,Tri\u0301ch yê\u0301u\n30/2020/NĐ-CP,qua\u0309n ly\u0301 dư\u0303 liê\u0323u\n"
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode("cp1258"))
    assert read_list(file) == [(2, {"key": "30/2020/NĐ-CP", "title": "quản lý dữ liệu"})]


def test_a_folder_in_the_place_of_the_users_catalogue_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    source = made(tmp_path, "01/2099/NĐ-CP,Nghị định,06/03/2099,Chính phủ,x,,")
    for work in (lambda: import_list(source, folder, DAY), lambda: write_entries(folder, []), lambda: contradictions(folder, DAY)):
        with pytest.raises(CatalogueError) as error:
            work()
        assert error.value.key == "catalogue.folder"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "list.csv"]


def test_a_catalogue_that_is_not_there_is_told_alike_by_all(tmp_path: Path) -> None:
    for work in (load_catalogue, lambda path: contradictions(path, DAY), lambda path: cite("x", path, None, 1)):
        with pytest.raises(CatalogueError) as error:
            work(tmp_path / "none.csv")
        assert error.value.key == "catalogue.missing"
