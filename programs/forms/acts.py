"""An act as a plain form sends it, read into what a device would tell (`programs.forms.events`).

The button that was pressed says what was done, its parts joined with colons (`act`); static/js/acts.js
reads the same. The log sends its fields as lists: one `about` for each exercise, one `load`, `amount`
and `rir` for each set, in the order of the page, and the button names their places.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from programs.forms.events import ToldError

ADDED_SETS = 3  # that an added exercise begins with
MOST_WARM_UPS = 6
IN_ORDER = timedelta(milliseconds=1)  # between acts that one press tells
UNITS = ("kg", "lb")
OUT_OF_DATE = "This page is out of date. Reload it and try again."
Acts = Iterator[dict[str, Any]]


def told_by_form(sent: QueryDict, *, session: uuid.UUID, at: datetime) -> list[dict[str, Any]]:
    """What was done, as a device would tell it; raises ToldError.

    The keys follow from the page's nonce, so that the same page sent twice says the same thing twice.
    """
    pressed = sent.get("act", "")
    kind, *parts = pressed.split(":")
    reader = _READERS.get(kind)
    if reader is None:
        raise ToldError("act", "Choose what was done.")
    try:
        nonce = uuid.UUID(sent.get("nonce", ""))
        told = list(reader(_Form(sent, nonce), *parts))
    except (ValueError, IndexError, TypeError) as problem:  # not what our pages send
        raise ToldError("act", OUT_OF_DATE) from problem
    head = {
        "session": str(session),
        "utc_offset": round((at.utcoffset() or at - at).total_seconds() / 60),
    }
    return [
        {
            **head,
            **act,
            "at": (at + number * IN_ORDER).isoformat(),
            "key": str(uuid.uuid5(nonce, f"{pressed} {number}")),
        }
        for number, act in enumerate(told)
    ]


class _Form:
    """What was sent; keys for what comes in anew follow from the nonce."""

    def __init__(self, sent: QueryDict, nonce: uuid.UUID) -> None:
        self.sent, self.nonce = sent, nonce

    def text(self, name: str) -> str:
        return self.sent.get(name, "").strip()

    def at(self, name: str, place: str) -> str:
        """The value of a list at a place of the page."""
        return self.sent.getlist(name)[int(place)].strip()

    def new_key(self, name: str) -> str:
        return str(uuid.uuid5(self.nonce, name))


def _numbers(form: _Form, exercise: str, row: str, key: str, set_type: str) -> dict[str, Any]:
    slot, pk, measure, unit = form.at("about", exercise).split(" ")
    load, unit = load_of(form.at("load", row), unit)
    numbers: dict[str, Any] = {
        "slot": slot,
        "set": key,
        "exercise": pk,
        "set_type": set_type,
        measure: form.at("amount", row),
        "rir": form.at("rir", row),
    }
    return numbers | ({"load": load, "unit": unit} if load else {})


def load_of(text: str, unit: str) -> tuple[str, str]:
    """A load as it was typed, and its unit: `176 lb` says its own."""
    for name in UNITS:
        if text.lower().endswith(name):
            return text[: -len(name)].strip(), name
    return text, unit


def _set(form: _Form, exercise: str, row: str, key: str, set_type: str) -> Acts:
    yield {"kind": "set", **_numbers(form, exercise, row, key, set_type)}


def _correct(form: _Form, exercise: str, row: str, key: str, set_type: str, event: str) -> Acts:
    yield {"kind": "correct", "corrects": event, **_numbers(form, exercise, row, key, set_type)}


def _undo(_form: _Form, event: str, *_which: str) -> Acts:
    yield {"kind": "correct", "corrects": event, "undo": True}


def _skip(form: _Form, slot: str, key: str) -> Acts:
    yield {"kind": "skip", "slot": slot, "set": key, "reason": form.text("reason")}


def _add(form: _Form, slot: str) -> Acts:
    set_type = form.text("add")
    yield {"kind": "add", "slot": slot, "set": form.new_key(f"{slot} {set_type}"), "set_type": set_type}


def _warm_up(form: _Form, exercise: str, steps: str, unit: str) -> Acts:
    slot, *_ = form.at("about", exercise).split(" ")
    for step in steps.split(" ")[:MOST_WARM_UPS]:
        load, reps = step.split("x")
        target = {"load": load, "unit": unit, "reps": reps}
        fresh = form.new_key(f"{slot} {step}")
        yield {"kind": "add", "slot": slot, "set": fresh, "set_type": "warm_up", "target": target}


def _exercise(form: _Form, _nowhere: str, exercise: str) -> Acts:
    slot = form.new_key(f"exercise {exercise}")
    keys = [form.new_key(f"{slot} {number}") for number in range(ADDED_SETS)]
    yield {"kind": "add", "slot": slot, "exercise": exercise, "sets": keys}


def _swap(form: _Form, slot: str, exercise: str) -> Acts:
    yield {"kind": "swap", "slot": slot, "exercise": exercise, "reason": form.text("reason")}


def _pain(form: _Form, slot: str) -> Acts:
    yield {"kind": "pain", "slot": slot, "region": form.text("region"), "level": form.text("level")}


def _note(form: _Form, slot: str) -> Acts:
    yield {"kind": "note", "slot": slot, "text": form.text("text")}


def _finish(form: _Form) -> Acts:
    finish = {"rpe": form.text("rpe"), "minutes": form.text("minutes"), "text": form.text("finish-text")}
    yield {"kind": "finish", **finish}


def _start(_form: _Form) -> Acts:
    yield {"kind": "start"}


def _reopen(_form: _Form) -> Acts:
    yield {"kind": "reopen"}


_READERS: dict[str, Callable[..., Acts]] = {
    "start": _start,
    "set": _set,
    "correct": _correct,
    "undo": _undo,
    "skip": _skip,
    "add": _add,
    "warm": _warm_up,
    "exercise": _exercise,
    "swap": _swap,
    "pain": _pain,
    "note": _note,
    "finish": _finish,
    "reopen": _reopen,
}
