"""Tags put right by a person: the table that is written, the table that comes back, the model learned from it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach.errors import KehoachError
from kehoach.evaluate.gold import read_tags
from kehoach.evaluate.labelling import header, take, taken, write_gold, write_labels
from kehoach.evaluate.sources import corpus_source, gather, user_source
from kehoach.ingest import read
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.run import parse
from kehoach.structure import structure
from support.command import kehoach

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = ("hg-mamnon-du-thao", "hg-xa-chuyen-doi-so", "tg-huyen-tre-em")
Table = list[dict[str, str]]
HEADER = header("en")


def document(path: Path) -> Document:
    return structure(normalise(read(path)))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of the units of two documents that lie beside it, one of them a Word file."""
    for name in ("hg-mamnon-du-thao.docx", "tg-huyen-tre-em.md"):
        shutil.copy(CORPUS / "documents" / name, tmp_path)
    plans = [(name, parse(tmp_path / name).to_dict()) for name in ("hg-mamnon-du-thao.docx", "tg-huyen-tre-em.md")]
    write_labels(plans, tmp_path / "labels.csv", "en")
    return tmp_path / "labels.csv"


def rows_of(table: Path) -> Table:
    return list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))


def change(table: Path, edit: Callable[[Table], object], separator: str = ",", encoding: str = "utf-8-sig") -> None:
    rows = rows_of(table)
    edit(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    table.write_bytes(out.getvalue().encode(encoding))


def correct(*tags: str) -> Callable[[Table], None]:
    """Put tags into the first rows."""

    def edit(rows: Table) -> None:
        for row, tag in zip(rows, tags, strict=False):
            row["Correction"] = tag

    return edit


# ---------------------------------------------------------------- the table that is written
def test_the_least_sure_units_come_first_and_none_is_lost(table: Path) -> None:
    rows = rows_of(table)
    scores = [float(row["Score"]) for row in rows]
    assert scores == sorted(scores)
    assert len(rows) == sum(len(document(table.parent / n).units) for n in ("hg-mamnon-du-thao.docx", "tg-huyen-tre-em.md"))
    assert all(row["Correction"] == "" and row["Text"] and row["Tag"] for row in rows)
    assert any(" > " in row["Headings"] for row in rows) and any(row["Before"] for row in rows)


def test_units_left_open_show_their_candidates(table: Path) -> None:
    plans = {name: parse(table.parent / name).to_dict() for name in ("hg-mamnon-du-thao.docx", "tg-huyen-tre-em.md")}
    opened = {(name, u["id"]) for name, plan in plans.items() for u in plan["units"] if "abstains" in u}
    assert {(row["File"], row["Unit"]) for row in rows_of(table) if row["Candidates"]} == opened


def test_excel_reads_it_as_it_is(table: Path) -> None:
    data = table.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in rows_of(table) for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells), "a spreadsheet would take them for formulas"


# ---------------------------------------------------------------- the table that comes back
@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")])
def test_corrections_come_back_however_the_table_was_saved(table: Path, separator: str, encoding: str) -> None:
    change(table, correct("other", "Giao việc", "MỤC TIÊU, YÊU CẦU"), separator, encoding)
    found = taken(table, document)
    assert sorted(tag for one in found for tag in one.tags if tag) == ["duty", "objective", "other"]
    first = rows_of(table)[0] if encoding == "utf-8" else None
    if first:
        one = next(one for one in found if one.file.name == first["File"])
        at = [unit.id for unit in one.document.units].index(first["Unit"])
        assert one.tags[at] == "other"


def test_the_table_comes_back_in_vietnamese(table: Path) -> None:
    plans = [("tg-huyen-tre-em.md", parse(table.parent / "tg-huyen-tre-em.md").to_dict())]
    write_labels(plans, table, "vi", limit=3)
    lines = table.read_text("utf-8-sig").splitlines()
    assert len(lines) == 4 and lines[0].endswith("Nhãn đúng")
    table.write_text("\n".join([lines[0], *(f"{line}nội dung" for line in lines[1:])]), "utf-8")
    assert [tag for one in taken(table, document) for tag in one.tags if tag] == ["content"] * 3


