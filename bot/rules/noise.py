"""What may sound, for whom and where: the noise table of experience.md section 2 as one rule.

Three laws. Sound goes to a person, never to a group; in the incident's topic the two exceptions are the
opening of an S1 and an overdue public deadline of S1 and S2 (a new sheet sounds in the groups of the frontline,
who have nothing else). What changes nothing for the reader is an edit. What the reader did himself never comes
back as a message. The table itself stands in `noise_table`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta, tzinfo
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from bot.rules.noise_table import TABLE, NoiseEvent, Place, Quiet, Sounding, Whom
from storage.vocabulary.parcels import Sound
from storage.vocabulary.severity import Severity

__all__ = [
    "Chime",
    "NoiseEvent",
    "Place",
    "Quiet",
    "QuietHours",
    "Sounding",
    "Whom",
    "bundled",
    "softer",
    "sound",
    "sound_after",
    "when",
]

#: Several alerts for one person within so many seconds become one.
BUNDLE_SECONDS = 60

_SOFTER: Mapping[Sound, Sound] = MappingProxyType(
    {
        Sound.CALL: Sound.ALERT,
        Sound.ALERT: Sound.SILENT,
        Sound.SILENT: Sound.EDIT,
        Sound.EDIT: Sound.LOG,
        Sound.LOG: Sound.LOG,
        Sound.UNKNOWN: Sound.LOG,
    }
)


def sound(
    event: NoiseEvent, severity: Severity, *, drill: bool = False, drill_pages: bool = False
) -> tuple[Sounding, ...]:
    """Everything this event may cause, in the order in which it should go out.

    An empty tuple: the timeline keeps it and nobody hears of it. A drill is one class lower than real
    throughout, unless the drill tests paging (`drill_pages`), which leaves calls as they are.
    """
    soundings = TABLE[event][severity]
    if not drill:
        return soundings
    lowered = (
        each if drill_pages and each.sound is Sound.CALL else replace(each, sound=softer(each.sound))
        for each in soundings
    )
    return tuple(each for each in lowered if each.sound is not Sound.LOG)


def softer(one: Sound) -> Sound:
    """One class lower: call → alert → silent → edit → timeline only."""
    return _SOFTER[one]


class QuietHours(Struct, frozen=True):
    """A person's quiet hours in their own zone; across midnight when `begins` is later than `ends`."""

    begins: time
    ends: time
    zone: tzinfo

    def at(self, moment: datetime) -> bool:
        """Is it quiet at this moment?"""
        local = moment.astimezone(self.zone).time()
        if self.begins <= self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends

    def end_after(self, moment: datetime) -> datetime:
        """When the quiet that holds at `moment` ends; aware, in the zone of `moment`."""
        local = moment.astimezone(self.zone)
        end = datetime.combine(local.date(), self.ends, self.zone)
        if end <= local:
            end = datetime.combine(local.date() + timedelta(days=1), self.ends, self.zone)
        return end.astimezone(moment.tzinfo)


def when(sounding: Sounding, now: datetime, quiet: QuietHours | None) -> tuple[Sound, datetime]:
    """How and when one sounding reaches one person, given their quiet hours.

    Most of the table sounds at any hour, for somebody has a clock running. A few rows wait for the morning or
    become one class softer at night, as they say themselves.
    """
    if quiet is None or not quiet.at(now) or sounding.quiet is Quiet.SAME:
        return sounding.sound, now
    if sounding.quiet is Quiet.WAIT:
        return sounding.sound, quiet.end_after(now)
    return softer(sounding.sound), now


def sound_after(one: Sound, last_sounded_at: datetime | None, now: datetime) -> Sound:
    """The same sound, or a silent one when this person heard something within the last minute.

    Calls are never softened: somebody has to wake up.
    """
    if one is not Sound.ALERT or last_sounded_at is None:
        return one
    recent = timedelta() <= now - last_sounded_at < timedelta(seconds=BUNDLE_SECONDS)
    return Sound.SILENT if recent else one


class Chime(Struct, frozen=True):
    """One alert that waits for one person; `key` names what it is about."""

    person: str
    at: datetime
    key: str


def bundled(chimes: Iterable[Chime]) -> tuple[tuple[Chime, ...], ...]:
    """Alerts of one person within a minute of the first, as one message each; in the order of the firsts."""
    bundles: list[list[Chime]] = []
    open_for: dict[str, list[Chime]] = {}
    for chime in sorted(chimes, key=lambda each: each.at):
        current = open_for.get(chime.person)
        if current is None or chime.at - current[0].at >= timedelta(seconds=BUNDLE_SECONDS):
            current = open_for[chime.person] = []
            bundles.append(current)
        current.append(chime)
    return tuple(tuple(bundle) for bundle in bundles)
