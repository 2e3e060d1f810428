"""The exercises of the log, each with the table of its sets.

A session has about eight of two dozen values each, and forty sets of a dozen, on the page that is opened
most; a template takes ten times as long for them. Every text is escaped before any markup is put around it,
by Python's own function: Django's is wrapped for lazy texts and takes ten times as long, too.
"""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString

from programs.queries.log_entry import LogEntry, LogNote
from programs.queries.log_rows import LogSet
from web.templatetags.setwise import icon

register = template.Library()
Record = TypeVar("Record", LogEntry, LogNote, LogSet)

EXERCISE = (
    '<details class="log__exercise" id="{at}e{place}" data-facts="{facts}"{added}{opened}>\n'
    '<summary class="log__head"><h2><span class="sheet__code">{code}</span> '
    '<span data-name>{name}</span></h2><span class="log__result" data-result>{done}</span></summary>\n'
    '<input type="hidden" name="about" value="{about}">\n{told}\n'
    '<p class="log__plates" data-plates>{plates}</p><p class="log__found" data-found>{found}</p>\n'
    '{table}\n<p class="log__more">{links}</p>\n</details>\n'
)
NOTE = '<p class="log__note"><b>{}:</b> <span dir="auto">{}</span>{}</p>'
TABLE = (
    '<table class="sets"><caption class="visually-hidden">Sets of {name}</caption>\n<thead><tr>'
    '<th scope="col"><abbr title="Number of the set">Set</abbr></th>'
    '<th scope="col" class="set__last">Last time</th><th scope="col" class="set__target">Target</th>'
    '<th scope="col" class="set__load">{load}</th><th scope="col" class="set__amount">{amount}</th>'
    '<th scope="col" class="set__rir">{reserve}</th><th scope="col" class="set__done">Done</th></tr>'
    "</thead>\n<tbody>{rows}</tbody></table>"
)
RESERVE = '<abbr title="Repetitions in reserve: how many more you could have done">RIR</abbr>'
MORE_OF_IT = (
    '<a href="{}?slot={}{}" data-more>More<span class="visually-hidden"> for {}</span>: '
    "add, skip, swap, note, pain</a>"
)
WHY = '<a href="{}" data-why>Why<span class="visually-hidden"> these numbers for {}</span>?</a>'
BUTTON = '<button class="btn btn-sm {}" name="act" value="{}">{}</button>'

ROW = (
    '<tr class="{css}" data-state="{state}" data-rest="{rest}" data-aim="{aim}"{added}>'
    '<th scope="row">{label}</th><td class="set__last">{last}</td><td class="set__target">{target}</td>'
    '<td class="set__load">{load}</td><td class="set__amount">{amount}</td><td class="set__rir">{rir}</td>'
    '<td class="set__done"><button class="set__check" name="act" value="{press}" aria-label="Done: {name}" '
    'aria-pressed="{pressed}">{check}</button>{more}</td></tr>'
)
LAST = '<button type="button" class="set__fill">{}</button>'
LOAD = (
    '{}<span class="step">{}<input name="load" value="{}" inputmode="decimal" maxlength="8" '
    'aria-label="{}">{}</span>'
)
AMOUNT = (
    '{}<span class="step">{}<input name="amount" value="{}" inputmode="numeric" maxlength="6" '
    'aria-label="{}">{}</span>'
)
RIR = (
    '{}<span class="rir"><input name="rir" value="{}" placeholder="{}" inputmode="decimal" maxlength="4" '
    'aria-label="Repetitions in reserve">{}</span>'
)
ASK = '<span class="rir__ask" aria-hidden="true">How many more could you do?</span>'
CHIP = '<button type="button" data-rir="{0}">{0}</button>'
STEP = '<button type="button" data-step="{}" aria-label="{}">{}</button>'
LESS_LOAD, MORE_LOAD = STEP.format(-1, "Less load", "−"), STEP.format(1, "More load", "+")
LABEL = '<small class="set__label" aria-hidden="true">{}</small>'
LESS, MORE = STEP.format(-1, "Less", "−"), STEP.format(1, "More", "+")
NO_LOAD, NO_RIR = '<input type="hidden" name="load">', '<input type="hidden" name="rir">'
SKIPPED = "<small>skipped</small>"
REMOVE = '<button class="set__remove" name="act" value="{}">Remove</button>'
WAS = '<small class="set__was">was {}</small>'


class Around(NamedTuple):
    """What an exercise has from the page that it stands on."""

    at: str  # tells several logs on one page apart
    floor: bool  # whether a trainer logs several sessions at once
    more: str  # the address of what else can be told
    asked: str  # and what is asked there beside the exercise
    sheet: str  # the address of the reasons


