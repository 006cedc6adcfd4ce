"""The gates before words go out: R-G1 to R-G15 (message-sheet.md 4.7), on plain values.

A gate needs no language: it knows for certain. The desk fills a `GateInput` from its rows, shows what is found,
and hands nothing over while anything blocks. What does not block is a visible to-do.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from bot.rules.comparing import trivially
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import Slot, StatementStage

#: Stages that the order of telling holds back (experience.md A6); a first response never waits for it.
ORDERED = frozenset({StatementStage.VERIFIED, StatementStage.RESULT, StatementStage.CORRECTION})
#: Stages that promise a next word.
_PROMISING = frozenset({StatementStage.HOLDING, StatementStage.UPDATE, StatementStage.VERIFIED})


#: Whoever is to publish has not read the current version: shut until they say so, and nobody else has to act.
NOT_READ = "not-read"


class VersionState(StrEnum):
    """What the version of a sheet or a text is today."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    RETRACTED = "retracted"


class FactStanding(StrEnum):
    """What a used fact is today."""

    VERIFIED = "verified"
    TO_VERIFY = "to_verify"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class UsedFact(Struct, frozen=True):
    """A fact as the text uses it and as it is now; `changed`: its values are not those that were approved.
    `against`: numbers of facts that stand and give another figure of the same thing.
    """

    number: int
    state: FactStanding
    public: bool = True
    expires_at: datetime | None = None
    changed: bool = False
    against: tuple[int, ...] = ()


class AssetStanding(StrEnum):
    """How a file stands on the current sheet; over: it was approved until a time that has come."""

    APPROVED = "approved"
    UNKNOWN = "unknown"
    OVER = "over"


class UsedAsset(Struct, frozen=True):
    """A file that goes out with the text, by its number and name; compared by its hash."""

    number: int
    name: str
    standing: AssetStanding


class ChannelLimit(Struct, frozen=True):
    """One way out: its length in its own counting (None: no known limit); `drill`: the drills' own."""

    code: str
    limit: int | None = None
    length: int = 0
    drill: bool = False


class Speaker(Struct, frozen=True):
    """Who is to publish: spokesperson for this channel and audience, certificate, receipt of this version.

    `certified` False: the team keeps certificates, and this person has none for the channel. `certificate_until`
    None: none is asked for, or it has no end.
    """

    allowed: bool = True
    certified: bool = True
    certificate_until: datetime | None = None
    has_read: bool = True


class Verbatim(Struct, frozen=True):
    """A line that may only be used as it was approved, and how it stands in the text."""

    approved: str
    used: str


