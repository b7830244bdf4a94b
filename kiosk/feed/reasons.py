"""Why a feed refuses: each reason a code with its English sentence, for whatever an officer's own act can meet.

    raise Refusal(Reason.SIGNED_ALREADY, name="kim")      # kim has signed already: another officer must sign

Rules: what the feed refuses is said in English by its commands, and in Korean by the desk, which looks it up by the code; so
every act of an officer (an edition proposed, signed, published; a roster; a key) names its reason here, never in a sentence
of its own. What only a kiosk or a command can meet needs no code.
"""

from kiosk.faults import Code


class Reason(Code):
    """Why an edition, a signature or a roster is not taken."""

    # The edition
    NO_JSON = "the edition is not JSON"
    NO_OBJECT = "the edition is not a JSON object"
    NO_NUMBER = "the edition has no number"
    NO_MODE = "the edition has no mode"
    NO_TIME = "the edition's {member} is not a time with a zone"
    ENDS_LATE = "the edition does not end within {days} days after it was issued"
    NUMBER_TOO_HIGH = "the edition has number {number}, which would leave no room for later ones"
    OTHER_MODE = "the edition is for mode {mode}, this feed is {feed}"
    NOT_NEWER = "edition {number} is not newer than edition {last}: the number must rise"
    TOO_FAR = "edition {number} is too far above edition {last}: at most {most} at once"
    ISSUED_AHEAD = "the edition is issued in the future ({at})"
    ENDED = "the edition's validity has ended ({at})"
    VALID_TOO_LONG = "the edition is valid for more than {days} days"
    ISSUED_AFTER_TIMESTAMP = "the edition is issued more than a day after its timestamp was signed ({day})"
    OTHER_FILE = "editions lists something else than {path}"
    NO_HASH = "editions states no SHA-256 of {path}"
    OTHER_KIND = "a {kind} file stands where {wanted} belongs"

    # What waits
    NO_PROPOSAL = "no edition is proposed: `kiosk feed propose` comes first"
    PROPOSAL_STALE = "something else was published since this was proposed: propose and sign it again"
    PROPOSAL_CHANGED = "the proposal was changed since it was frozen: propose and sign it again"
    NO_ROSTER = "no roster waits for supervisors"
    ROSTER_STALE = "something else was published since this roster was proposed: propose and sign it again"
    NOTHING_WAITS = "no {role} waits for a signature"
    SIGNERS_KEPT = "the edition in force keeps its signers: nothing to sign anew"
    TOO_FEW_STAY = "fewer than two officers would stay: nobody could sign the edition in force anew"

    # Keys and signatures
    OTHER_KEY = "the key of {name} signs {signs}, not {wanted}"
    NOT_ADMITTED = "{name} is not an admitted officer of this feed"
    KEY_NOT_ADMITTED = "the key is not that of an admitted officer of this feed"
    KEY_NOT_SUPERVISORS = "the key is not that of a supervisor of this feed"
    KEY_UNKNOWN = "key {key} is not that of an admitted officer"
    ADMITTED_ALREADY = "the key of {name} is admitted already"
    ANOTHERS_KEY = "the key of {name} is another officer's key too"
    NAMELESS_KEY = "the key names no officer"
    FOREIGN_ID = "key {key} stands under an id that is not its own"
    OTHER_SCOPE = "signed for {scope}, not for {wanted}"
    NAMELESS_SIGNER = "a key that signed {scope} names no officer"
    TWO_PEOPLE = "{scope} needs two people, signed by {people}"
    TOO_FEW_SIGNATURES = "{role} {version} has {count} of {threshold} signatures"
    SIGNED_ALREADY = "{name} has signed already: another officer must sign"
    NO_SIGNATURE = "not a signature"
    SIGNATURE_UNFIT = "the signature does not fit what waits: {why}"
