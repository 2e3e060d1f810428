"""Follows a lifter from session to session: picks what each one says and sets typing mistakes aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from programs.prescription.belief import (
    NOBODY_IN_PARTICULAR,
    Belief,
    Evidence,
    Surprise,
    later,
    starting,
    surprise,
    updated,
)
from programs.prescription.words import Curve


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One set that can speak, on its day: its repetitions and its evidence. Equal only to itself."""

    day: date
    reps: int
    evidence: Evidence

    @property
    def tested(self) -> bool:
        return self.evidence.rir is None


@dataclass(frozen=True, slots=True)
class Track:
    """What is believed on the last day with evidence, what it rests on, and what was set aside."""

    belief: Belief
    day: date
    used: tuple[Entry, ...]
    odd: frozenset[Entry] = frozenset()

    def on(self, day: date) -> Belief:
        return later(self.belief, (day - self.day).days)


def follow(sessions: Sequence[Sequence[Entry]], curve: Curve, *, learns: bool) -> Track | None:
    """The track through sessions in the order of their days; None without any.

    A session that lies far from what was believed is set aside and waits. When the next one agrees with
    it rather than with the earlier ones, those were wrong, or the strength has jumped: the track starts
    anew with the two. A tested single starts it anew without waiting. Where only one session speaks
    against one, the lighter is believed: a weight too light is safer than one too heavy.
    """
    track: Track | None = None
    waiting: Sequence[Entry] = ()
    for session in sessions:
        if track is None:
            track = _start(session, NOBODY_IN_PARTICULAR, curve)
        elif kept := _go_on(track, session, curve, learns=learns):
            track, waiting = kept, ()
        elif waiting and (
            kept := _go_on(_start(waiting, track.belief, curve), session, curve, learns=learns)
        ):
            track, waiting = _instead(track, kept, confirmed=waiting), ()
        elif session[0].tested:
            track, waiting = _instead(track, _start(session, track.belief, curve)), ()
        elif _is_one_heavier(track, session):
            track, waiting = _instead(track, _start(session, track.belief, curve)), track.used
        else:
            track, waiting = replace(track, odd=track.odd.union(session)), session
    return track


def _start(session: Sequence[Entry], before: Belief, curve: Curve) -> Track:
    """A track that begins with one session, held against its middle set."""
    middle = sorted(session, key=lambda entry: entry.evidence.log_max)[(len(session) - 1) // 2]
    fitting = _fitting(session, starting(middle.evidence, before, curve), curve)
    best, _ = max(fitting.items(), key=_proven)
    return Track(
        belief=starting(best.evidence, before, curve),
        day=best.day,
        used=(best,),
        odd=frozenset(session).difference(fitting),
    )


def _go_on(track: Track, session: Sequence[Entry], curve: Curve, *, learns: bool) -> Track | None:
    """The track with one more session; None when none of its sets fits."""
    believed = track.on(session[0].day)
    fitting = _fitting(session, believed, curve)
    if not fitting:
        return None
    best, seen = max(fitting.items(), key=_proven)
    return Track(
        belief=updated(believed, seen, learns=learns),
        day=best.day,
        used=(*track.used, best),
        odd=track.odd.union(session).difference(fitting),
    )


def _instead(old: Track, new: Track, confirmed: Sequence[Entry] = ()) -> Track:
    """The new track with all that the old one rested on set aside, and what was confirmed taken back."""
    return replace(new, odd=old.odd.difference(confirmed).union(old.used, new.odd))


def _is_one_heavier(track: Track, session: Sequence[Entry]) -> bool:
    """Whether a track rests on one set, not a test, that speaks for more than all of this session's."""
    first, *others = track.used
    most = max(entry.evidence.log_max for entry in session)
    return not others and not first.tested and first.evidence.log_max > most


def _fitting(session: Sequence[Entry], believed: Belief, curve: Curve) -> dict[Entry, Surprise]:
    """The sets of a session that could be true, and how much each would surprise."""
    seen = {entry: surprise(believed, entry.evidence, curve) for entry in session}
    return {entry: found for entry, found in seen.items() if not found.unlikely}


def _proven(item: tuple[Entry, Surprise]) -> float:
    """ln of the 1RM that a set speaks for even when its own noise was in its favour."""
    entry, seen = item
    return entry.evidence.log_max - sqrt(seen.noise)
