"""From where a request comes."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of who sent a request, empty if it is not known.

    Anybody can write a header. So what proxies say counts only if the environment tells how many
    of them stand before the server: each adds one address at the end of X-Forwarded-For, and the
    client is the one that the outermost of them saw.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.HOME.proxies
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(seen) >= proxies:
        return _checked(seen[-proxies].strip()) or peer
    return peer


def _checked(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
