"""The roster in private: me, now, the next week, the gaps; and as a calendar file."""

from datetime import UTC, datetime

from markupsafe import Markup

from messages.cards.parts import button, dotted, head, name, short_number, title
from messages.markup import Attachment, Drawn, Key, grid, rows
from messages.views import Reader, Verb
from messages.views.rosters import CallFiguresView, ChainView, DayLine, PagingView, RoleLine, RosterView, ShiftLine

_GAPS = 3
_MINE = 3


def draw(view: RosterView, reader: Reader) -> Drawn:
    """Who is on duty now; my next shifts; who can be woken for each role; the week; where nobody is."""
    now = reader.say("roster-now", names=reader.listed(name(p) for p in view.now)) if view.now else None
    lines: list[Markup | None] = [
        head(reader, view.mark, reader.say("roster-head", team=name(view.team))),
        now or reader.say("roster-now-none"),
        *(reader.say("roster-mine", text=_span(shift, reader)) for shift in view.mine[:_MINE]),
        reader.say("roster-away", until=view.away_until) if view.away_until else None,
        Markup(""),
        *(_role(line, reader) for line in view.roles),
    ]
    if view.days:
        lines += [Markup(""), *(_day(day, reader) for day in view.days)]
    else:
        lines += [Markup(""), reader.say("roster-none")]
    for begins, ends in view.gaps[:_GAPS]:
        lines.append(reader.say("roster-gap", since=begins, until=ends))
    if len(view.gaps) > _GAPS:
        lines.append(reader.say("roster-gaps-more", count=len(view.gaps) - _GAPS))
    lines.append(reader.say("calendar-unknown") if view.calendar_unknown else None)
    keys = [button(reader, Verb.ROSTER_FILE, "ics")] if view.days else []
    return Drawn.of(lines, rows(keys))


def _role(line: RoleLine, reader: Reader) -> Markup:

    role = reader.label(line.role)
    if not line.people:
        return reader.say("roster-role-none", role=role)
    key = "roster-role" if len(line.people) > 1 else "roster-role-alone"
    return reader.say(key, role=role, names=reader.listed(name(person) for person in line.people[:3]))


def _day(day: DayLine, reader: Reader) -> Markup:
    key = "roster-day-free" if day.free else "roster-day"
    return reader.say(key, day=reader.day(day.day), text=hours_of(day, reader))


def hours_of(day: DayLine, reader: Reader) -> str:
    """Who is on duty on this day, with hours."""
    shifts = [f"{name(s.person)} {_hour(s.begins, reader)}-{_hour(s.ends, reader)}" for s in day.shifts[:4]]
    return reader.listed(shifts) if shifts else reader.plain("roster-day-none")


def _hour(when: datetime, reader: Reader) -> str:
    return when.astimezone(reader.zone).strftime("%H:%M")


def _span(shift: ShiftLine, reader: Reader) -> Markup:
    stands = reader.say("roster-stands-in") if shift.exchanged else None
    rotation = title(shift.rotation, 40) if shift.rotation else None
    return dotted(reader, f"{reader.moment(shift.begins)} - {reader.moment(shift.ends)}", rotation, stands)


def calendar(shifts: tuple[ShiftLine, ...], team: str, made_at: datetime, reader: Reader) -> Attachment:
    """The shifts as iCalendar (RFC 5545): times in UTC, lines folded at 75 octets, CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//crisisdesk//duty//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(reader.plain('roster-calendar-name', team=team))}",
    ]
    for shift in shifts:
        who = _text(shift.person)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_stamp(shift.begins)}-{_stamp(shift.ends)}-{_uid(shift)}@crisisdesk",
            f"DTSTAMP:{_stamp(made_at)}",
            f"DTSTART:{_stamp(shift.begins)}",
            f"DTEND:{_stamp(shift.ends)}",
            f"SUMMARY:{_text(reader.plain('roster-calendar-event', person=shift.person))}",
            f"DESCRIPTION:{_text(shift.rotation) or who}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    content = "".join(f"{_folded(line)}\r\n" for line in lines).encode()
    return Attachment("duty.ics", content, "text/calendar")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _uid(shift: ShiftLine) -> str:
    return "".join(f"{ord(character):x}" for character in f"{shift.rotation}/{shift.person}")[:60]


def _text(value: str) -> str:
    """RFC 5545 3.3.11: backslash, semicolon, comma and line feed are escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """RFC 5545 3.1: at most 75 octets a line, a continuation begins with a space; never inside a character."""
    parts: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        if len(parts[-1]) + len(octets) > (75 if len(parts) == 1 else 74):
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts).decode()


def draw_paging(view: PagingView, reader: Reader) -> Drawn:
    """The calls with their times, and a button for each role that can be woken."""
    lines: list[Markup | None] = [
        reader.say("paging-head", number=short_number(view.number), title=title(view.title))
    ]
    for chain in view.chains:
        lines += [Markup(""), *chain_lines(chain, reader)]
    if not view.offers:
        lines.append(reader.say("paging-nobody"))
    keys = [
        Key(
            reader.plain("key-ask", role=reader.label(role)),
            press=button(reader, Verb.ASK, view.incident, role.value, role="").press,
        )
        for role in view.offers
    ]
    return Drawn.of(lines, grid(keys, 2))


def chain_lines(view: ChainView, reader: Reader) -> list[Markup]:
    """A call, rung by rung, each with its time; what was not needed says so."""
    who = reader.label(view.role) if view.role else reader.plain("chain-duty")
    lines = [reader.say("chain-head", role=who, state=reader.plain(f"chain-state-{view.state}"))]
    for step in view.steps[:10]:
        kind = reader.plain(f"rung-{step.kind}".replace("_", "-"))
        names = reader.listed(name(person) for person in step.people[:3])
        key = "chain-step-done" if step.reached else "chain-step-spared" if step.spared else "chain-step"
        lines.append(dotted(reader, reader.say(key, at=step.at, kind=kind), names))
    return lines


def draw_figures(view: CallFiguresView, reader: Reader) -> Drawn:
    """Four weeks in a few lines: the calls, each rung, the hours of the day, then who was woken most."""
    counted = {"count": view.calls, "unanswered": view.unanswered}
    lines: list[Markup | None] = [
        head(reader, view.mark, reader.say("calls-head", team=name(view.team), **counted))
    ]
    for kind, span in view.rungs:
        lines.append(reader.say("calls-rung", kind=reader.label(kind), took=reader.duration(span)))
    for when, span in view.hours:
        lines.append(reader.say("calls-rung", kind=reader.plain(f"calls-at-{when}"), took=reader.duration(span)))
    for one in view.people[:10]:
        took = reader.duration(one.median) if one.median is not None else ""
        lines.append(
            dotted(
                reader,
                reader.say("calls-person", person=name(one.person), count=one.interruptions, took=took),
                *(reader.say(f"calls-{when}", count=count) for when, count in one.hours),
                reader.say("calls-silent", count=one.silent) if one.silent else None,
            )
        )
    return Drawn.of(lines)
