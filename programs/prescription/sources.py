"""Every citation, once: the engine's numbers and findings point here by key."""

from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """How sure we are that the source says what we say it says."""

    READ = "read in the source's own text"
    SEVERAL = "two or more secondary sources that agree"
    SECONDARY = "one secondary source"
    DERIVED = "worked out from published numbers"
    JUDGEMENT = "our judgement"


@dataclass(frozen=True, slots=True)
class Source:
    """One citation. `doi` is empty where none exists."""

    key: str
    authors: str
    year: int | None
    title: str
    where: str
    doi: str
    certainty: Certainty

    @property
    def label(self) -> str:
        """A short citation: `Nuzzo et al. 2024, doi:10.1007/s40279-023-01937-7`."""
        named = f"{self.authors} {self.year}" if self.year else self.authors
        return f"{named}, doi:{self.doi}" if self.doi else named

    @property
    def citation(self) -> str:
        """The whole citation in one line."""
        year = f" ({self.year})" if self.year else ""
        doi = f" doi:{self.doi}" if self.doi else ""
        where = f" {self.where}." if self.where else ""
        return f"{self.authors}{year}. {self.title}.{where}{doi}"


READ, SEVERAL, SECONDARY = Certainty.READ, Certainty.SEVERAL, Certainty.SECONDARY
DERIVED, JUDGEMENT = Certainty.DERIVED, Certainty.JUDGEMENT

