"""Finds exercises the way trainers type: abbreviations, typos, any word order, half a word.

A text becomes words without case, accents, hyphens, plurals and abbreviations. Each typed word is
compared with every known word (the same, its beginning, or a slip of the finger away), and each name
or alias is then judged by how well it answers all typed words and how much of it they cover.
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

Key = TypeVar("Key", bound=Hashable)
Words = tuple[str, ...]
Row = tuple[Key, str, Sequence[str], Sequence[str]]

LONGEST_QUERY, MOST_WORDS = 100, 8

# What trainers write for what; the same on both sides, so an alias may use them too.
ABBREVIATIONS = {
    "abs": "ab",
    "alt": "alternating",
    "armed": "arm",
    "bb": "barbell",
    "bodyweight": "body weight",
    "bss": "bulgarian split squat",
    "bw": "body weight",
    "calves": "calf",
    "cardio": "conditioning",
    "cg": "close grip",
    "cgbp": "close grip bench press",
    "chinup": "chin up",
    "chins": "chin up",
    "core": "trunk",
    "curtsey": "curtsy",
    "db": "dumbbell",
    "dbs": "dumbbell",
    "dl": "deadlift",
    "flye": "fly",
    "flyes": "fly",
    "flys": "fly",
    "ghr": "glute ham raise",
    "handed": "hand",
    "inc": "incline",
    "kb": "kettlebell",
    "kbs": "kettlebell",
    "legged": "leg",
    "mb": "medicine ball",
    "med": "medicine",
    "oh": "overhead",
    "ohp": "overhead press",
    "one": "single",
    "1": "single",
    "pullup": "pull up",
    "pullups": "pull up",
    "pushup": "push up",
    "pushups": "push up",
    "rdl": "romanian deadlift",
    "rdls": "romanian deadlift",
    "rfess": "rear foot elevated split squat",
    "sa": "single arm",
    "situp": "sit up",
    "situps": "sit up",
    "skullcrusher": "skull crusher",
    "sl": "single leg",
    "sldl": "stiff leg deadlift",
    "tgu": "turkish get up",
    "trx": "suspension",
    "ups": "up",
}
SMALL_WORDS = {"a", "and", "for", "in", "of", "on", "the", "to", "with"}

# How well a known word answers a typed one, from 0 to 1; judged on the table of queries in the tests.
SAME, BEGINNING, SLIP, SLIP_IN_BEGINNING = 1.0, 0.80, 0.76, 0.70
SECOND_SLIP = 0.10  # what a second slip in a word takes off
DESCRIPTION = 0.45  # a word of the pattern or a muscle says less than a word of the name
# What counts: how well the words are answered, how much of the phrase they cover, the same first or last
# word. The last is what the exercise is: "squat" means a front squat as much as a squat jump.
ANSWERED, COVERED, LEADING, CLOSING = 0.80, 0.15, 0.02, 0.02
ALIAS = 0.995  # of two equal answers the name goes before the alias
LEAST_ANSWERED = 0.5  # where nothing answers every word, something must answer half of them


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name, or one alias, of one exercise."""

    row: int
    words: Words
    alias: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """How well one exercise answers the typed text, and by which of its phrases."""

    score: float
    complete: bool  # every typed word is answered
    alias: str | None