BAD: list[tuple[str, Callable[[Table], object]]] = [
    ("no tag «nhiệm»", lambda rows: rows[1].update(Correction="nhiệm")),
    ("no file", lambda rows: rows[1].update(File="gone.docx")),
    ("no such unit", lambda rows: rows[1].update(Unit="u999")),
    ("no such unit", lambda rows: rows[1].update(Start="7")),
    ("no such unit", lambda rows: rows[1].update(Text="Other words.")),
]


@pytest.mark.parametrize(("why", "edit"), BAD, ids=[f"{n}-{why}" for n, (why, _) in enumerate(BAD)])
def test_a_bad_row_is_named_with_its_line_and_the_others_are_judged(table: Path, why: str, edit: Callable[[Table], object]) -> None:
    change(table, lambda rows: (correct("other", "other", "duty")(rows), edit(rows)))
    found, refused = take(table, document)
    assert [(row.line, why in row.explain("en")) for row in refused] == [(3, True)]
    assert sum(tag is not None for one in found for tag in one.tags) == 2
    with pytest.raises(KehoachError, match="3"):
        taken(table, document)


def test_a_unit_with_two_tags_is_refused(table: Path) -> None:
    def twice(rows: Table) -> None:
        correct("other")(rows)
        rows.append(rows[0] | {"Correction": "duty"})

    change(table, twice)
    _, refused = take(table, document)
    assert [row.key for row in refused] == ["twice"] and "2" in refused[0].explain("en")


def test_a_file_that_changed_since_is_noticed(table: Path) -> None:
    change(table, correct(*["other"] * 500))
    file = table.parent / "tg-huyen-tre-em.md"
    file.write_text(file.read_text("utf-8").replace("trẻ em", "thiếu nhi"), "utf-8")
    _, refused = take(table, document)
    assert refused and {row.key for row in refused} == {"unit"}


def test_a_table_without_corrections_or_without_the_column_is_refused(table: Path) -> None:
    with pytest.raises(KehoachError) as caught:
        taken(table, document)
    assert caught.value.key == "labels.none"
    table.write_text("File,Unit\na,u1\n", "utf-8")
    with pytest.raises(KehoachError) as caught:
        taken(table, document)
    assert (caught.value.key, "Correction" in caught.value.explain("en")) == ("labels.no_key", True)


# ---------------------------------------------------------------- gold, and what is learned from it
def test_gold_holds_the_document_and_its_tags_and_grows(table: Path, tmp_path: Path) -> None:
    change(table, correct("other", "duty"))
    written = list(write_gold(taken(table, document), tmp_path / "mine"))
    change(table, lambda rows: (rows[0].update(Correction="content"), rows[2].update(Correction="objective")))
    written += write_gold(taken(table, document), tmp_path / "mine")
    tags = sorted(u["tag"] for file in set(written) for u in read_tags(file, 10**6))
    assert tags == ["content", "duty", "objective"]
    assert sorted(s.tag for s in user_source(tmp_path / "mine", document).samples) == tags


