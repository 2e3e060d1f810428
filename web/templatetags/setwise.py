"""Template tags of the whole product."""

import functools

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@functools.cache
def sprite_address() -> str:
    """Where the icon sprite stands, looked up once: its hashed name is fixed while a server runs."""
    return static("icons/sprite.svg")


@register.simple_tag
@functools.cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; silent for screen readers unless it has a label of its own."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            sprite_address(),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite_address(), name
    )
