"""Working days and duty hours: what "next working day" and "4 h in duty hours" mean in a team's zone.

Which days are work days is handed in (holidays and moved work days come from outside, imported rows override
them). A year nobody knows yet is counted Monday to Friday and the result says so, so that it can be shown as
unsure and reckoned again when the year's calendar arrives.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec import Struct

#: True: work day, False: free, None: this year's calendar is not known.
DayRule = Callable[[date], bool | None]

# No calendar has a year without a work day; a rule that has is a mistake, and must not loop for ever.
_LONGEST_BREAK = timedelta(days=366)


class Reckoned(Struct, frozen=True):
    """A moment (aware, UTC), and whether every day on the way to it was known."""

    at: datetime
    known: bool


class WorkCalendar(Struct, frozen=True):
    """A team's working time: its zone, its days, its duty hours (`closes` of 00:00 means midnight)."""

    day_rule: DayRule
    zone: tzinfo
    opens: time = time(9)
    closes: time = time(18)

    def __post_init__(self) -> None:
        if self.closes <= self.opens and self.closes != time(0):
            raise ValueError(f"duty hours end after they begin, not {self.opens} to {self.closes}")

    def workday(self, day: date) -> tuple[bool, bool]:
        """(is it a work day, is that known)"""
        answer = self.day_rule(day)
        return (day.weekday() < 5, False) if answer is None else (answer, True)

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """When duty begins and ends on that day, in UTC; where clocks are changed, it may be shorter."""
        last = day + timedelta(days=1) if self.closes == time(0) else day
        begin = datetime.combine(day, self.opens, self.zone)
        end = datetime.combine(last, self.closes, self.zone)
        return begin.astimezone(UTC), end.astimezone(UTC)

    def on_duty(self, moment: datetime) -> bool:
        """Is this moment within duty hours of a work day?"""
        day = moment.astimezone(self.zone).date()
        begin, end = self.hours(day)
        return self.workday(day)[0] and begin <= moment < end

    def add_working_days(self, start: datetime, days: int) -> Reckoned:
        """The end of duty of the `days`-th work day after the day of `start`, which itself does not count.

        This is never later than the midnight that laws mean.
        """
        known = True
        day = start.astimezone(self.zone).date()
        for _ in range(days):
            day, sure = self._next_workday(day)
            known = known and sure
        return Reckoned(self.hours(day)[1], known)

    def add_working_minutes(self, start: datetime, minutes: int) -> Reckoned:
        """The moment at which so many minutes of duty have passed since `start`.

        A span that ends exactly with the duty hours ends that evening, not the next morning.
        """
        left, known = timedelta(minutes=minutes), True
        moment = start.astimezone(UTC)
        if not left:
            return Reckoned(moment, known)
        idle = timedelta()
        day = start.astimezone(self.zone).date()
        while idle < _LONGEST_BREAK:
            works, sure = self.workday(day)
            known = known and sure
            begin, end = self.hours(day)
            begin = max(begin, moment)
            if works and begin < end:
                if left <= end - begin:
                    return Reckoned(begin + left, known)
                left -= end - begin
                idle = timedelta()
            day += timedelta(days=1)
            idle += timedelta(days=1)
        raise ValueError("a calendar without work days")

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Whole minutes of duty between two moments, 0 when `end` is not later."""
        total = timedelta()
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            if self.workday(day)[0]:
                begin, finish = self.hours(day)
                total += max(timedelta(), min(finish, end) - max(begin, start))
            day += timedelta(days=1)
        return int(total.total_seconds() // 60)

    def _next_workday(self, day: date) -> tuple[date, bool]:
        known = True
        for distance in range(1, _LONGEST_BREAK.days + 1):
            following = day + timedelta(days=distance)
            works, sure = self.workday(following)
            known = known and sure
            if works:
                return following, known
        raise ValueError("a calendar without work days")

    def known_between(self, start: datetime, end: datetime) -> bool:
        """Is every day from `start` to `end` known?"""
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            if not self.workday(day)[1]:
                return False
            day += timedelta(days=1)
        return True


def monday_to_friday(day: date) -> bool:
    """A calendar without holidays."""
    return day.weekday() < 5