_ALL = (
    Source(
        "article", "The article's chart", None, "Hypertrophy and strength training compared on one row",
        "1RM 20 lb: 80 % x 10, 4 sets, 60 s; 90 % x 5, 5 sets, 3 min; "
        "its text: 6-12 reps, 60-90 s; 1-5 reps, 3-5 min",
        "", READ,
    ),
    Source(
        "setwise", "Setwise", None,
        "A design choice of ours, composed from the guidelines cited beside it",
        "", "", JUDGEMENT,
    ),
    Source(
        "arithmetic", "Arithmetic", None, "Worked out from the numbers of the row", "", "", DERIVED,
    ),
    Source(
        "trainer", "The trainer", None, "Typed or pinned by the trainer", "", "", JUDGEMENT,
    ),
    Source(
        "nuzzo_2024", "Nuzzo, Pinto, Nosaka and Steele", 2024,
        "Maximal number of repetitions at percentages of the one repetition maximum: a meta-regression and "
        "moderator analysis of sex, age, training status, and exercise",
        "Sports Med 54(2):303-321", "10.1007/s40279-023-01937-7", SEVERAL,
    ),
    Source(
        "fritsch_1984", "Fritsch and Butland", 1984,
        "A method for constructing local monotone piecewise cubic interpolants",
        "SIAM J Sci Stat Comput 5(2):300-304", "10.1137/0905021", SECONDARY,
    ),
    Source(
        "nsca_2016", "Haff and Triplett (NSCA)", 2016,
        "Essentials of Strength Training and Conditioning, 4th ed.",
        "chapter 17, tables 17.7 to 17.12", "", READ,
    ),
    Source(
        "acsm_2009", "Ratamess et al. (ACSM)", 2009,
        "Progression models in resistance training for healthy adults",
        "Med Sci Sports Exerc 41(3):687-708", "10.1249/MSS.0b013e3181915670", SECONDARY,
    ),
    Source(
        "acsm_2026", "Currier et al. (ACSM)", 2026,
        "Resistance training prescription for muscle function, hypertrophy, and physical performance in "
        "healthy adults: an overview of reviews",
        "Med Sci Sports Exerc 58(4):851-872", "10.1249/MSS.0000000000003897", SEVERAL,
    ),
    Source(
        "fragala_2019", "Fragala et al. (NSCA)", 2019,
        "Resistance training for older adults: position statement", "J Strength Cond Res 33(8):2019-2052",
        "10.1519/JSC.0000000000003230", READ,
    ),
    Source(
        "faigenbaum_2009", "Faigenbaum et al. (NSCA)", 2009,
        "Youth resistance training: updated position statement paper",
        "J Strength Cond Res 23(5 Suppl):S60-S79",
        "10.1519/JSC.0b013e31819df407", SECONDARY,
    ),
    Source(
        "nasm_opt", "NASM", None, "Certified Personal Trainer, chapter 14: the OPT model", "", "", SEVERAL,
    ),
    Source(
        "rts", "Reactive Training Systems", None, "RTS RPE chart", "", "", READ,
    ),
    Source(
        "helms_2016", "Helms, Cronin, Storey and Zourdos", 2016,
        "Application of the repetitions in reserve-based rating of perceived exertion scale for "
        "resistance training",
        "Strength Cond J 38(4):42-49", "10.1519/SSC.0000000000000218", READ,
    ),
    Source(
        "reynolds_2006", "Reynolds, Gordon and Robergs", 2006,
        "Prediction of one repetition maximum strength from multiple repetition maximum testing and "
        "anthropometry",
        "J Strength Cond Res 20(3):584-592", "10.1519/R-15304.1", READ,
    ),
    Source(
        "epley_1985", "Epley", 1985, "Poundage chart",
        "Boyd Epley Workout (not peer reviewed)", "", SECONDARY,
    ),
    Source(
        "brzycki_1993", "Brzycki", 1993, "Strength testing: predicting a one-rep max from reps-to-fatigue",
        "JOPERD 64(1):88-90", "10.1080/07303084.1993.10606684", SECONDARY,
    ),
    Source(
        "lombardi_1989", "Lombardi", 1989, "Beginning Weight Training", "", "", SECONDARY,
    ),
    Source(
        "mayhew_1992", "Mayhew et al.", 1992,
        "Relative muscular endurance performance as a predictor of bench press strength",
        "J Appl Sport Sci Res 6(4):200-206", "", SECONDARY,
    ),
    Source(
        "oconner_1989", "O'Conner, Simmons and O'Shea", 1989, "Weight Training Today", "", "", SECONDARY,
    ),
    Source(
        "wathan_1994", "Wathen", 1994, "Load assignment",
        "in Baechle (ed), Essentials of Strength Training and Conditioning", "", SECONDARY,
    ),
    Source(
        "lander_1985", "Lander", 1985, "Maximums based on reps", "NSCA J 6(6):60-61", "", SECONDARY,
    ),
    Source(
        "lesuer_1997", "LeSuer et al.", 1997,
        "The accuracy of prediction equations for estimating 1-RM performance in the bench press, squat, "
        "and deadlift",
        "J Strength Cond Res 11(4):211-213", "", SECONDARY,
    ),
    Source(
        "halperin_2022", "Halperin et al.", 2022,
        "Accuracy in predicting repetitions to task failure in resistance exercise",
        "Sports Med 52(2):377-390", "10.1007/s40279-021-01559-x", SECONDARY,
    ),
    Source(
        "grgic_2020", "Grgic et al.", 2020,
        "Test-retest reliability of the one-repetition maximum (1RM) strength assessment: a systematic "
        "review",
        "Sports Med Open 6:31", "10.1186/s40798-020-00260-z", READ,
    ),
    Source(
        "mitter_2022", "Mitter et al.", 2022,
        "Reproducibility of strength performance and strength-endurance profiles: a test-retest study",
        "PLoS One 17(5):e0268074", "10.1371/journal.pone.0268074", READ,
    ),
    Source(
        "refalo_2024", "Refalo et al.", 2024,
        "Accuracy of intraset repetitions-in-reserve predictions during the bench press exercise in "
        "resistance-trained male and female subjects",
        "J Strength Cond Res 38(3):e78-e85", "10.1519/JSC.0000000000004653", READ,
    ),
    Source(
        "zourdos_2021", "Zourdos et al.", 2021,
        "Proximity to failure and total repetitions performed in a set influences accuracy of intraset "
        "repetitions in reserve-based rating of perceived exertion",
        "J Strength Cond Res 35(2S):S158-S165", "10.1519/JSC.0000000000002995", READ,
    ),
    Source(
        "steele_2022", "Steele et al.", 2022,
        "Long-term time-course of strength adaptation to minimal dose resistance training through "
        "retrospective longitudinal growth modeling",
        "Res Q Exerc Sport 94(4):913-930", "10.1080/02701367.2022.2070592", READ,
    ),
    Source(
        "mcmaster_2013", "McMaster et al.", 2013,
        "The development, retention and decay rates of strength and power in elite rugby union, rugby "
        "league and American football",
        "Sports Med 43(5):367-384", "10.1007/s40279-013-0031-3", SECONDARY,
    ),
    Source(
        "kalman_1960", "Kalman", 1960, "A new approach to linear filtering and prediction problems",
        "J Basic Eng 82(1):35-45", "", SECONDARY,
    ),
    Source(
        "schoenfeld_2016", "Schoenfeld et al.", 2016,
        "Longer interset rest periods enhance muscle strength and hypertrophy in resistance-trained men",
        "J Strength Cond Res 30(7):1805-1812", "10.1519/JSC.0000000000001272", SECONDARY,
    ),
    Source(
        "singer_2024", "Singer et al.", 2024,
        "Give it a rest: a systematic review with Bayesian meta-analysis on the effect of inter-set rest "
        "interval duration on muscle hypertrophy",
        "Front Sports Act Living 6:1429789", "10.3389/fspor.2024.1429789", READ,
    ),
    Source(
        "grgic_2018", "Grgic et al.", 2018,
        "Effects of rest interval duration in resistance training on measures of muscular strength",
        "Sports Med 48(1):137-151", "10.1007/s40279-017-0788-x", READ,
    ),
    Source(
        "robinson_2024", "Robinson et al.", 2024,
        "Estimated proximity to failure, strength gain, and muscle hypertrophy: meta-regressions",
        "Sports Med 54:2209-2231", "10.1007/s40279-024-02069-2", SEVERAL,
    ),
    Source(
        "refalo_2023", "Refalo et al.", 2023,
        "Influence of resistance training proximity-to-failure on skeletal muscle hypertrophy",
        "Sports Med 53:649-665", "10.1007/s40279-022-01784-y", SECONDARY,
    ),
    Source(
        "schoenfeld_2017", "Schoenfeld, Ogborn and Krieger", 2017,
        "Dose-response relationship between weekly resistance training volume and increases in muscle mass",
        "J Sports Sci 35(11):1073-1082", "10.1080/02640414.2016.1210197", READ,
    ),
    Source(
        "baz_valle_2022", "Baz-Valle et al.", 2022,
        "Effects of different resistance training volumes on hypertrophy in trained men",
        "J Hum Kinet 81:199-210", "", READ,
    ),
    Source(
        "pelland_2026", "Pelland et al.", 2026,
        "Resistance training dose response: weekly volume and frequency for hypertrophy and strength",
        "Sports Med 56(2):481-505", "10.1007/s40279-025-02344-w", SEVERAL,
    ),
    Source(
        "remmert_2025", "Remmert, Laurson and Zourdos", 2025,
        "Is there too much of a good thing? Meta-regressions of the effect of per-session volume on "
        "hypertrophy and strength",
        "SportRxiv, a preprint that no peers have reviewed", "10.51224/SRXIV.537", SEVERAL,
    ),
    Source(
        "rogerson_2024", "Rogerson et al.", 2024,
        "Deloading practices in strength and physique sports: a cross-sectional survey",
        "Sports Med Open 10:26", "10.1186/s40798-024-00691-y", SEVERAL,
    ),
    Source(
        "wendler_2009", "Wendler", 2009,
        "5/3/1: the simplest and most effective training system to increase raw strength",
        "a stalled lift goes back to 85 to 90 % (a coach's book, not a trial)", "", SEVERAL,
    ),
    Source(
        "bosquet_2013", "Bosquet et al.", 2013,
        "Effect of training cessation on muscular performance: a meta-analysis",
        "Scand J Med Sci Sports 23(3):e140-e149", "10.1111/sms.12047", SECONDARY,
    ),
    Source(
        "bell_2023", "Bell et al.", 2023,
        "Integrating deloading into strength and physique sports training programmes: an international "
        "Delphi consensus approach",
        "Sports Med Open 9:87", "10.1186/s40798-023-00633-0", SECONDARY,
    ),
    Source(
        "coleman_2024", "Coleman et al.", 2024,
        "Gaining more from doing less? The effects of a one-week deload period during supervised resistance "
        "training on muscular adaptations",
        "PeerJ 12:e16777; its abstract", "10.7717/peerj.16777", READ,
    ),
    Source(
        "moesgaard_2022", "Moesgaard et al.", 2022,
        "Effects of periodization on strength and muscle hypertrophy in volume-equated resistance training "
        "programs: a systematic review and meta-analysis",
        "Sports Med 52(7):1647-1666; its abstract", "10.1007/s40279-021-01636-1", READ,
    ),
    Source(
        "periodization_examples", "A public review's examples", None,
        "Generic examples of linear, daily undulating and block periodization",
        "no single source", "", SECONDARY,
    ),
    Source(
        "plotkin_2022", "Plotkin et al.", 2022,
        "Progressive overload without progressing load? The effects of load or repetition progression on "
        "muscular adaptations",
        "PeerJ 10:e14142; its abstract", "10.7717/peerj.14142", READ,
    ),
    Source(
        "moritani_1979", "Moritani and deVries", 1979,
        "Neural factors versus hypertrophy in the time course of muscle strength gain",
        "Am J Phys Med 58(3):115-130; its abstract", "", READ,
    ),
    Source(
        "paluch_2024", "Paluch et al. (AHA)", 2024,
        "Resistance exercise training in individuals with and without cardiovascular disease",
        "Circulation 149:e217-e231", "10.1161/CIR.0000000000001189", READ,
    ),
)  # fmt: skip

SOURCES: dict[str, Source] = {source.key: source for source in _ALL}
