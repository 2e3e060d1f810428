"""The clients of the demo studio. Everybody is made up."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

GYM, GARAGE, DUMBBELLS, BANDS = "commercial_gym", "garage_gym", "home_dumbbells", "bands"
KNEE = {"knee": "Sore after deep squats; down to a box is fine."}
SHOULDER = {"shoulder": "Pinches overhead on the right; a neutral grip is fine."}
BACK = {"lower_back": "Strained in spring, free of pain since June."}
WRIST = {"wrist": "Broken as a child; handles are better than a bar."}


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up client.

    `weight` is in `unit`. `plan` names a program of the library and `weeks_ago` when it began (below
    zero: it is still to come). `known` is the share of that program's lifts that have a max.
    `invited` is "open", "expired" or, for never, empty.
    """

    name: str
    born: str
    sex: str
    height_cm: str
    weight: str
    experience: str
    goal: str
    days: int
    minutes: int
    equipment: str
    plan: str = ""
    weeks_ago: int = 0
    known: float = 1.0
    unit: str = "kg"
    clearance: str = "cleared"
    limits: dict[str, str] = field(default_factory=dict)
    invited: str = "open"
    notes: str = ""

    @property
    def profile(self) -> dict[str, Any]:
        """What their profile says, as `create_client` takes it."""
        first = self.name.split()[0].lower()
        return {
            "email": f"{first}@demo.example" if self.invited else "",
            "birth_date": date.fromisoformat(self.born),
            "sex": self.sex,
            "height_cm": self.height_cm,
            "experience": self.experience,
            "goal": self.goal,
            "clearance": self.clearance,
            "days_per_week": self.days,
            "minutes_per_session": self.minutes,
            "unit": self.unit,
            "notes": self.notes,
        }


NOVICE, MIDDLE, ADVANCED = "novice", "intermediate", "advanced"
MUSCLE, STRENGTH, FAT_LOSS, HEALTH = "hypertrophy", "strength", "fat_loss", "general_health"
WOMAN, MAN = "female", "male"

# The client who signs in: a program in its second week, with a session today.
MAYA = Person(
    "Maya Torres", "1993-04-18", WOMAN, "168", "64", MIDDLE, STRENGTH, 3, 75, GYM, "strength", 1,
    notes="Wants a first pull-up with 10 kg on the belt. Trains at six in the morning.",
)  # fmt: skip

