"""Markdown copies of web pages: their markup is read, what is no part of the document is left out with the reason."""

from __future__ import annotations

import pytest

from kehoach.normalise import normalise
from kehoach.records.text import Text
from support.compose import pages

COPY = """---
title: "Kế hoạch 12/KH-UBND"
source: https://lamson.example.vn/van-ban/12
tags:
  - kế hoạch
---

* [Trang chủ](https://lamson.example.vn/)
* [Văn bản](/van-ban "Văn bản")

![Logo](/logo.png)

| **ỦY BAN NHÂN DÂN<br>TỈNH LÂM SƠN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập - Tự do - Hạnh phúc** |
| --- | --- |
| Số: 12/KH-UBND | _Lâm Sơn, ngày 10 tháng 3 năm 2023_ |

**K****Ế HOẠCH**

_**Triển khai công tác cải cách hành chính năm 2023**_

Thực hiện [Quyết định số 749/QĐ-TTg ngày 03/6/2020](https://vb.example.vn/749\\_QD(1).html "Quyết định") của Thủ tướng&nbsp;Chính phủ[^1], UBND tỉnh ban hành kế hoạch như sau:

## I\\. MỤC ĐÍCH, YÊU CẦU

1\\. **Mục đích**

\\- Nâng cao hiệu lực, hiệu quả của bộ máy \\(các cấp\\);

\\* Lưu ý: giữ tên tệp ke_hoach_2023_v1 và _nhấn mạnh_ chỗ cần.

> 2\\. Yêu cầu

<p style="text-align: justify;">Bám sát chỉ đạo của <b>Tỉnh ủy</b>.</p>

```
- Việc trong khung
```

| TT | Nội dung | Thời hạn |
|:--:|---|---|
| 1 | Rà soát<br>văn bản | Quý I |

[^1]: Chú thích cuối trang.

| _**Nơi nhận:**_<br>\\- Như trên;<br>\\- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Trần Văn An** |
| --- | --- |

[Chia sẻ](https://facebook.com/x) [In trang](javascript:window.print())

### Tin liên quan

- [Lịch tiếp công dân](/1)
"""


def read(text: str) -> Text:
    return normalise(pages(text))


def test_a_markdown_copy_says_what_the_document_says() -> None:
    text = read(COPY)
    assert text.canonical.split("\n") == [
        "ỦY BAN NHÂN DÂN", "TỈNH LÂM SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND",
        "Lâm Sơn, ngày 10 tháng 3 năm 2023", "KẾ HOẠCH", "Triển khai công tác cải cách hành chính năm 2023",
        "Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ, UBND tỉnh ban hành kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "- Nâng cao hiệu lực, hiệu quả của bộ máy (các cấp);",
        "* Lưu ý: giữ tên tệp ke_hoach_2023_v1 và nhấn mạnh chỗ cần.", "2. Yêu cầu", "Bám sát chỉ đạo của Tỉnh ủy.", "- Việc trong khung",
        "TT | Nội dung | Thời hạn", "1 | Rà soát văn bản | Quý I", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
        "Trần Văn An",
    ]  # fmt: skip
    assert {why for _, why in text.removed} == {"front matter", "footnote", "web page"}
    heading = next(line for line in text.lines if line.heading)
    assert (heading.heading, text.of(heading.span)) == (2, "I. MỤC ĐÍCH, YÊU CẦU")
    start = text.canonical.index("749/QĐ-TTg")
    assert text.source(text.lines[8].span).of(text.raw).endswith("như sau:")
    assert COPY.find("749/QĐ-TTg") == text.offsets.start(start)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Xem [Luật](https://a.vn/x_(1).html) và [1] ở (2)", "Xem Luật và [1] ở (2)"),
        ("![ảnh](a.png) Chữ", "Chữ"),
        ("[Đã ký](không phải liên kết)", "[Đã ký](không phải liên kết)"),
        ("1\\. Việc \\*chính\\*", "1. Việc *chính*"),
        ("_một_ và __hai__ và ba_bốn_năm, Số: ___/KH", "một và hai và ba_bốn_năm, Số: ___/KH"),
        ("> 50% số hộ", "> 50% số hộ"),
        ("> Một điều", "Một điều"),
        ('<p style="text-align: justify">a <b>b</b></p>', "a b"),
        ("a < b và c > d", "a < b và c > d"),
        ("K&#7871; ho&#x1EA1;ch &amp; R&D;", "Kế hoạch & R&D;"),
        ("Tuyết Y`Bhim[^2]", "Tuyết Y`Bhim"),
    ],
)
def test_marks(raw: str, wanted: str) -> None:
    assert read(raw).canonical == wanted


@pytest.mark.parametrize("piece", ["[a](", "_a ", "<p a=", "![", "[^", "&a", "> ", "\\", "[a](http://b "])
def test_marks_that_nothing_closes_keep_what_stands_behind_them(piece: str) -> None:
    assert read(piece * 500 + "\n\nđuôi").canonical.endswith("đuôi")
