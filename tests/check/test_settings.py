"""What the settings keep back, weigh anew or refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kehoach.check import Settings, load_settings
from kehoach.errors import RuleError
from kehoach.run import check_plan, parse_bytes
from support.drafts import TODAY, checked

DRAFT = "KẾ HOẠCH\nTập huấn\n\n- Theo Quyết định số 5/Q\u00d0-UBND và Quyết định số 6/Q\u00d0-UBND.\n- ba\u0309ng"
"""Two letters that only look like Đ, and one loose accent among composed letters."""


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "kehoach.toml"
    path.write_text(text, "utf-8")
    return load_settings(path)


def rules(settings: Settings, name: str = "du-thao.txt") -> list[str]:
    return [f.rule for f in checked(DRAFT, name, settings.narrowed(["letter"], ())).findings]


def test_without_settings_every_rule_speaks() -> None:
    assert rules(Settings()) == ["letter.eth", "letter.eth", "letter.mixed"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('off = ["letter.mixed"]', ["letter.eth", "letter.eth"]),
        ('off = ["letter"]', []),
        ('[[check.except]]\nrule = "letter.eth"', ["letter.mixed"]),
        ('[[check.except]]\nrule = "letter"\nquoted = "5/Q\u00d0-UBND"', ["letter.eth", "letter.mixed"]),
        ('[[check.except]]\nquoted = "b\u1ea3ng"', ["letter.eth", "letter.eth"]),
        ('[[check.except]]\nfile = "du-*.txt"', []),
        ('[[check.except]]\nfile = "DU-*.txt"', ["letter.eth", "letter.eth", "letter.mixed"]),
        ('[[check.except]]\nfile = "khac.txt"', ["letter.eth", "letter.eth", "letter.mixed"]),
    ],
)
def test_what_is_kept_back(tmp_path: Path, text: str, left: list[str]) -> None:
    assert rules(load(tmp_path, f"[check]\n{text}")) == left


def test_what_is_let_pass_is_kept_and_counted_and_what_is_off_is_not(tmp_path: Path) -> None:
    let_pass = checked(DRAFT, settings=load(tmp_path, '[[check.except]]\nrule = "letter.eth"').narrowed(["letter"], ()))
    assert [f.rule for f in let_pass.hushed] == ["letter.eth", "letter.eth"]
    assert let_pass.to_dict("vi")["hushed"] == 2
    assert checked(DRAFT, settings=load(tmp_path, '[check]\noff = ["letter.eth"]').narrowed(["letter"], ())).hushed == ()


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ('"letter.eth" = "error"', ["error", "error", "note"]),
        ('"letter" = "error"', ["error", "error", "error"]),
        ('"letter" = "error"\n"letter.eth" = "note"', ["note", "note", "error"]),
    ],
)
def test_a_rule_is_weighed_by_its_own_entry_before_that_of_its_family(tmp_path: Path, text: str, severities: list[str]) -> None:
    found = checked(DRAFT, settings=load(tmp_path, f"[check.severity]\n{text}").narrowed(["letter"], ()))
    assert [f.severity for f in found.findings] == severities


def test_only_and_off_narrow_what_the_file_says(tmp_path: Path) -> None:
    settings = load(tmp_path, '[check]\noff = ["letter.mixed"]')
    assert [f.rule for f in checked(DRAFT, settings=settings.narrowed(["letter.mixed"], ())).findings] == []
    assert [f.rule for f in checked(DRAFT, settings=Settings().narrowed(["letter"], ["letter.eth"])).findings] == ["letter.mixed"]


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("[check\n", "settings.broken", None),
        ("[chek]\noff = []", "settings.key", ""),
        ("[check]\nof = []", "settings.key", "[check]"),
        ("check = 1", "settings.kind", "check"),
        ('[check]\noff = "letter"', "settings.kind", "off"),
        ("[check]\noff = [1]", "settings.kind", "off"),
        ('[check]\noff = ["leter"]', "settings.rule", "[check]"),
        ('[check.severity]\nletter = "grave"', "settings.severity", "letter"),
        ("[check.severity]\nletter = 1", "settings.severity", "letter"),
        ('[check]\nseverity = "error"', "settings.kind", "check.severity"),
        ('[check.except]\nrule = "letter"', "settings.kind", "check.except"),
        ("[check]\nexcept = [1]", "settings.kind", "check.except"),
        ("[[check.except]]\n", "settings.empty", "[[check.except]]"),
        ('[[check.except]]\nline = "1"', "settings.key", "[[check.except]]"),
        ("[[check.except]]\nquoted = 943", "settings.kind", "[[check.except]] quoted"),
        ('[[check.except]]\nrule = "leter"', "settings.rule", "[[check.except]]"),
    ],
)
def test_wrong_settings_are_refused_with_their_place(tmp_path: Path, text: str, key: str, place: str | None) -> None:
    with pytest.raises(RuleError) as caught:
        load(tmp_path, text)
    assert (caught.value.key, caught.value.place) == (key, place)
    assert caught.value.explain("vi").startswith(str(tmp_path / "kehoach.toml"))


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings()
    with pytest.raises(RuleError):
        load_settings(tmp_path / "khac.toml")
    (tmp_path / "kehoach.toml").write_text('[check]\noff = ["letter"]', "utf-8")
    assert load_settings(None).off == {"letter"}


def test_encodings_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "kehoach.toml"
    path.write_text('[check]\noff = ["letter"]', "utf-8-sig")
    assert load_settings(path).off == {"letter"}
    path.write_text('[check]\noff = ["letter"]', "utf-16")
    with pytest.raises(RuleError) as caught:
        load_settings(path)
    assert (caught.value.key, "UTF-8" in caught.value.explain("vi")) == ("settings.encoding", True)


def test_a_missing_file_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_settings(tmp_path / "khac.toml")
    assert caught.value.explain("vi").count("khac.toml") == 1


def test_brackets_in_a_file_name_are_brackets(tmp_path: Path) -> None:
    settings = load(tmp_path, '[[check.except]]\nfile = "[DU THAO] *.txt"')
    assert rules(settings, "[DU THAO] kh.txt") == []
    assert rules(settings, "D kh.txt") != []


def test_every_finding_is_let_pass() -> None:
    settings = Settings(exceptions=({"file": "*"},)).narrowed(["letter"], ())
    plan = parse_bytes(("KẾ HOẠCH\n" + "- thôn \u00d0ông\n" * 600).encode(), "a.txt")
    assert len(check_plan(plan, settings, TODAY).hushed) == 600


@pytest.mark.parametrize(("only", "off"), [(["leter"], []), ([], ["letter.x"])])
def test_options_name_rules_that_there_are(only: list[str], off: list[str]) -> None:
    with pytest.raises(RuleError):
        Settings().narrowed(only, off)


def test_the_sample_in_the_readme_is_read(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (sample,) = re.findall(r"^```toml\n(.*?)^```$", readme, re.S | re.M)
    settings = load(tmp_path, sample)
    assert settings.off
    assert settings.severity
    assert settings.exceptions
