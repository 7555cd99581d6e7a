"""Hand-made plan dicts (schema kehoach/plan/1) with their source text, several of them citing each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

FRAME: dict[str, Any] = dict.fromkeys(
    ("issuer", "number", "symbol", "place", "date", "type", "title", "signer", "signer_role", "authority", "level", "locality", "directive")
)
CITATION: dict[str, Any] = dict.fromkeys(("type", "number", "year", "symbol", "date", "issuer", "name", "subject", "pinpoint", "directive"))


@dataclass
class Draft:
    """Builds one plan: write headings, units and what they hold, then take `plan()` and `raw`."""

    file: str
    frame: dict[str, Any] = field(default_factory=dict)
    raw: str = ""
    sections: list[dict[str, Any]] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)

    def _write(self, line: str) -> tuple[int, int]:
        start = len(self.raw)
        self.raw += line + "\n\n"
        return start, start + len(line)

    def heading(self, label: str | None, title: str, role: str | None, parent: str | None = None) -> str:
        """Open a section; return its id."""
        start, end = self._write(f"{label}. {title}" if label else title)
        name, level = f"s{len(self.sections) + 1}", 1 if parent is None else 2
        section = {"id": name, "parent": parent, "label": label, "title": title, "level": level, "role": role}
        self.sections.append(section | {"heading": [start, end], "span": [start, end], "rule": "test"})
        return name

    def unit(self, text: str, tag: str = "content", cites: Sequence[dict[str, Any]] = (), duty: dict[str, Any] | None = None) -> str:
        """Write a unit into the last section. Each of `cites` holds `text` as it stands in the unit; `duty` holds its fields."""
        start, end = self._write(text)
        unit, section = f"u{len(self.units) + 1}", self.sections[-1]["id"] if self.sections else None
        if section:
            self.sections[-1]["span"][1] = end
        self.units.append({"id": unit, "section": section, "span": [start, end], "text": text, "tag": tag, "score": 0.97, "model": "test"})
        for c in cites:
            self.cite(start + text.index(c["text"]), unit, **c)
        if duty:
            self.duties.append(
                dict.fromkeys(("deadline", "report_to", "target"))
                | {"unit": unit, "span": [start, end], "with": [], "spans": {}, "rules": {}}
                | duty
            )
        return unit

    def preamble(self, text: str, cites: Sequence[dict[str, Any]]) -> None:
        """Write a line before the first section; its citations stand in no unit."""
        start, _ = self._write(text)
        for c in cites:
            self.cite(start + text.index(c["text"]), None, **c)

    def cite(self, start: int, unit: str | None, text: str, **fields: Any) -> None:
        resolution = "resolved" if fields.get("directive") else fields.pop("resolution", "unresolved")
        reason = {"resolved": "catalogue", "ambiguous": "several directives fit", "unresolved": "not in the catalogue"}[resolution]
        head = {
            "id": f"c{len(self.citations) + 1}",
            "span": [start, start + len(text)],
            "text": text,
            "kind": "numbered",
            "relation": "mentions",
        }
        link: dict[str, Any] = {"resolution": resolution, "reason": reason, "unit": unit, "rule": "test", "spans": {}, "rules": {}}
        self.citations.append(head | CITATION | link | fields)

    def plan(self) -> dict[str, Any]:
        """Return the plan dict."""
        sha256 = hashlib.sha256(self.raw.encode()).hexdigest()
        return {
            "schema": "kehoach/plan/1",
            "source": {"name": self.file, "sha256": sha256, "media_type": "text/plain"},
            "frame": FRAME | {"recipients": ["Lưu: VT."], "draft": False, "type": "Kế hoạch", "spans": {}, "rules": {}} | self.frame,
            "sections": self.sections,
            "units": self.units,
            "citations": self.citations,
            "duties": self.duties,
            "notes": [],
        }


def numbered(
    kind: str, number: str, symbol: str, date: str | None, issuer: str | None, directive: str | None, **more: Any
) -> dict[str, Any]:
    """Return the fields of a numbered citation whose text is `kind số number/symbol`."""
    fields = {"type": kind, "number": number, "symbol": symbol, "date": date, "issuer": issuer, "directive": directive}
    return {"text": f"{kind} số {number}/{symbol}"} | fields | more


DIGITAL = "urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2020-06-03;749"
REFORM = "urn:lex:vn:chinh.phu:nghi.quyet:2021-07-15;76"
PROVINCE = "urn:lex:vn;lam.son:uy.ban.nhan.dan:ke.hoach:2023-02-15;48"
DEPARTMENT = "urn:lex:vn;lam.son:so.giao.duc.va.dao.tao:ke.hoach:2023-03-20;512"
SCHOOL = "urn:lex:vn;lam.son:truong.thpt.chu.van.hien:ke.hoach:2023-09-05;36"

Q749 = numbered("Quyết định", "749", "QĐ-TTg", "2020-06-03", "Thủ tướng Chính phủ", DIGITAL)
N76 = numbered("Nghị quyết", "76", "NQ-CP", "2021-07-15", "Chính phủ", REFORM)
K48 = numbered("Kế hoạch", "48", "KH-UBND", "2023-02-15", "UBND tỉnh Lâm Sơn", PROVINCE)
K512 = numbered("Kế hoạch", "512", "KH-SGDĐT", "2023-03-20", "Sở Giáo dục và Đào tạo", DEPARTMENT)
LAW = {"text": "Luật Giao dịch điện tử", "kind": "named", "type": "Luật", "name": "Giao dịch điện tử", "resolution": "ambiguous"} | {
    "candidates": ["urn:lex:vn:quoc.hoi:luat:2005-11-29;51.2005", "urn:lex:vn:quoc.hoi:luat:2023-06-22;20.2023"]
}
LETTER = numbered("Công văn", "1871", "CV/TU", None, None, None)

SHARED = (
    "Đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ, công chức, viên chức và người dân về ý nghĩa, lợi ích của chuyển đổi số"
    " trong mọi mặt của đời sống xã hội."
)


def province() -> Draft:
    d = Draft(
        "lam-son/ubnd-48.txt",
        {"issuer": "ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", "number": "48", "symbol": "KH-UBND", "place": "Lâm Sơn", "date": "2023-02-15"}
        | {"title": "Chuyển đổi số tỉnh Lâm Sơn năm 2023", "level": "province", "locality": "Lâm Sơn", "directive": PROVINCE},
    )
    d.preamble(
        f"Thực hiện {Q749['text']} ngày 03/6/2020 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch:",
        [Q749 | {"relation": "implements"}],
    )
    d.heading("I", "MỤC ĐÍCH, YÊU CẦU", "objective+requirement")
    d.unit("Phấn đấu đến hết năm 2023, 100% thủ tục hành chính đủ điều kiện được cung cấp trực tuyến toàn trình.", "objective")
    d.unit(f"Bám sát {Q749['text']} và {N76['text']} trong quá trình thực hiện.", "objective", [Q749, N76])
    d.heading("II", "NHIỆM VỤ, GIẢI PHÁP", "content")
    d.unit(SHARED)
    d.unit(f"- Rà soát các quy định theo {LAW['text']} và {LETTER['text']}.", "content", [LAW, LETTER])
    d.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    d.unit(
        "Sở Thông tin và Truyền thông chủ trì, phối hợp với Sở Nội vụ theo dõi, đôn đốc; báo cáo UBND tỉnh trước ngày 15/12/2023.",
        "duty",
        duty={"actor": "Sở Thông tin và Truyền thông", "action": "chủ trì theo dõi, đôn đốc", "with": ["Sở Nội vụ"]}
        | {"deadline": "trước ngày 15/12/2023", "report_to": "UBND tỉnh"},
    )
    return d


def department() -> Draft:
    d = Draft(
        "lam-son/sgddt-512.txt",
        {"issuer": "UBND TỈNH LÂM SƠN | SỞ GIÁO DỤC VÀ ĐÀO TẠO", "number": "512", "symbol": "KH-SGDĐT", "place": "Lâm Sơn"}
        | {"date": "2023-03-20", "title": "Chuyển đổi số ngành Giáo dục năm 2023", "level": "department", "directive": DEPARTMENT},
    )
    d.preamble(f"Căn cứ {K48['text']} ngày 15/02/2023 của UBND tỉnh Lâm Sơn;", [K48 | {"relation": "basis"}])
    d.heading("I", "MỤC TIÊU", "objective")
    d.unit(
        f"Cụ thể hóa {K48['text']} và {Q749['text']} phù hợp với thực tiễn của ngành.",
        "objective",
        [K48, Q749 | {"relation": "implements"}],
    )
    d.heading("II", "NỘI DUNG", "content")
    d.unit(SHARED.replace("viên chức và người dân", "viên chức, học sinh và người dân"))
    d.unit(f"Thực hiện {LETTER['text']} về sử dụng nền tảng số.", "content", [LETTER])
    d.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    d.unit(
        "Phòng Tổ chức cán bộ tổng hợp, báo cáo Giám đốc Sở hàng quý.",
        "duty",
        duty={"actor": "Phòng Tổ chức cán bộ"} | {"action": "tổng hợp, báo cáo", "deadline": "hàng quý"},
    )
    return d


def school() -> Draft:
    d = Draft(
        "lam-son/thpt-36.txt",
        {"issuer": "SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM SƠN | TRƯỜNG THPT CHU VĂN HIỀN", "number": "36", "symbol": "KH-THPTCVH"}
        | {"date": "2023-09-05", "title": "Thực hiện nhiệm vụ năm học 2023-2024", "level": "unit", "directive": SCHOOL},
    )
    d.preamble(f"Thực hiện {K512['text']} của Sở Giáo dục và Đào tạo;", [K512 | {"relation": "implements"}])
    d.heading("I", "MỤC TIÊU", "objective")
    d.unit("100% học sinh có hồ sơ số.", "objective")
    d.heading("II", "NHIỆM VỤ", "content")
    d.unit(SHARED)
    d.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    d.unit(
        "Tổ chuyên môn xây dựng kế hoạch trước ngày 20/9/2023.",
        "duty",
        duty={"actor": "Tổ chuyên môn", "action": "xây dựng kế hoạch"} | {"deadline": "trước ngày 20/9/2023"},
    )
    return d


def hostile() -> Draft:
    """A plan that says little, in a file with an awkward name and markup in its text."""
    d = Draft("a & <b>.txt", {"issuer": "<script>alert(1)</script>", "draft": True, "title": "\"Đề án\" </script> & 'x'"})
    d.unit(f"=1+1 </script><img src=x onerror=alert(1)> {N76['text']} ]]>", "other", [N76])
    return d


def drafts() -> list[Draft]:
    """Return the plans in file order: the school cites the department, which cites the province, which cites the government."""
    return sorted((province(), department(), school(), hostile()), key=lambda d: d.file)


def plans() -> list[dict[str, Any]]:
    """Return the plan dicts in file order."""
    return [d.plan() for d in drafts()]
