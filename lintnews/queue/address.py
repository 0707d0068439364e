"""From where a request comes."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"


def address_of(request: HttpRequest) -> str:
    """The address of who sent a request, 0.0.0.0 if it is not known.

    Anybody can write a header. So what proxies say counts only if the environment tells how many
    of them stand before the server: each adds one address at the end of X-Forwarded-For, and the
    client is the one that the outermost of them saw.
    """
    proxies: int = settings.HOME.proxies
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(seen) >= proxies:
        said = _checked(seen[-proxies])
        if said != UNKNOWN:
            return said
    return _checked(request.META.get("REMOTE_ADDR", ""))


def _checked(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return UNKNOWN
