"""`kehoach cite` and `kehoach catalogue` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.test_cli import PLAN, kehoach

LIST = (
    "Số ký hiệu;Loại văn bản;Ngày ban hành;Cơ quan ban hành;Trích yếu;Tình trạng hiệu lực\n"
    "12/2023/QĐ-UBND;Quyết định;15/05/2023;UBND tỉnh Lâm Sơn;Ban hành Quy định về quản lý dữ liệu;Còn hiệu lực\n"
    "45/KH-UBND;Kế hoạch;31/02/2023;UBND tỉnh Lâm Sơn;Chuyển đổi số;\n"
)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "APPDATA": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_cite_prints_forms_status_and_source(home: dict[str, str]) -> None:
    done = kehoach("cite", "nghị định 91/2017", "--limit", "1", **home)
    assert done.returncode == 0
    assert done.stdout.startswith("1. Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ ")
    assert "hiệu lực: bị thay thế bởi Nghị định số 98/2023/NĐ-CP, từ 01/01/2024" in done.stdout
    assert "replaced by Nghị định số 98/2023/NĐ-CP, since 2024-01-01" in kehoach("--lang", "en", "cite", "91/2017/NĐ-CP", **home).stdout


def test_cite_finds_the_id_that_it_prints(home: dict[str, str]) -> None:
    name = "urn:lex:vn:chinh.phu:nghi.dinh:2020;30"
    found = json.loads(kehoach("cite", name, "--format", "json", **home).stdout)
    assert [row["id"] for row in found] == [name]


def test_cite_tells_the_standing_of_today(tmp_path: Path, home: dict[str, str]) -> None:
    own, head = (
        tmp_path / "own.csv",
        "id,type,number,year,symbol,date,issuer,title,status,replaced_by,since,checked,in_force,sole_until,source,confidence",
    )
    row = "urn:lex:vn:chinh.phu:nghi.dinh:2021;{n},Nghị định,{n},2021,NĐ-CP,2021-08-15,Chính phủ,{days},,test,medium"
    days = {"9998": "thử một,in force,,,2022-03-01,", "9999": "thử hai,in force,,,,2999-12-31"}
    own.write_text("\n".join((head, *(row.format(n=n, days=d) for n, d in days.items()))) + "\n", "utf-8")
    told = {n: kehoach("cite", f"{n}/2021/NĐ-CP", "--catalogue", own, **home).stdout for n in days}
    assert "hiệu lực: chưa rõ; tính đến 01/03/2022 còn hiệu lực\n" in told["9998"]
    assert "hiệu lực: chưa có hiệu lực; có hiệu lực từ 31/12/2999\n" in told["9999"]
    shown = kehoach("catalogue", "show", "9998/2021/NĐ-CP", "--catalogue", own, **home).stdout
    assert "hiệu lực: chưa rõ; tính đến 01/03/2022 còn hiệu lực\n" in shown


def test_cite_as_json(home: dict[str, str]) -> None:
    (found,) = json.loads(kehoach("cite", "--format", "json", "luật thi đua 2003", **home).stdout)
    assert found["numbered"] == "Luật Thi đua, khen thưởng số 15/2003/QH11"
    assert (found["status"], found["since"], found["replaced_by"]) == ("replaced", "2024-01-01", ["urn:lex:vn:quoc.hoi:luat:2022;6"])


def test_nothing_found_is_a_finding_and_a_wrong_form_a_usage_error(home: dict[str, str]) -> None:
    assert kehoach("cite", "xyzabc", **home).returncode == 1
    assert kehoach("cite", "1847", "--format", "pdf", **home).returncode == 2
    assert kehoach("cite", "1847", "--corpus", "none", **home).returncode == 3


def test_an_imported_list_serves_the_other_commands(tmp_path: Path, home: dict[str, str]) -> None:
    source = tmp_path / "list.csv"
    source.write_text(LIST, "utf-8")
    done = kehoach("catalogue", "import", source, **home)
    assert done.returncode == 1
    assert "Thêm 1, bổ sung 0, đã có 0, không nhận 1, mâu thuẫn 0" in done.stdout
    assert "dòng 3: 45/KH-UBND: không có ngày này: 31/02/2023" in done.stdout
    assert "danh mục riêng 1: 0 mâu thuẫn" in kehoach("catalogue", "verify", **home).stdout
    cited = kehoach("cite", "quản lý dữ liệu lâm sơn", **home).stdout
    assert "Quyết định số 12/2023/QĐ-UBND ngày 15 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh Lâm Sơn ban hành Quy định" in cited
    draft = tmp_path / "draft.txt"
    draft.write_text("KẾ HOẠCH\nDữ liệu\n\nCăn cứ Quyết định số 12/2023/QĐ-UBND ngày 15/5/2023 của UBND tỉnh Lâm Sơn;\n", "utf-8")
    elsewhere = dict.fromkeys(home, str(tmp_path / "elsewhere"))
    reasons = [json.loads(kehoach("parse", "--format", "jsonl", draft, **e).stdout)["citations"][0]["reason"] for e in (home, elsewhere)]
    assert reasons[0] == "catalogue: number, symbol and date agree"
    assert reasons[1] == "mention: type, number, date and issuer"


def test_list_and_show(home: dict[str, str]) -> None:
    listed = json.loads(kehoach("catalogue", "list", "văn thư", "--json", **home).stdout)
    assert "urn:lex:vn:chinh.phu:nghi.dinh:2020;30" in [row["id"] for row in listed]
    assert "30/2020/NĐ-CP" in kehoach("catalogue", "list", "văn thư", **home).stdout
    shown = json.loads(kehoach("catalogue", "show", "urn:lex:vn:chinh.phu:nghi.dinh:2020;30", "--json", **home).stdout)
    assert (shown["date"], shown["table"]) == ("2020-03-05", "core")
    assert kehoach("catalogue", "show", "không có gì như thế", **home).returncode == 1


def test_add_from_a_run_and_a_run_again_with_it(tmp_path: Path, home: dict[str, str]) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    folder.mkdir()
    (folder / PLAN.name).write_bytes(PLAN.read_bytes())
    assert kehoach("run", folder, "--out", out, **home).returncode == 0
    assert "đã có 1" in kehoach("run", folder, "--out", out, **home).stdout
    dry = kehoach("catalogue", "add", out, "--min-plans", "1", "--dry-run", **home)
    assert "không ghi" in dry.stdout
    assert "chính văn bản: " in dry.stdout
    assert "mâu thuẫn" in kehoach("catalogue", "add", out, "--min-plans", "1", **home).stdout
    assert "đọc mới 1" in kehoach("run", folder, "--out", out, **home).stdout, "another catalogue, other links"


def test_a_broken_catalogue_is_one_line(tmp_path: Path, home: dict[str, str]) -> None:
    done = kehoach("cite", "1847", "--catalogue", tmp_path / "none.csv", **home)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.csv" in done.stderr


@pytest.mark.parametrize(
    "command", [("check", "{d}", "{e}"), ("check", "--table", "{d}"), ("parse", "{d}", "{e}"), ("catalogue", "verify")]
)
def test_a_catalogue_that_is_not_there_is_told_once(tmp_path: Path, home: dict[str, str], command: tuple[str, ...]) -> None:
    for name in "de":
        (tmp_path / f"{name}.txt").write_text("KẾ HOẠCH\nDữ liệu\n", "utf-8")
    words = [w.format(d=tmp_path / "d.txt", e=tmp_path / "e.txt") for w in command]
    done = kehoach(*words, "--catalogue", tmp_path / "none.csv", **home)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"{tmp_path / 'none.csv'}: không có danh mục này: tạo bằng «kehoach catalogue import» hoặc kiểm tra lại đường dẫn"
    ]


def test_an_import_that_keeps_nothing_names_no_table(tmp_path: Path, home: dict[str, str]) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Số ký hiệu,Ngày ban hành,Trích yếu\n,,Dữ liệu\n30/2020/NĐ-CP,06/03/2020,x\n", "utf-8")
    done = kehoach("catalogue", "import", source, **home)
    assert done.stdout.splitlines() == [
        "Thêm 0, bổ sung 0, đã có 0, không nhận 1, mâu thuẫn 1: không ghi",
        "  dòng 2: –: không đọc được số",
        "  dòng 3: 30/2020/NĐ-CP: ngày trong danh mục là 05/03/2020, danh sách ghi 06/03/2020",
    ]


def test_a_list_of_nothing_is_a_finding(home: dict[str, str]) -> None:
    done = kehoach("catalogue", "list", "xyzabc", **home)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "Không tìm thấy văn bản nào\n")
