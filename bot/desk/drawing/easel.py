"""What a drawer works with: the rows it may look at, who reads, and what every card needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.desk import people
from bot.desk.desk import Desk
from bot.desk.errands import Say, Show
from bot.ids import IncidentId, PersonId, TeamId
from messages import words
from messages.markup import Drawn
from messages.views import Mark
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.tables.teams import Person, Team
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.people import Language


@dataclass(frozen=True)
class Easel:
    """One parcel on its way to words."""

    desk: Desk
    look: Reader
    parcel: Parcel
    team: Team | None
    #: The one who reads, when the audience is one person.
    person: Person | None
    reader: words.Reader

    @classmethod
    async def set_up(cls, desk: Desk, look: Reader, parcel: Parcel) -> "Easel":
        """Who reads this, in which language and zone: a person's own, else the team's."""
        team = await look.teams.find(parcel.team_id) if parcel.team_id else None
        person = None
        kind, _, rest = parcel.audience.partition(":")
        if kind == "person":
            person = await look.people.find(PersonId(rest))
        elif kind == "chat" and not rest.startswith("-"):
            person = await look.people.by_telegram(int(rest.partition(":")[0]))
        language = parcel.language or (person.language if person else None)
        language = language or (team.language if team else desk.policy.language)
        zone = (person.timezone if person else "") or (team.timezone if team else "") or desk.policy.timezone
        return cls(desk, look, parcel, team, person, words.Reader(Language(language), ZoneInfo(zone), look.now))

    async def incident(self, incident_id: str | None = None) -> Incident | None:
        """The incident the parcel is about."""
        return await self.look.incidents.find(IncidentId(incident_id or self.parcel.subject_id))

    async def called(self, ids: Iterable[PersonId | None]) -> Mapping[PersonId | None, str]:
        """What people are called."""
        return await people.names(self.look, list(ids))

    @property
    def team_id(self) -> TeamId:
        """The team this is about.

        Every parcel with a drawer that asks for it is posted with its team.
        """
        assert self.parcel.team_id is not None, f"{self.parcel.kind} is posted with its team"
        return self.parcel.team_id

    def mark(self, drill: bool = False) -> Mark:
        """What stands first on the card: drill, sandbox."""
        return Mark(drill=drill, sandbox=self.desk.policy.sandbox)

    def show(self, drawn: Drawn) -> Show:
        """The one message of its kind: sent once, edited afterwards."""
        return Show(drawn, silent=not self.parcel.sound, again=self.reader.say("mark-again"))

    def say(self, drawn: Drawn) -> Say:
        """A new message."""
        return Say(drawn, silent=not self.parcel.sound, again=self.reader.say("mark-again"))

    def topic_url(self, incident: Incident | None) -> str | None:
        """Where a tap on "open topic" leads: the topic, else nothing."""
        if incident is None or incident.topic_id is None or incident.topic_state is TopicState.MAIN_CHAT:
            return None
        # Bot API: supergroup ids are -100 followed by the id that t.me/c/… uses.
        inner = str(incident.topic_chat_id).removeprefix("-100")
        return f"https://t.me/c/{inner}/{incident.topic_id}"

    @property
    def start_url(self) -> str | None:
        """Where somebody opens his private chat with the desk."""
        username = self.desk.identity.username
        return f"https://t.me/{username}?start=reach" if username else None
