"""The one question that everything else asks: which phrase of the grammar begins here?"""

from programs.shorthand.attributes import attribute_at
from programs.shorthand.phrases import Phrase
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import What
from programs.shorthand.work import work_at


def phrase_at(tokens: Tokens, place: int, *, after_work: bool = False) -> Phrase | None:
    """The phrase that begins here. It is looked for a few tokens ahead, or takes all that was read."""
    return attribute_at(tokens, place) or work_at(tokens, place, after_work=after_work)


def phrase_beside_name_at(tokens: Tokens, place: int) -> Phrase | None:
    """The same where a name may stand: “drop” is a word of the name in Drop jump, “BW” in BW squat."""
    phrase = phrase_at(tokens, place)
    if phrase is None or tokens[place].kind is not Kind.WORD or phrase.problem:
        return phrase
    in_names = phrase.what is What.TYPE or (phrase.what is What.LOAD and phrase.end == place + 1)
    if not in_names or tokens[phrase.end - 1].isa(":"):
        return phrase
    named = tokens[phrase.end].kind is Kind.WORD and phrase_at(tokens, phrase.end) is None
    return None if named else phrase