class ExerciseIndex(Generic[Key]):
    """An index in memory over rows of (id, name, aliases, words of its pattern and muscles).

    Keep it as long as the rows stay the same: a search takes a tenth of the time of building it.
    Nothing in it changes once it is built, so threads may share it.
    """

    def __init__(self, rows: Iterable[Row[Key]]) -> None:
        self._ids: list[Key] = []
        self._names: list[int] = []  # by row: the place of its name among the phrases
        self._phrases: list[_Phrase] = []
        self._in_phrases: dict[str, list[int]] = defaultdict(list)
        self._in_descriptions: dict[str, list[int]] = defaultdict(list)
        for row, (id_, name, aliases, description) in enumerate(rows):
            self._ids.append(id_)
            self._names.append(len(self._phrases))
            self._add(_Phrase(row, words_of(name), None))
            for alias in aliases:
                self._add(_Phrase(row, words_of(alias), alias))
            for word in set(words_of(" ".join(description))):
                self._in_descriptions[word].append(row)
        self._vocabulary = sorted({*self._in_phrases, *self._in_descriptions})

    def __len__(self) -> int:
        return len(self._ids)

    def _add(self, phrase: _Phrase) -> None:
        for word in set(phrase.words):
            self._in_phrases[word].append(len(self._phrases))
        self._phrases.append(phrase)

    def search(
        self,
        text: str,
        limit: int = 12,
        allow: Container[Key] | None = None,
        *,
        every_word: bool = False,
    ) -> list[tuple[Key, float, str | None]]:
        """The best answers first: (id, score from 0 to 1, the alias that answered, None for the name).

        `allow` narrows to these ids. Equal scores keep the order of the rows. Where an exercise answers
        every typed word, those that miss one are left out, as they are anyway with `every_word`. A text
        that resembles nothing finds nothing.
        """
        best: dict[int, _Answer] = {}
        for words in self._readings(text):
            for row, answer in self._judge(words).items():
                if allow is not None and self._ids[row] not in allow:
                    continue
                known = best.get(row)
                if known is None or (answer.complete, answer.score) > (known.complete, known.score):
                    best[row] = answer
        complete = every_word or any(answer.complete for answer in best.values())
        ranked = sorted(
            ((row, answer) for row, answer in best.items() if answer.complete == complete),
            key=lambda item: (-item[1].score, item[0]),
        )
        return [(self._ids[row], answer.score, answer.alias) for row, answer in ranked[: max(limit, 0)]]

    def _readings(self, text: str) -> list[Words]:
        """What the typed text may mean: as it stands, and with words joined or parted."""
        typed = _split(text[:LONGEST_QUERY])[:MOST_WORDS]
        written = _written_out(typed)
        words = tuple(map(_singular, written))
        readings = [words]
        if any(word not in self._in_phrases for word in words):  # "prses" may be no plural
            readings.append(
                tuple(
                    word if word in self._in_phrases else full
                    for word, full in zip(words, written, strict=True)
                )
            )
        if typed and (typed[-1] in ABBREVIATIONS or typed[-1] in SMALL_WORDS):
            readings.append((*_meaning(typed[:-1]), typed[-1]))  # it may be the beginning of another word
        for place in range(len(words) - 1):
            joined = words[place] + words[place + 1]
            if joined in self._in_phrases:
                readings.append((*words[:place], joined, *words[place + 2 :]))
        for place, word in enumerate(words):
            if len(word) > 3 and word not in self._in_phrases and (parts := self._parts(word)):
                readings.append((*words[:place], *parts, *words[place + 1 :]))
        return [reading for reading in dict.fromkeys(readings) if reading]

    def _parts(self, word: str) -> Words:
        """Two known words that were written as one: "benchpress"."""
        for cut in range(1, len(word) - 1):
            parts = _meaning([word[:cut], word[cut:]])
            if len(parts) > 1 and all(part in self._in_phrases for part in parts):
                return parts
        return ()

    def _judge(self, words: Words) -> dict[int, _Answer]:
        """For each row that answers enough of these words, its best phrase."""
        alike = [self._alike(word) for word in words]
        in_phrases = [_best_by_place(known, self._in_phrases) for known in alike]
        in_descriptions = [_best_by_place(known, self._in_descriptions) for known in alike]
        places = set().union(*in_phrases)
        places.update(self._names[row] for row in set().union(*in_descriptions))
        best: dict[int, _Answer] = {}
        for place in places:
            phrase = self._phrases[place]
            answered = covered = 0.0
            complete = True
            for by_phrase, by_row in zip(in_phrases, in_descriptions, strict=True):
                if quality := by_phrase.get(place):
                    answered += quality
                    covered += quality
                elif quality := by_row.get(phrase.row):
                    answered += quality * DESCRIPTION
                else:
                    complete = False
            answered /= len(words)
            if not complete and answered < LEAST_ANSWERED:
                continue
            if words == phrase.words:
                score = 1.0
            else:
                score = ANSWERED * answered + COVERED * min(1.0, covered / len(phrase.words))
                score += LEADING * (phrase.words[0] in alike[0])
                score += CLOSING * (phrase.words[-1] in alike[-1])
            if phrase.alias is not None and words != phrase.words:
                score *= ALIAS
            known = best.get(phrase.row)
            if known is None or (complete, score) > (known.complete, known.score):
                best[phrase.row] = _Answer(score, complete, phrase.alias)
        return best

    def _alike(self, word: str) -> dict[str, float]:
        """The known words that this typed word may stand for, and how well each answers it."""
        found: dict[str, float] = {}
        for known in self._vocabulary[bisect_left(self._vocabulary, word) :]:
            if not known.startswith(word):
                break
            found[known] = BEGINNING + (SAME - BEGINNING) * len(word) / len(known)
        return found or self._slips(word)

    def _slips(self, word: str) -> dict[str, float]:
        """Known words a slip or two away: a letter missing, doubled, wrong, or swapped with the next."""
        if len(word) < 3:
            return {}
        most = 1 if len(word) < 6 else 2
        found: dict[str, float] = {}
        if len(word) > 4:
            beginnings = [known[: len(word)] for known in self._vocabulary]
            for _, _, place in process.extract(
                word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None
            ):
                found[self._vocabulary[place]] = SLIP_IN_BEGINNING
        for known, distance, _ in process.extract(
            word, self._vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            if len(word) > 3 or sorted(word) == sorted(known):
                found[known] = SLIP - SECOND_SLIP * (distance - 1)
        # A slip seldom hits the first letter, unless it swaps the first two.
        return {known: quality for known, quality in found.items() if known[0] in word[:2]}


def words_of(text: str) -> Words:
    """The words of a text as the index knows them: ("single", "leg", "deadlift") for "1-leg deadlifts"."""
    return _meaning(_split(text))


def _split(text: str) -> list[str]:
    """Words without case, accents, apostrophes and punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (character for character in bare if not unicodedata.combining(character) and character not in "'’")
    return "".join(character if character.isalnum() else " " for character in kept).split()


def _meaning(typed: Iterable[str]) -> Words:
    """Words without small ones, abbreviations written out, each in the singular."""
    return tuple(map(_singular, _written_out(typed)))


def _written_out(typed: Iterable[str]) -> Words:
    words: list[str] = []
    for word in typed:
        if word not in SMALL_WORDS:
            words.extend(ABBREVIATIONS.get(word, word).split())
    return tuple(words)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def _best_by_place(alike: Mapping[str, float], places: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """For each place where one of these words stands, how well the best of them answers."""
    best: dict[int, float] = {}
    for word, quality in alike.items():
        for place in places.get(word, ()):
            if quality > best.get(place, 0.0):
                best[place] = quality
    return best
