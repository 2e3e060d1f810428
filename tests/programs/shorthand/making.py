"""Lines, cells and texts that hypothesis makes up."""

from decimal import Decimal

from hypothesis import strategies as st

from programs.prescription.words import LoadKind, SetType, Unit
from programs.shorthand import Cell, Line, Sets

LIGHTER = (SetType.BACK_OFF, SetType.DROP, SetType.AMRAP)


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)


@st.composite
def amounts(draw: st.DrawFn) -> dict[str, int]:
    """Repetitions, a time, a distance or nothing."""
    kind = draw(st.sampled_from(("reps", "range", "seconds", "metres", "nothing")))
    if kind == "reps":
        return {"reps": draw(st.integers(1, 200))}
    if kind == "range":
        low = draw(st.integers(1, 199))
        return {"reps": low, "reps_high": draw(st.integers(low + 1, 200))}
    if kind == "seconds":
        return {"seconds": draw(st.integers(1, 3600))}
    if kind == "metres":
        return {"metres": draw(st.integers(1, 100_000))}
    return {}


@st.composite
def loads(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.none() | st.sampled_from((LoadKind.EXTERNAL, LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)))
    if kind is None:
        return {}
    if kind is LoadKind.BODY_WEIGHT and draw(st.booleans()):
        return {"load_kind": kind}
    return {
        "load_kind": kind,
        "load": draw(decimals("0.01", "2000", 2)),
        "unit": draw(st.sampled_from(Unit)),
    }


@st.composite
def efforts(draw: st.DrawFn) -> dict[str, Decimal]:
    if draw(st.booleans()):
        return {}
    low = draw(decimals("0", "10", 1))
    if draw(st.booleans()):
        return {"rir": low}
    return {"rir": low, "rir_high": low + draw(decimals("0.5", "5", 1))}


@st.composite
def sets(draw: st.DrawFn) -> Sets:
    """Any set group that can be written."""
    set_type = draw(st.sampled_from(SetType))
    amount = draw(amounts())
    sided = bool(amount) or set_type in (SetType.AMRAP, SetType.DROP)
    lighter = draw(st.none() | decimals("0.5", "95", 1)) if set_type in LIGHTER else None
    group = Sets(
        set_type=set_type,
        sets=draw(st.none() | st.integers(1, 20)),
        per_side=sided and draw(st.booleans()),
        lighter=lighter,
        intensity=None if lighter is not None else draw(st.none() | decimals("0.1", "150", 2)),
        rest_seconds=draw(st.none() | st.integers(0, 1800)),
        tempo=draw(st.just("") | st.text("0123456789X", min_size=4, max_size=4)),
        **amount,  # type: ignore[arg-type]
        **draw(loads()),  # type: ignore[arg-type]
        **draw(efforts()),  # type: ignore[arg-type]
    )
    return Sets(sets=1) if group == Sets() else group


def says_its_sets(group: Sets) -> bool:
    """Whether a group may stand beside others: its sets or repetitions, or a type of its own."""
    said = (group.sets, group.reps, group.seconds, group.metres)
    return any(each is not None for each in said) or group.set_type is not SetType.WORKING


groups = st.one_of(
    st.just(()),
    st.tuples(sets()),
    st.lists(sets().filter(says_its_sets), min_size=2, max_size=5).map(tuple),
)
one_line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40).map(
    lambda text: " ".join(text.split())
)
written_names = st.sampled_from(
    [
        "Bench press",
        "45-degree side bend",
        "90/90 hip switch",
        "Depth drop",
        "T bar row",
        "B stance RDL",
        "Tempo squat",
        "BW squat",
        "Farmer’s carry",
        "Squat 3x5",
        "A1",
        "AMRAP push-up",
        "Clean + jerk",
        "Press: strict",
        "x",
        "Row [wide]",
    ]
)
names = written_names | one_line.filter(bool)
codes = st.none() | st.from_regex(r"[A-Z]([1-9][0-9]?)?", fullmatch=True)
lines = st.builds(Line, code=codes, name=names, groups=groups, note=one_line)
cells = st.builds(Cell, groups=groups, note=one_line)