def test_a_broken_file_of_tags_is_named(tmp_path: Path) -> None:
    file = tmp_path / "5.json"
    for content, where in (('{"units": [{"start": 0, "end": 5, "tag": "task"}]}', "tag"), ("{}", "units"), ("[", "$"), ("[]", "units")):
        file.write_text(content, "utf-8")
        with pytest.raises(KehoachError, match=r"units|\$") as caught:
            read_tags(file, 10)
        assert where in str(caught.value.values["where"])
    file.write_text('{"units": [{"start": 0, "end": 50, "tag": "duty"}]}', "utf-8")
    with pytest.raises(KehoachError, match="span"):
        read_tags(file, 10)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of three documents."""
    corpus = tmp_path / "small"
    (corpus / "gold").mkdir(parents=True)
    for name in GOLD:
        for suffix in (".json", ".txt"):
            shutil.copy(CORPUS / "gold" / f"{name}{suffix}", corpus / "gold")
    (corpus / "splits.toml").write_text(f"train = {json.dumps(GOLD[:2])}\ndev = []\ntest = {json.dumps(GOLD[2:])}\n", "utf-8")
    return corpus


def test_a_document_of_both_sides_is_one_and_the_users_tag_counts(small: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    name = GOLD[2]
    shutil.copy(small / "gold" / f"{name}.txt", mine / "other name.txt")
    unit = json.loads((small / "gold" / f"{name}.json").read_text("utf-8"))["units"][0]
    changed = "other" if unit["tag"] != "other" else "duty"
    (mine / "other name.json").write_text(json.dumps({"units": [unit | {"tag": changed}]}), "utf-8")
    whole, own = corpus_source(small, document), user_source(mine, document)
    before, after = gather([whole]), gather([whole, own])
    assert {split: len(found) for split, found in before.items()} == {split: len(found) for split, found in after.items()}
    assert {s.document for found in after.values() for s in found} == set(GOLD)
    assert [s.tag for s in after["test"] if s.text == own.samples[0].text] == [changed]


def test_too_little_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(KehoachError) as caught:
        user_source(tmp_path, document)
    assert caught.value.key == "train.no_data"
    shutil.copy(CORPUS / "gold" / f"{GOLD[0]}.txt", tmp_path)
    shutil.copy(CORPUS / "gold" / f"{GOLD[0]}.json", tmp_path)
    with pytest.raises(KehoachError) as caught:
        gather([user_source(tmp_path, document)])
    assert caught.value.key == "train.few"


# ---------------------------------------------------------------- the commands
def test_from_a_folder_to_a_model_of_ones_own(small: Path, tmp_path: Path) -> None:
    """Labels written, corrected, taken back, learned from, and used: each step as a person does it."""
    file = tmp_path / "plans" / "tg-hpn-an-toan-tp.md"
    file.parent.mkdir()
    shutil.copy(CORPUS / "documents" / file.name, file)
    sheet, mine, models = tmp_path / "labels.csv", tmp_path / "mine", tmp_path / "models"
    assert kehoach("--lang", "en", "label", file.parent, "--out", sheet).returncode == 0
    change(sheet, correct(*["other"] * 12))
    assert kehoach("label", "--take", sheet, "--out", mine).returncode == 0
    learned = kehoach("--lang", "en", "train", "--corpus", small, "--data", mine, "--out", models)
    assert learned.returncode == 0 and "Learned from mine: 1 documents, 12 tagged units" in learned.stdout
    card = json.loads((models / "unit_tags" / "card.json").read_text("utf-8"))
    assert [source["name"] for source in card["sources"]] == ["small", "mine"]
    from_table = kehoach("train", "--corpus", small, "--data", sheet, "--out", tmp_path / "again", "--json")
    assert json.loads(from_table.stdout)["units"] == card["units"]
    own, shipped = (json.loads(kehoach("parse", file, "--format", "json", *o).stdout) for o in (("--model", models), ()))
    assert own["units"] != shipped["units"] and own["sections"] == shipped["sections"]
    assert sum(u["tag"] == "other" for u in own["units"]) > sum(u["tag"] == "other" for u in shipped["units"])
    assert kehoach("run", file.parent, "--out", tmp_path / "out", "--model", models).returncode == 0
    line = json.loads((tmp_path / "out" / "tables" / "plans.jsonl").read_text("utf-8"))
    assert [u["tag"] for u in line["units"]] == [u["tag"] for u in own["units"]]


def test_bad_rows_are_listed_and_nothing_is_written(table: Path, tmp_path: Path) -> None:
    change(table, correct("x", "y", "duty"))
    done = kehoach("--lang", "en", "label", "--take", table, "--out", tmp_path / "mine")
    assert done.returncode == 1 and "line 2" in done.stderr and "line 3" in done.stderr and not (tmp_path / "mine").exists()


WRONG = [
    (("train", "--alone"), "--data"),
    (("train", "--data", "x"), "--out"),
    (("train", "--data", "x", "--out", "y", "--compare"), "--compare"),
    (("train", "--corpus", "nowhere", "--out", "y"), "--alone"),
    (("label",), "file"),
    (("label", "a.txt", "--take", "t.csv"), "--take"),
    (("label", "--take", "t.csv", "--out", "mine.csv"), "folder"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda x: " ".join(x) if isinstance(x, tuple) else None)
def test_wrong_use_is_told(arguments: tuple[str, ...], said: str) -> None:
    done = kehoach("--lang", "en", *arguments)
    assert done.returncode in (2, 3) and said in done.stderr and "Traceback" not in done.stderr
