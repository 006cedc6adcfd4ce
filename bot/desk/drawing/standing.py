"""Drawing standing lines: the board, the lines of one type, the line in large letters."""

from msgspec.structs import replace

from bot.desk import standing_lines
from bot.desk.drawing import incidents
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.rules.standing_lines import seal
from messages.cards import standing_lines as cards
from messages.cards import stop_loss
from messages.library import standing as library
from messages.views import StandingBoardView, StandingLinesView, StandingLineView, Verb


async def board(easel: Easel) -> Errand | None:
    """All types, with how many lines of each are approved in the reader's language."""
    approved = await standing_lines.in_use(easel.look, easel.team_id, easel.reader.language)
    view = StandingBoardView(
        team=easel.team_id,
        rows=tuple((kind, done, len(library.drafts_of(kind))) for kind, done in approved.items()),
        page=int(easel.parcel.values.get("page", 0)),
    )
    return easel.show(cards.draw_board(view, easel.reader))


async def lines(easel: Easel) -> Errand | None:
    """The lines of one type and language, word for word."""
    team, kind, language = standing_lines.read_subject(easel.parcel.subject_id)
    found = await standing_lines.lines_of(easel.look, team, kind, language)
    called = await easel.called(
        [line.writer for line in found] + [line.row.approved_by for line in found if line.row]
    )
    keys = {Verb.STANDING_APPROVE} | ({Verb.STANDING_RETIRE} if any(line.in_use for line in found) else set())
    if all(line.in_use and not line.waits for line in found) and not _ends_soon(easel, found):
        keys -= {Verb.STANDING_APPROVE}
    broken = await standing_lines.trouble(easel.look, team, kind, language, found)
    view = StandingLinesView(
        crisis_type=kind,
        language=language,
        lines=tuple(
            StandingLineView(
                channel=line.draft.channel,
                stage=line.draft.stage,
                text=line.text,
                in_use=line.in_use,
                waits=line.waits,
                expired=line.expired,
                writer=called.get(line.writer, ""),
                approved_by=called.get(line.row.approved_by, "") if line.row else "",
                expires_at=line.row.expires_at if line.row else None,
                seal=line.row.text_hash[:8] if line.row else "",
                trouble=broken.get(place, ()),
                over=library.too_long(line.draft.channel, language, line.text),
            )
            for place, line in enumerate(found)
        ),
        seal=seal(line.text for line in found),
        keys=frozenset(keys),
    )
    return easel.show(cards.draw(view, easel.reader))


def _ends_soon(easel: Easel, found: list[standing_lines.Line]) -> bool:
    """Is a fifth of the time left? Then they can be approved again."""
    margin = library.policy().valid_days * 86_400 / 5
    ends = [line.row.expires_at for line in found if line.row and line.row.expires_at]
    return any((end - easel.look.now).total_seconds() < margin for end in ends)


async def large(easel: Easel) -> Errand | None:
    """Nothing but the line to read out, for the host's screen. Who is asked to pass it on reads that it is new."""
    incident = await easel.incident()
    if incident is None:
        return None
    view = await incidents.stop_loss_view(easel, incident)
    if not easel.parcel.values.get("asks"):
        view = replace(view, former_at=None)
    return easel.show(stop_loss.draw_large(view, easel.reader))
