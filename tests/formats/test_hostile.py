"""Broken and hostile files end in a plan or in one line that says why, never in a traceback; no reader asks the network."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from formats.hostile import SMALL, ending
from kehoach.errors import KehoachError
from kehoach.ingest import read_bytes
from kehoach.ingest.limits import MEMORY
from kehoach.run import parse
from support.archives import packed
from support.pdf import Text, make_pdf
from support.word import make_docx, parts

PLANS = frozenset(
    {
        "a PDF called a text",
        "zip: names that climb",
        "docx: 240 content controls",
        "docx: a cell over 10^9 columns",
        "pdf: says it has 2,000,000,000 pages",
        "pdf: a page of 700 km",
        "pdf: a page of no size",
        "pdf: odd numbers",
        "web page: 100,000 elements deep",
        "web page: entities, endless comment",
        "web page: a cell over 10^9 columns",
        "a name that is no text",
    }
)
"""Those that hold a text in spite of all."""


@pytest.mark.parametrize("name", SMALL)
def test_every_file_ends_in_a_plan_or_a_line(name: str, tmp_path: Path) -> None:
    if name == "no permission" and os.geteuid() == 0:
        pytest.skip("the administrator reads everything")
    path = SMALL[name](tmp_path)
    found = ending(path)
    assert found.code == (0 if name in PLANS else 3), found.err
    assert len(found.err.splitlines()) == (0 if name in PLANS else 1)
    assert "Traceback" not in found.err
    assert found.seconds < 60
    assert found.memory < MEMORY // 1_000_000 / 2


REMOTE = "http://192.0.2.1/x"
PAGE = f"""<html><head><link rel=stylesheet href="{REMOTE}"><base href="{REMOTE}"><meta http-equiv=refresh content="0;url={REMOTE}">
<script src="{REMOTE}"></script></head><body background="{REMOTE}"><p>Kế hoạch<img src="{REMOTE}"><iframe src="{REMOTE}"></iframe>
<object data="{REMOTE}"></object><style>@import url({REMOTE});</style></body></html>"""
RELATION = (
    '<Relationship Id="rId{n}" TargetMode="External" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)


def remote_docx() -> bytes:
    """Return a Word file with a template, pictures, frames and objects elsewhere."""
    found = parts(make_docx(lambda d: d.add_paragraph("Kế hoạch")))
    kinds = ("attachedTemplate", "image", "hyperlink", "oleObject", "frame", "subDocument", "aFChunk", "styles", "numbering")
    more = "".join(RELATION.format(n=900 + i, target=REMOTE, kind=kind) for i, kind in enumerate(kinds))
    rels = "word/_rels/document.xml.rels"
    found[rels] = found[rels].replace(b"</Relationships>", more.encode() + b"</Relationships>")
    return packed(found)


def acting_pdf() -> bytes:
    """Return a PDF that asks, when it is opened, for a page on the network and for a program to be started."""
    actions = f"/OpenAction << /S /URI /URI ({REMOTE}) >> /AA << /O << /S /Launch /F (x) >> >> /Pages 2 0 R".encode()
    return make_pdf([Text(72, 700, "Kế hoạch")]).replace(b"/Pages 2 0 R", actions, 1)


@pytest.mark.parametrize(("name", "data"), [("a.html", PAGE.encode()), ("a.docx", remote_docx()), ("a.pdf", acting_pdf())])
def test_no_reader_asks_the_network(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network is asked")

    for call in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, call, refuse)
    assert read_bytes(data, name).text.strip("\n |") == "Kế hoạch"


def test_a_file_that_breaks_the_library_names_itself(tmp_path: Path) -> None:
    path = SMALL["docx: entities in entities"](tmp_path)
    with pytest.raises(KehoachError, match=str(path)):
        parse(path)
