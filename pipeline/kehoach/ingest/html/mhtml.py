"""Web pages saved as one file (MHTML, RFC 2557): the page and those of its frames, read as one."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from kehoach.errors import ReadError
from kehoach.ingest.encoding import Decoded
from kehoach.ingest.html.frames import put_frames
from kehoach.ingest.html.reader import decode_html, read_tree
from kehoach.ingest.html.tree import Node, parse
from kehoach.ingest.reading import Reading

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(data: bytes) -> Reading:
    """Return the text of a page saved as one file; `raw` is its own source, then those of its frames.

    Raises ReadError `html.broken` for a file that holds no page, and those of `read_html`.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [p for p in message.walk() if p.get_content_type() in _PAGES]
    if not parts:
        raise ReadError("html.broken")
    sources = [_source(p) for p in parts]
    starts: dict[str, tuple[str, int]] = {}
    at = 0
    for part, source in zip(parts, sources, strict=True):
        for name in (str(part.get("Content-Location", "")), f"cid:{str(part.get('Content-ID', '')).strip('<> ')}"):
            starts.setdefault(name.strip(), (source.text, at))
        at += len(source.text) + 1
    root = parse(sources[0].text)
    raw = "\n".join(s.text for s in sources)

    def beside(frame: Node) -> tuple[str, int] | None:
        found = starts.get(frame.attrs.get("src", "").strip())
        return found if found and found[1] else None

    put_frames(root, raw, beside)
    notes = tuple(dict.fromkeys(f"read as {s.encoding}" for s in sources if s.encoding != "utf-8"))
    return read_tree(root, raw, notes)


def _source(part: EmailMessage) -> Decoded:
    content = part.get_payload(decode=True)
    return decode_html(content if isinstance(content, bytes) else b"", str(part.get_content_charset() or ""))