@register.simple_tag
def log_exercises(entries: Iterable[LogEntry], at: str, floor: str, more: str, sheet: str) -> SafeString:
    """The exercises of one group; `floor` names the sessions that a trainer logs at once."""
    asked = f"&amp;floor={quote(floor)}" if floor else ""
    around = Around(escape(at), bool(floor), escape(more), asked, escape(sheet))
    return SafeString("".join([_exercise(_escaped(entry), around) for entry in entries]))


def _escaped(record: Record) -> Record:
    """The same with texts that can stand in markup; what its lists hold is escaped where it is drawn."""
    return type(record)._make([escape(value) if isinstance(value, str) else value for value in record])


def _exercise(entry: LogEntry, around: Around) -> str:
    links = [MORE_OF_IT.format(around.more, entry.slot, around.asked, entry.name)]
    if entry.explains:
        links.append(" " + WHY.format(around.sheet, entry.name))
    if entry.remove:
        links.append(BUTTON.format("btn-ghost", entry.remove, "Remove"))
    return EXERCISE.format(
        at=around.at,
        place=entry.place,
        facts=entry.facts,
        added=f' data-added="{entry.added}"' if entry.added else "",
        opened=" open" if entry.is_open else "",
        code=entry.code,
        name=entry.name,
        done=entry.done,
        about=entry.about,
        told=_told(entry, floor=around.floor),
        plates=entry.plates,
        found=f"Found by your sets: {entry.found} for those that remain." if entry.found else "",
        table=_table(entry),
        links="".join(links),
    )


def _told(entry: LogEntry, *, floor: bool) -> str:
    """What there is to read before the sets."""
    parts = []
    if entry.instead_of:
        parts.append(f'<p class="log__instead">{entry.instead_of}</p>')
    for what, how in entry.lines:
        parts.append(f'<p class="log__target"><b>{escape(what)}</b> <span>{escape(how)}</span></p>')
    if entry.cue:
        parts.append(f'<p class="log__cue">{entry.cue}</p>')
    if entry.note:
        parts.append(NOTE.format("Trainer’s note" if floor else "From your trainer", entry.note, ""))
    if entry.last_note:
        last = _escaped(entry.last_note)
        parts.append(NOTE.format(f"Last time, {last.who.lower()}", last.text, ""))
    for who, text, undo in map(_escaped, entry.notes):
        take_back = " " + BUTTON.format("btn-ghost", undo, "Take back") if undo else ""
        parts.append(NOTE.format(who, text, take_back))
    if entry.pain:
        parts.append(f'<p class="log__pain">{icon("warning")} Pain: {entry.pain}</p>')
    if entry.warm_press:
        add = BUTTON.format("btn-outline-secondary", entry.warm_press, "Add")
        parts.append(f'<p class="log__warm"><span>Warm-up: {entry.warm_up}</span>{add}</p>')
    return "".join(parts)


def _table(entry: LogEntry) -> str:
    return TABLE.format(
        name=entry.name,
        load=f"{entry.load_label} {entry.unit}" if entry.load_label else "",
        amount=entry.amount_label,
        reserve=RESERVE if entry.has_rir else "",
        rows="".join([_row(_escaped(item), entry) for item in entry.sets]),
    )


def _row(item: LogSet, entry: LogEntry) -> str:
    now = bool(item.chips)
    return ROW.format(
        css=item.css,
        state=item.state,
        rest=item.rest,
        aim=item.aim,
        added=f' data-added="{item.remove.removeprefix("undo:")}"' if item.remove else "",
        label=item.label,
        last=LAST.format(item.last) if item.last else "",
        target=item.target,
        load=_load(item, entry) if entry.load_label else NO_LOAD,
        amount=AMOUNT.format(
            LABEL.format(entry.amount_label) if now else "",
            LESS if now else "",
            item.amount,
            entry.amount_label,
            MORE if now else "",
        ),
        rir=_rir(item) if entry.has_rir else NO_RIR,
        press=item.press,
        name=item.name,
        pressed="true" if item.change else "false",
        check=icon("check"),
        more=_more(item) if item.state != "open" or item.remove or item.was else "",
    )


def _load(item: LogSet, entry: LogEntry) -> str:
    label = entry.load_label
    if not item.chips:
        return LOAD.format("", "", item.load, label, "")
    return LOAD.format(LABEL.format(f"{label} {entry.unit}"), LESS_LOAD, item.load, label, MORE_LOAD)


def _rir(item: LogSet) -> str:
    chips = "".join([CHIP.format(chip) for chip in item.chips])
    return RIR.format(ASK if item.chips else "", item.rir, item.wanted_rir, chips)


def _more(item: LogSet) -> str:
    """What stands under the check: that it was skipped, how it is changed, what it was."""
    parts = [SKIPPED if item.state == "skipped" else ""]
    if item.change:
        change = BUTTON.format("btn-outline-secondary", item.change, "Change")
        parts.append(f"<noscript>{change}</noscript>")
    if item.remove:
        parts.append(REMOVE.format(item.remove))
    if item.was:
        parts.append(WAS.format(item.was))
    return "".join(parts)
