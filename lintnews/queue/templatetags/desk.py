"""How texts and numbers are shown on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

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


@register.filter
def get(values: Mapping[str, str], name: str) -> str:
    """The value under a name."""
    return values[name]


@register.simple_tag(takes_context=True)
def key(context: template.Context, action: str) -> SafeString:
    """The attributes by which the script knows what to press for a key; none if it has no key."""
    pressed = context["keys"][action]
    if not pressed:
        return SafeString()
    return format_html(' data-key="{}" aria-keyshortcuts="{}"', pressed, pressed)


@register.simple_tag(takes_context=True)
def hint(context: template.Context, action: str) -> SafeString:
    """The key of an action as people see it; only where the script runs."""
    pressed = context["keys"][action]
    return format_html(' <kbd aria-hidden="true">{}</kbd>', pressed) if pressed else SafeString()
