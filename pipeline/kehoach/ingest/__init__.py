"""From a file to its text in reading order: `Pages`.

Whatever the format, the text speaks one small markup: bold is `**…**`, a heading starts with `#` signs, a row of a table is one line
`| a | b |`. A paragraph is one line but in plain text, which stays as it is; in PDF files blank lines part paragraphs, and a page
number may part one in two. Tables that only lay out a letterhead or a signature come out as lines.
"""

from kehoach.ingest.folder import find
from kehoach.ingest.kinds import MEDIA_TYPES, SUFFIXES
from kehoach.ingest.reader import contents, decode_file, media_type, read, read_bytes, tools

__all__ = ["MEDIA_TYPES", "SUFFIXES", "contents", "decode_file", "find", "media_type", "read", "read_bytes", "tools"]
