"""Markup that stands in the log for every exercise and never changes, made once."""

from django.utils.html import format_html_join

from trainer.models import BodyRegion

REGIONS = format_html_join("", '<option value="{}">{}</option>', BodyRegion.choices)
LEVELS = format_html_join("", '<option value="{}">{}</option>', ((level, level) for level in range(11)))
