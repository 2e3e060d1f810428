"""Prints what the search costs among 1,000 exercises: `python -m benchmarks.search`."""

import statistics
import time
from random import Random

from programs.catalogue import exercises
from programs.search import ExerciseIndex, Row

LETTERS = "abcdefghijklmnoprstuvw"


def rows(count: int, random: Random) -> list[Row[str]]:
    """The catalogue, then variants of it, each with a word of its own: as many words as names."""
    found: list[Row[str]] = []
    while len(found) < count:
        for exercise in exercises():
            word = "" if len(found) < len(exercises()) else "".join(random.choices(LETTERS, k=7))
            aliases = [f"{word} {alias}" for alias in exercise.aliases]
            described = (exercise.pattern, *exercise.primary)
            found.append((f"{len(found)}", f"{word} {exercise.name}", aliases, described))
    return found[:count]


def queries(random: Random) -> list[str]:
    """Every name whole, with two letters swapped and as it is being typed, and what is hard to answer."""
    names = [exercise.name for exercise in exercises()]
    found = ["s", "press", "x" * 100, "qwertyuiop " * 8, "s p r d l b c h", "hamstrings", *names]
    for name in names:
        place = random.randrange(len(name) - 1)
        found.append(name[:place] + name[place + 1] + name[place] + name[place + 2 :])
        found.append(name[: random.randrange(1, len(name))])
    return found


def milliseconds_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def main() -> None:
    random = Random(1)
    made = rows(1000, random)
    start = time.perf_counter()
    index = ExerciseIndex(made)
    print(f"building the index of {len(index)} exercises: {milliseconds_since(start):.1f} ms")
    times: list[tuple[float, str]] = []
    for text in queries(random):
        start = time.perf_counter()
        index.search(text)
        times.append((milliseconds_since(start), text))
    worst, text = max(times)
    median = statistics.median(duration for duration, _ in times)
    print(f"{len(times)} searches: median {median:.2f} ms, worst {worst:.2f} ms ({text[:30]!r})")


if __name__ == "__main__":
    main()
