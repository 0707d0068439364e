"""Text and elements of XML 1.0."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 cannot hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """A text inside an element; a character that XML cannot hold becomes U+FFFD."""
    return escape(_possible(value), {"\r": "&#13;"})


def tag(name: str, /, **attributes: object) -> str:
    """What stands inside the brackets of a start tag; an attribute that is None is left out."""
    parts = [
        f"{key}={quoteattr(_possible(str(value)))}"
        for key, value in attributes.items()
        if value is not None
    ]
    return " ".join([name, *parts])


def _possible(value: str) -> str:
    return _NO_XML.sub("\ufffd", value)