CLIENTS = (
    MAYA,
    Person("Adam Novak", "1988-01-09", MAN, "183", "84.5", MIDDLE, MUSCLE, 4, 75, GYM, "muscle", 2),
    Person("Alice Wood", "1979-11-02", WOMAN, "171", "70", NOVICE, HEALTH, 3, 60, GYM, "foundation", 1),
    Person("Ben Carter", "1996-07-21", MAN, "178", "81", ADVANCED, STRENGTH, 4, 90, GARAGE, "strength", 4,
           notes="Competes in spring. Belt for everything above 85 %."),
    Person("Carla Reyes", "1990-03-30", WOMAN, "163", "58.5", MIDDLE, MUSCLE, 4, 60, GYM, "muscle", 1,
           known=0.7),
    Person("Daniel Okafor", "1985-09-14", MAN, "190", "97", MIDDLE, STRENGTH, 3, 75, GYM, "strength", 0),
    Person("Elena Rossi", "1998-12-05", WOMAN, "166", "61", NOVICE, MUSCLE, 3, 60, GYM, "foundation", 3),
    Person("Emil Larsen", "1972-05-27", MAN, "180", "88", NOVICE, FAT_LOSS, 3, 50, GYM, "foundation", 0,
           limits=KNEE, notes="Works nights every other week: keep the days loose."),
    Person("Fatima Aziz", "1994-08-08", WOMAN, "160", "57", MIDDLE, HEALTH, 3, 40, DUMBBELLS, "home", 2),
    Person("Felix Braun", "2001-02-16", MAN, "175", "72", MIDDLE, MUSCLE, 4, 75, GYM, "muscle", 3,
           limits=WRIST),
    Person("Grace Kim", "1987-06-11", WOMAN, "162", "128", ADVANCED, STRENGTH, 3, 75, GYM, "strength", 2,
           unit="lb", notes="Moved here from Oregon and thinks in pounds."),
    Person("Hannah Meyer", "1969-10-19", WOMAN, "170", "74", NOVICE, HEALTH, 2, 45, GYM, limits=BACK,
           clearance="needed", notes="Blood pressure medicine since autumn; asks her doctor this week."),
    Person("Ivan Petrov", "1991-04-03", MAN, "186", "92", MIDDLE, MUSCLE, 4, 80, GYM, "muscle", 0, known=0.4),
    Person("Jack Miller", "1983-12-22", MAN, "181", "205", MIDDLE, FAT_LOSS, 3, 60, GARAGE, "strength", 1,
           unit="lb", limits=SHOULDER),
    Person("Julia Santos", "1999-05-06", WOMAN, "169", "63", MIDDLE, MUSCLE, 3, 45, DUMBBELLS, "home", 0),
    Person("Karim Haddad", "1976-02-28", MAN, "177", "86", NOVICE, HEALTH, 3, 60, GYM, "foundation", 5),
    Person("Laura Jensen", "1992-09-09", WOMAN, "174", "69", MIDDLE, STRENGTH, 3, 70, GARAGE, "strength", 3),
    Person("Leo Fischer", "2004-01-25", MAN, "179", "70", NOVICE, MUSCLE, 3, 60, GYM, "foundation", 2),
    Person("Lina Johansson", "1989-07-17", WOMAN, "172", "66", ADVANCED, MUSCLE, 4, 75, GYM, "muscle", 3),
    Person("Marco Bianchi", "1980-11-11", MAN, "176", "83", MIDDLE, FAT_LOSS, 3, 45, DUMBBELLS, "home", 3,
           invited="expired"),
    Person("Nadia Rahman", "1995-03-08", WOMAN, "158", "54", NOVICE, STRENGTH, 3, 60, GYM, "foundation", -1),
    Person("Noah Walker", "1997-10-30", MAN, "188", "85", MIDDLE, STRENGTH, 3, 75, GYM, invited="",
           notes="Comes from another studio; bring last year's numbers."),
    Person("Olga Ivanova", "1974-08-23", WOMAN, "165", "68", MIDDLE, HEALTH, 3, 50, GYM, "muscle", 1),
    Person("Paul Weber", "1966-06-04", MAN, "182", "90", NOVICE, HEALTH, 2, 45, GYM, "foundation", 1,
           limits={**KNEE, **SHOULDER}),
    Person("Priya Sharma", "1993-01-15", WOMAN, "161", "56", MIDDLE, MUSCLE, 3, 40, BANDS,
           notes="Travels four days a week with a set of bands."),
    Person("Rosa Delgado", "1986-04-26", WOMAN, "167", "71", MIDDLE, FAT_LOSS, 4, 60, GYM, "muscle", 2),
    Person("Simon Clarke", "1978-03-12", MAN, "185", "94", ADVANCED, STRENGTH, 4, 90, GARAGE, "strength", 7),
    Person("Tara Quinn", "2000-09-01", WOMAN, "164", "60", NOVICE, MUSCLE, 3, 60, GYM, "foundation", 0),
    Person("Victor Mendes", "1990-12-13", MAN, "173", "78", MIDDLE, MUSCLE, 4, 70, GYM, "muscle", 0),
    Person("Zoe Martin", "1984-05-20", WOMAN, "175", "72.5", MIDDLE, STRENGTH, 3, 70, GYM, "strength", 0,
           known=0.5),
)  # fmt: skip

# A second trainer's, in a studio of their own.
OTHERS = (
    Person("Sofia Nilsson", "1991-02-02", WOMAN, "169", "65", MIDDLE, MUSCLE, 3, 60, GYM, invited=""),
    Person("Tom Becker", "1982-07-07", MAN, "184", "89", NOVICE, HEALTH, 2, 45, GYM, invited=""),
)

# A 1RM as a share of the body weight for a man who has trained for some years: rough, for show only.
# Dumbbells count one hand.
SHARES = {
    "back-squat": 1.4, "front-squat": 1.15, "goblet-squat": 0.5, "leg-press": 2.6,
    "deadlift": 1.7, "trap-bar-deadlift": 1.7, "romanian-deadlift": 1.25, "hip-thrust": 1.7,
    "bulgarian-split-squat": 0.32, "dumbbell-split-squat": 0.34, "dumbbell-romanian-deadlift": 0.5,
    "bench-press": 1.1, "close-grip-bench-press": 1.0, "overhead-press": 0.68,
    "dumbbell-bench-press": 0.42, "dumbbell-incline-bench-press": 0.37,
    "seated-dumbbell-shoulder-press": 0.3, "standing-dumbbell-shoulder-press": 0.27,
    "bent-over-row": 0.95, "dumbbell-row": 0.45, "chest-supported-dumbbell-row": 0.36,
    "seated-cable-row": 0.95, "lat-pulldown": 0.9, "dumbbell-lateral-raise": 0.14,
    "dumbbell-curl": 0.21, "ez-bar-curl": 0.45, "triceps-pushdown": 0.45, "cable-crunch": 0.7,
    "lying-leg-curl": 0.6, "seated-leg-curl": 0.7, "standing-calf-raise": 1.4,
}  # fmt: skip
BODY_WEIGHT_REPS = {"pull-up": 6, "chin-up": 7, "push-up": 9}
OF_EXPERIENCE = {NOVICE: 0.65, MIDDLE: 1.0, ADVANCED: 1.25}
OF_WOMEN = 0.75
TESTED = ("back-squat", "bench-press", "deadlift")
