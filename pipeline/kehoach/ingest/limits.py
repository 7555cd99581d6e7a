"""How much a reader takes in, each limit with its reason: past them a file is refused, so that no file can take the machine down."""

from __future__ import annotations

MAX_CHARACTERS = 10_000_000
"""The longest plan known has under 300,000 characters; a text thirty times as long is a dump of many documents."""

MAX_TEXT = 4 * MAX_CHARACTERS
"""Bytes of a text file or web page: no encoding takes more than four a character, so a longer one is over the limit unread."""

MAX_MARKS = 30
"""Combining marks in a row: no language needs more (Unicode Standard Annex 15, Stream-Safe Text), and to order n of them takes n² steps."""

MAX_FILE = 256_000_000
"""Bytes of any file. A scan in colour takes 1 MB a page; the readers hold the whole file in memory."""

MAX_XML = 60_000_000
"""Bytes of unpacked XML in a Word file: 60 of markup for each of 1,000,000 characters. Its tree takes ten times as much memory."""

MAX_UNPACKED = 512_000_000
"""Bytes of a Word file's parts together, pictures among them."""

MAX_PARTS = 20_000
"""Parts of a Word file; one with 3,000 pictures has 3,100."""

MAX_MEMBERS = 20_000
"""Members of a packed folder: a province's plans of ten years are fewer."""

MAX_NESTED = 1_000_000_000
"""Bytes that the zips in a zip unpack to together. Zips that hold nothing but zips double with each level."""

MAX_DEPTH = 3
"""Zips in zips: mail attachments of a folder that was packed twice are the deepest that people send."""

MAX_PAGES = 2_000
"""Pages of a PDF: the longest plan known has 310 with its annexes; more is a book or a dump."""

MAX_PIXELS = 150_000_000
"""Pixels of the picture of a page that is recognised: a poster of size A0 has 140,000,000 at 300 dots an inch."""

MEMORY = 4_000_000_000
"""Bytes of address space of a process that reads for another one; the largest plan known takes 600,000,000."""

SECONDS = 300
"""Seconds for one file, and as many more as SECONDS_PER_MB says."""

SECONDS_PER_MB = 60
"""Recognising a page takes 3 s and the page of a scan 100 kB or more, so that 1 MB holds 10 pages; twice that time."""

TRUSTED = 5_000_000
"""Bytes, unpacked, up to which a file read by Python code alone is read in this process: starting another takes as long as reading six
plans. The Word files of 38 plans unpack to 400,000 at most."""


def seconds(size: int) -> float:
    """Return the time limit for a file of `size` bytes.

    >>> seconds(0), seconds(10_000_000)
    (300.0, 900.0)
    """
    return SECONDS + SECONDS_PER_MB * size / 1_000_000
