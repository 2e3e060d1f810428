"""How long a set takes."""

SECONDS_A_REP = 3  # where no tempo is written; our judgement
EXPLOSIVE = 1  # seconds that an X takes


def seconds_a_rep(tempo: str) -> int:
    """The seconds of one repetition at a tempo of four digits (`2010` is 3); X counts 1 s; empty is 3 s."""
    if not tempo:
        return SECONDS_A_REP
    return sum(EXPLOSIVE if digit == "X" else int(digit) for digit in tempo)


def set_seconds(reps: int | None, seconds: int | None, tempo: str) -> float:
    """The seconds of work in one set: its own when timed, else repetitions at the tempo."""
    if seconds is not None:
        return float(seconds)
    return float((reps or 0) * seconds_a_rep(tempo))
