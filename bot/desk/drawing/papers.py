"""Drawing the paper: a PDF to print."""

import asyncio

from bot.desk import papers
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand, Say
from messages.markup import Attachment, Drawn
from messages.paper import page


async def paper(easel: Easel) -> Errand | None:
    """One PDF for the hour when Telegram or the desk is gone."""
    if easel.team is None:
        return None
    view = await papers.gathered(easel.look, easel.team, easel.reader)
    content = await asyncio.to_thread(page.draw, view, easel.reader)
    document = Attachment("paper.pdf", content, "application/pdf")
    return Say(Drawn.of([easel.reader.say("paper-file")], document=document), silent=True)
