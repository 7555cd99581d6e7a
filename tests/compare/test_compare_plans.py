"""Plans side by side: parts, directives, key terms, and the page that shows them."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from kehoach.compare import compare, to_html
from kehoach.errors import KehoachError, Lang
from support.plans import DIGITAL, LETTER, PROVINCE, Draft, department, hostile, plans, province, school


def test_one_plan_can_not_be_compared() -> None:
    with pytest.raises(KehoachError) as caught:
        compare([province().plan()])
    assert caught.value.key == "compare.two"


def test_parts_stand_side_by_side_in_the_order_of_the_plans() -> None:
    found = compare([province().plan(), department().plan()])
    roles = {row.name: [c.units for c in row.plans] for row in found.roles}
    assert roles == {"objective": [2, 1], "requirement": [2, 0], "content": [2, 2], "duty": [1, 1]}
    assert [row.name for row in found.roles] == ["objective", "requirement", "content", "duty"]
    (objective, *_) = found.roles
    assert [c.combined for c in objective.plans] == [2, 0]
    assert objective.plans[1].characters == len(department().plan()["units"][0]["text"])
    assert {row.name: [c.units for c in row.plans] for row in found.tags} == {"objective": [2, 1], "content": [2, 2], "duty": [1, 1]}


def test_units_outside_the_parts_and_without_a_tag_are_counted() -> None:
    d = Draft("x")
    d.unit("một đoạn")
    d.units[0]["tag"] = None
    found = compare([d.plan(), school().plan()])
    assert found.roles[-1].name == found.tags[-1].name == "none"
    assert [c.units for c in found.roles[-1].plans] == [1, 0]


def test_directives_are_shared_by_all_by_some_or_own() -> None:
    found = compare([province().plan(), department().plan(), school().plan()]).directives
    assert found.all == ()
    assert [(d.directive, d.files) for d in found.some] == [
        (DIGITAL, ("lam-son/ubnd-48.txt", "lam-son/sgddt-512.txt")),
        (None, ("lam-son/ubnd-48.txt", "lam-son/sgddt-512.txt")),
    ]
    own = {file: [d.label for d in cited] for file, cited in found.own}
    assert own["lam-son/thpt-36.txt"] == ["KH 512/KH-SGDĐT (2023)"]
    assert PROVINCE in [d.directive for d in dict(found.own)["lam-son/sgddt-512.txt"]]


def test_what_is_not_resolved_is_only_alike_as_printed() -> None:
    found = compare([province().plan(), department().plan()]).directives
    (letter,) = [d for d in found.all if d.directive is None]
    assert (letter.key, letter.label) == ("cong van 1871 cv/tu", "CV 1871-CV/TU")
    other = Draft("x")
    other.unit("Công văn số 1871/CV-TU", cites=[LETTER | {"text": "Công văn số 1871/CV-TU", "symbol": "CV-TU"}])
    assert compare([province().plan(), other.plan()]).directives.all == ()


def test_mentions_point_at_their_source() -> None:
    found = compare([province().plan(), department().plan()]).directives
    raws = {d.file: d.raw for d in (province(), department())}
    for cited in (*found.all, *(d for _, rows in found.own for d in rows)):
        for m in cited.mentions:
            assert raws[m.file][slice(*m.span)] in {c["text"] for c in (*province().citations, *department().citations)}


def test_the_reused_share_counts_every_other_plan_once() -> None:
    found = compare([province().plan(), school().plan(), department().plan()])
    shares = {p.file: p.reused for p in found.plans}
    assert 0 < shares["lam-son/ubnd-48.txt"] < 1
    assert shares["lam-son/thpt-36.txt"] >= max(o.shares[o.files.index("lam-son/thpt-36.txt")] for o in found.overlaps if "thpt" in str(o))
    assert [p.syllables for p in found.passages] == sorted((p.syllables for p in found.passages), reverse=True)


def test_plans_of_one_name_are_told_apart() -> None:
    found = compare([province().plan(), province().plan(), province().plan()])
    assert [p.file for p in found.plans] == ["lam-son/ubnd-48.txt", "lam-son/ubnd-48.txt (2)", "lam-son/ubnd-48.txt (3)"]
    assert {p.reused for p in found.plans} == {1.0}
    assert len(found.directives.all) == 4


def test_key_terms_are_what_one_plan_says_far_more_often() -> None:
    a, b = Draft("a"), Draft("b")
    a.unit("chuyển đổi số, " * 12 + "năm 2023, kế hoạch")
    b.unit("an toàn thực phẩm; " * 12 + "kế hoạch")
    first, second = (p.terms for p in compare([a.plan(), b.plan()]).plans)
    assert [t.term for t in first] == ["chuyển đổi", "đổi số"]
    assert (first[0].count, first[0].others) == (12, 0)
    assert "kế hoạch" not in [t.term for t in (*first, *second)]
    cut = compare([a.plan(), b.plan()], lambda text: [w.strip() for w in text.replace(";", ",").split(",")])
    assert [t.term for t in cut.plans[0].terms] == ["chuyển đổi số"]


def test_the_dict_is_plain_json() -> None:
    found = compare(plans()).to_dict()
    assert json.loads(json.dumps(found)) == json.loads(json.dumps(found, sort_keys=True))
    assert [p["file"] for p in found["plans"]] == [p["source"]["name"] for p in plans()]
    assert {len(row["plans"]) for row in found["roles"]} == {4}
    assert set(found["directives"]) == {"all", "some", "own"}
    assert all(p["text"] == p["sides"][0]["text"] and len(p["files"]) == 2 for p in found["passages"])


class Page(HTMLParser):
    """Collects the tags and the outgoing attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outgoing: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outgoing += [k for k, _ in attrs if k in ("src", "href") or k.startswith("on")]


@pytest.mark.parametrize(("lang", "title"), [("vi", "So sánh 4 kế hoạch"), ("en", "Comparison of 4 plans")])
def test_the_page_stands_alone_and_escapes_what_plans_hold(lang: Lang, title: str) -> None:
    html = to_html(compare(plans()), lang)
    page = Page(html)
    assert title in html
    assert page.outgoing == []
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "QĐ 749/QĐ-TTg (2020)" in html


def test_a_page_of_two_plans_with_nothing_in_common() -> None:
    html = to_html(compare([hostile().plan(), Draft("empty").plan()]), "en")
    assert html.count("None.") >= 3


WRITE = "import sys; from kehoach.compare import compare, to_html; from support.plans import plans; print(to_html(compare(plans())))"


def test_the_hash_seed_leaves_no_trace() -> None:
    made = []
    for seed in ("0", "4242"):
        env = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        made.append(subprocess.run([sys.executable, "-c", WRITE], check=True, env=env, capture_output=True).stdout)
    assert made[0] == made[1]
    assert len(made[0]) > 5000
