"""Drawing the files that go out with a text: how they stand on cards, and the files themselves."""

from collections.abc import Sequence

from bot.desk import attached
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import EvidenceId, IncidentId
from bot.rules import attachments as rules
from messages.cards import attached as cards
from messages.markup import Relay
from messages.views.attached import FileChangeView, FileView
from storage.vocabulary.evidence import About


async def file(easel: Easel) -> Errand | None:
    """One file for whoever approves or publishes it: byte for byte, or as it came when nobody could fetch it."""
    kept = await easel.look.belongings.evidence_by_id(EvidenceId(easel.parcel.subject_id))
    seal = kept.about.removeprefix(f"{About.ASSET}:") if kept else ""
    if kept is None or seal == kept.about:
        return None
    if kept.content:
        return easel.say(cards.draw_file(kept.text, kept.sha256, kept.content, kept.content_type, easel.reader))
    if rules.seen(seal) or not kept.file_id:
        return None
    relay = Relay(kept.kind, kept.file_id)
    return easel.say(cards.draw_relayed(kept.text, rules.told_size(seal), relay, easel.reader))


async def views(easel: Easel, incident: IncidentId, seals: Sequence[str]) -> tuple[FileView, ...]:
    """These files, numbered."""
    rows = await attached.of(easel.look, incident, seals)
    return tuple(
        FileView(number, row.name, row.size, rules.short(row.seal), rules.seen(row.seal))
        for number, row in enumerate(rows, start=1)
    )


async def changes(
    easel: Easel, incident: IncidentId, before: Sequence[str], after: Sequence[str]
) -> tuple[FileChangeView, ...]:
    """Which files went and which came, one after the other."""
    went, came = rules.exchanged(before, after)
    return (
        *(FileChangeView(view, came=False) for view in await views(easel, incident, went)),
        *(FileChangeView(view, came=True) for view in await views(easel, incident, came)),
    )
