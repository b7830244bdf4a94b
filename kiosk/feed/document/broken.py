"""The rules that an edition may break: each a code with its English sentence, and where and with what it was broken.

    >>> str(Broken("notices[0].end", Rule.END_BEFORE_START))
    'notices[0].end: is not after start'

Rules: whoever finds a fault names its rule and the values; words are made of it only where a person reads them, in English
here, in Korean at the desk. The sentence follows the place: "zones[3].parent: a rest lies in country, not in 'KH-2'".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.faults import Code, Fault


class Rule(Code):
    """What an edition must keep; the sentence says how it does not, and what was wanted."""

    # The document: its bytes and its form
    TOO_LARGE = "{count} bytes; at most {most} are taken"
    NOT_UTF8 = "is not UTF-8"
    NOT_JSON = "not JSON: {why}"
    NUMBER_TOO_LONG = "{why}"
    NAME_TWICE = "a key stands twice in one object"
    NO_OBJECT = "is a {kind}; an object was wanted"
    NESTED = "is nested too deeply"
    NESTED_DEEPER = "is nested too deeply; at most {most} levels are taken"
    FLOAT = "is a float; whole numbers or text were wanted"
    NAME_NOT_ASCII = "the name {name!r} is not ASCII"
    MISLEADING = "holds characters that could mislead: {characters}"
    VERSION = "version {version!r} is not understood; {major}.x was wanted"
    NO_DAY = "{found!r} is not a day like 2026-07-31"
    NO_TIME = "{found!r} is not a time like 2026-06-30T09:00:00Z"
    NO_FIT = "does not fit the schema"

    # What the schema asks, in the words of `jsonschema`
    MEMBER_MISSING = "{why}"
    EMPTY = "{why}"
    LONGER_THAN_SCHEMA = "{why}"
    NO_CHOICE = "{why}"
    WRONG_KIND = "{why}"
    WRONG_FORM = "{why}"
    OUT_OF_RANGE = "{why}"

    # Every text, string, list, id and moment
    NO_TEXT = "no text in {languages}; every text needs all six languages"
    UNSEEN = "holds characters that show nothing or cannot be shown: {characters}"
    TOO_LONG = "is too long: {count} letters; at most {most} are taken"
    LINE_END = "holds a line end; it stands on one line"
    ID_TWICE = "the id {id!r} stands twice; ids are unique"
    TOO_LATE = "is after the year {year}"
    TOO_MANY = "holds {count}; at most {most} are taken"

    # Dates and number of the edition
    END_BEFORE_ISSUE = "is not after issued_at"
    VALID_TOO_LONG = "is more than {days} days after issued_at"
    CHECKED_AFTER_ISSUE = "is after issued_at"
    NUMBER_TOO_HIGH = "{number} is too far ahead: it would leave no room for later editions"

    # Zones
    DIVISIONS_MISSING = "{zones} missing; every division of the country is needed"
    NO_SUCH_ZONE = "names the zone {zone!r}, which is not in zones"
    WRONG_PARENT = "a {kind} lies in {wanted}, not in {parent!r}"
    NO_DIVISION = "{zones} no division"
    NO_BAND = "{zones} no band"
    COUNTRY_MISSING = "{country} missing; the country itself is needed"
    NO_REST = "no rest of {country}; every country needs one"
    RESTS = "{count} rests of {country}; every country has one"
    REST_NOT_FIRST = "the rest of {country} does not stand before the others"

    # Levels and advisories
    PENALTY = "only level 4 carries a penalty, and it must say so"
    LEVELS_MISSING = "{levels} missing; every level needs its name"
    NO_ADVISORY = "is empty; at least one advisory is needed"
    NO_PLACE = "{zone!r} is not in zones, or is a country, which takes no level: name its rest"
    END_BEFORE_EFFECTIVE = "is not after effective"
    WORDING_UNKNOWN = "{wording!r} is not named under levels for {level}"
    LEGAL_END_OF_NO_BAN = "only a ban (level 4) has a legal end"
    LEGAL_END_BEFORE_EFFECTIVE = "is before effective"
    URL_TOO_LONG = "is too long; at most {most} letters are taken"
    OBSERVED_WHEN = "is missing or before effective; an observed level says when it was last seen"
    OBSERVED_REASON = "an observed level has no reason: none was announced"
    NOT_OBSERVED = "only an observed level has it"
    REASON_MISSING = "is missing; only an observed level has none"

    # Notices and corrections
    END_BEFORE_START = "is not after start"
    SAMPLE = "a sample is for pictures and cannot be published"

    # The checklist and the guidance
    NO_SIGNS = "is empty; an empty checklist would read as an all-clear"
    GROUP_EMPTY = "the group {group!r} has no signs"
    NO_SUCH_GROUP = "{group!r} is not in groups"
    NO_VERDICT = "is missing; every finding needs its words"
    FIRST_LINE_TOO_LONG = "its first line is too long; at most {most} letters"

    # Contacts and addresses; `which` is the value itself and a space, where the sentence names it
    NO_PHONE = "no {kind} for {role}; at least one is needed"
    NO_SITE = "no {kind} for {role}; at least one is needed"
    NO_CONTACT = "no {kind} for {role}; at least one is needed"
    WRONG_CONTACT_KIND = "a contact of role {role} is of kind {kind}"
    VALUE_TOO_LONG = "is too long; at most {most} letters"
    NOT_PRINTED = "is missing; {value!r} must be printed too"
    PRINTED_OTHERWISE = "{printed!r} is not {value!r} as printed"
    NO_SERVICE_NAME = "{service!r} is not the plain name of a service"
    NO_NUMBER = "{value!r} is not a valid phone number in E.164"
    NUMBER_ELSEWHERE = "{value!r} is of country +{code}; {role} is reached in +{codes}"
    NO_ORDINARY_PHONE = "{value!r} is no ordinary telephone (premium rate, free, personal or the like)"
    NO_SHORT_NUMBER = "{value!r} is not a short number with its country"
    CHAT_INCOMPLETE = "a chat needs its service and handle"
    NO_HANDLE = "{value!r} is not a plain handle: letters of Korean or a-z, digits, . _ @ -"
    NAME_WITH_VALUE = "a contact of kind name carries no value"
    NO_PLAIN_LETTERS = "{which}is not an https address in plain letters: {characters}"
    NO_ADDRESS = "{which}is not an https address"
    NO_PLAIN_HOST = "{which}is not an https address with a plain host (a-z, 0-9, hyphens; no user, port or xn--)"
    FOREIGN_HOST = "{which}is not of a host that ends in {hosts}"


@dataclass(frozen=True)
class Broken:
    """A rule that is broken at `place` (a dotted path in the document, "" where the caller knows it), with its values."""

    place: str
    rule: Code
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Say in English what is wrong and what was wanted."""
        return self.rule.told(self.values)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    def under(self, place: str) -> "Broken":
        """Return the same at its place inside `place`."""
        return replace(self, place=f"{place}.{self.place}" if self.place else place)


def broken(place: str, rule: Code, **values: object) -> Broken:
    """Name a broken rule."""
    return Broken(place, rule, values)


class Faulty(Fault):
    """A document that is no edition; `faults` are all the rules it breaks."""

    def __init__(self, faults: Sequence[Broken]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults[:3])))
