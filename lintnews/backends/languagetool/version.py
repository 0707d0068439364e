"""The version of a LanguageTool server."""

from __future__ import annotations

import http.client
import json
import urllib.parse
import urllib.request

_PATIENCE_SECONDS = 10


def version_of(url: str, *, local: bool) -> str | None:
    """The version of a server and the date on which it was built; None if it does not tell them.

    Args:
        url: its address, with a slash at its end.
        local: whether it runs here, so that no proxy is asked.
    """
    question = urllib.parse.urlencode({"language": "en-US", "text": "."})
    proxies = urllib.request.ProxyHandler({} if local else None)
    try:
        with urllib.request.build_opener(proxies).open(
            f"{url}v2/check?{question}", timeout=_PATIENCE_SECONDS
        ) as answer:
            software = json.load(answer)["software"]
            return f"{software['version']} {software['buildDate']}"
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
        return None