class GateInput(Struct, frozen=True):
    """Everything the gates look at.

    `sheet`: the incident's current sheet for this audience, None when there is none; `template_line`: an approved
    standing or template line without facts. `approved`: enough people have said yes to exactly this hash;
    `missing_roles` names who has not, `by_author` whether only the author has. `crisis`: it is crisis
    communication, not promotion. `safety`: it tells people how to stay safe. `untold`: who comes before the public
    and has not been told. `required`, `forbidden`: slots with the reason (`bot.rules.statements.Demands`).
    `short`: filled slots whose line does not pass its own check, and the name of the sentence that says why.
    `said`: parts that the words speak of in whichever line. `embargo_until`: counsel's time; `legal_hold`:
    counsel's stop.
    """

    now: datetime
    stage: StatementStage = StatementStage.HOLDING
    sheet: VersionState | None = VersionState.CURRENT
    template_line: bool = False
    version: VersionState = VersionState.CURRENT
    current_version: int = 0
    approved: bool = True
    missing_roles: tuple[RoleKind, ...] = ()
    others_missing: int = 0
    by_author: bool = False
    other_hash: bool = False
    facts: tuple[UsedFact, ...] = ()
    channel: ChannelLimit | None = field(default_factory=lambda: ChannelLimit("any"))
    speaker: Speaker = field(default_factory=Speaker)
    drill: bool = False
    promotion_paused: bool = False
    crisis: bool = True
    safety: bool = False
    untold: tuple[str, ...] = ()
    required: Mapping[Slot, str] = field(default_factory=dict)
    forbidden: Mapping[Slot, str] = field(default_factory=dict)
    filled: frozenset[Slot] = frozenset()
    short: tuple[tuple[Slot, str], ...] = ()
    said: frozenset[Slot] = frozenset()
    next_at: datetime | None = None
    next_needed: bool = False
    longest_wait: timedelta | None = None
    contacts_used: tuple[str, ...] = ()
    contacts_known: frozenset[str] = frozenset()
    assets: tuple[UsedAsset, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()
    embargo_until: datetime | None = None
    legal_hold: bool = False


class Finding(Struct, frozen=True):
    """One gate that is shut, or (`blocks` False) a to-do beside the release. `reason` names its sentence."""

    rule: str
    reason: str
    values: tuple[tuple[str, str], ...] = ()
    blocks: bool = True


def findings(given: GateInput) -> list[Finding]:
    """Everything that stands in the way, in the order of the rules; empty: it may go out."""
    return [found for gate in _GATES for found in gate(given)]


def shut(found: list[Finding]) -> bool:
    """Does any of them block?"""
    return any(one.blocks for one in found)


def _g1(given: GateInput) -> Iterator[Finding]:
    if given.sheet is None and not given.template_line:
        yield Finding("R-G1", "no-sheet")


def _g2(given: GateInput) -> Iterator[Finding]:
    if given.version is not VersionState.CURRENT:
        yield _with("R-G2", f"version-{given.version}", version=str(given.current_version))
    elif given.sheet not in (None, VersionState.CURRENT) and not given.template_line:
        yield _with("R-G2", f"sheet-{given.sheet}", version=str(given.current_version))


def _g3(given: GateInput) -> Iterator[Finding]:
    if given.other_hash:
        yield Finding("R-G3", "approval-other-hash")
    elif not given.approved and given.by_author:
        yield Finding("R-G3", "approval-by-author")
    elif not given.approved:
        roles = ",".join(role.value for role in given.missing_roles)
        yield _with("R-G3", "approval-missing", roles=roles, count=str(given.others_missing))


def _g4(given: GateInput) -> Iterator[Finding]:
    told: set[int] = set()
    for fact in given.facts:
        number = str(fact.number)
        if fact.state is not FactStanding.VERIFIED:
            yield _with("R-G4", f"fact-{fact.state.replace('_', '-')}", number=number)
        elif not fact.public:
            yield _with("R-G4", "fact-internal", number=number)
        elif fact.expires_at is not None and fact.expires_at <= given.now:
            yield _with("R-G4", "fact-expired", number=number)
        elif fact.changed:
            yield _with("R-G4", "fact-changed", number=number)
        # Three cases and one visit to hospital are both true: which figure is right only people know.
        elif others := ",".join(str(other) for other in fact.against if other not in told):
            told.add(fact.number)
            yield _with("R-G4", "fact-against", blocks=False, number=number, others=others)


def _g5(given: GateInput) -> Iterator[Finding]:
    channel = given.channel
    if channel is None:
        yield Finding("R-G5", "channel-unknown")
    elif channel.limit is not None and channel.length > channel.limit:
        yield _with("R-G5", "too-long", count=str(channel.length), limit=str(channel.limit))


def _g6(given: GateInput) -> Iterator[Finding]:
    speaker = given.speaker
    if not speaker.allowed:
        yield Finding("R-G6", "not-spokesperson")
    elif not speaker.certified:
        yield Finding("R-G6", "certificate-missing")
    elif speaker.certificate_until is not None and speaker.certificate_until <= given.now:
        yield Finding("R-G6", "certificate-over")
    elif not speaker.has_read:
        # A first response and a safety line never wait for a tap (experience.md A6): there it is a to-do.
        waits = given.stage is not StatementStage.HOLDING and not given.safety
        yield Finding("R-G6", NOT_READ if waits else "not-read-todo", blocks=waits)


def _g7(given: GateInput) -> Iterator[Finding]:
    to_drill = given.channel is not None and given.channel.drill
    if given.drill and not to_drill:
        yield Finding("R-G7", "drill-outside")
    elif to_drill and not given.drill:
        yield Finding("R-G7", "real-in-drill")


def _g8(given: GateInput) -> Iterator[Finding]:
    if given.promotion_paused and not given.crisis and not given.safety:
        yield Finding("R-G8", "promotion-paused")


def _g9(given: GateInput) -> Iterator[Finding]:
    if given.untold:
        blocks = given.stage in ORDERED and not given.safety
        yield _with("R-G9", "untold" if blocks else "untold-todo", blocks=blocks, circles=",".join(given.untold))


def _g10(given: GateInput) -> Iterator[Finding]:
    for slot, why in given.required.items():
        if slot not in given.filled:
            yield _with("R-G10", "slot-empty", slot=slot.value, why=why)
    for slot, reason in given.short:
        yield _with("R-G10", reason, slot=slot.value)
    for slot, why in given.forbidden.items():
        if slot in given.filled or slot in given.said:
            yield _with("R-G10", "slot-too-early", slot=slot.value, why=why)


def _g11(given: GateInput) -> Iterator[Finding]:
    if given.next_at is None:
        if given.next_needed and given.stage in _PROMISING:
            yield Finding("R-G11", "next-missing")
    elif given.next_at <= given.now:
        yield _with("R-G11", "next-past", due=given.next_at.isoformat())
    elif given.longest_wait is not None and given.next_at > given.now + given.longest_wait:
        latest = given.now + given.longest_wait
        yield _with("R-G11", "next-too-late", due=given.next_at.isoformat(), until=latest.isoformat())


def _g12(given: GateInput) -> Iterator[Finding]:
    for contact in given.contacts_used:
        if contact not in given.contacts_known:
            yield _with("R-G12", "contact-unknown", text=contact)


def _g13(given: GateInput) -> Iterator[Finding]:
    if given.sheet is None and given.template_line:
        return  # no sheet could hold it yet: whoever approves this text approves its files by their hash
    for asset in given.assets:
        if asset.standing is not AssetStanding.APPROVED:
            yield _with("R-G13", f"asset-{asset.standing}", text=asset.name, file=str(asset.number))


def _g14(given: GateInput) -> Iterator[Finding]:
    for line in given.verbatim:
        if trivially(line.approved) != trivially(line.used):
            yield _with("R-G14", "verbatim-changed", text=line.approved)


def _g15(given: GateInput) -> Iterator[Finding]:
    if given.legal_hold:
        yield Finding("R-G15", "legal-hold")
    elif given.embargo_until is not None and given.now < given.embargo_until:
        yield _with("R-G15", "embargo", until=given.embargo_until.isoformat())


_GATES: tuple[Callable[[GateInput], Iterator[Finding]], ...] = (
    _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12, _g13, _g14, _g15,
)  # fmt: skip


def _with(rule: str, reason: str, blocks: bool = True, **values: str) -> Finding:
    return Finding(rule, reason, tuple(values.items()), blocks)
