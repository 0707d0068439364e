"""How texts and numbers are shown on the pages."""

from __future__ import annotations

from django import template

from lintnews.report.cells import shown as _shown
from lintnews.report.pages import prose as _prose

register = template.Library()


@register.filter
def shown(text: object) -> str:
    """A text on one line, with a dot for what is invisible or turns the direction of writing."""
    return _shown(str(text))


@register.filter
def prose(text: object) -> str:
    """Running text; its line ends become spaces."""
    return _prose(str(text))


@register.filter
def number(count: int) -> str:
    """A number with its thousands apart."""
    return f"{count:,}"


@register.filter
def per_cent(part: float) -> str:
    """A part of one in per cent."""
    return f"{part:.0%}"
