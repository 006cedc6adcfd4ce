"""What an approval of a message sheet is bound to: every word on it, and the facts it uses as they are now."""

from typing import Any

from bot.rules.sheets import fingerprint
from storage.tables.sheets import MessageSheet, SheetItem
from storage.unit_of_work import Reader


async def bound_hash(look: Reader, sheet: MessageSheet) -> str:
    """What an approval of this version is bound to, as things stand: its words, and the facts it uses."""
    items = await look.sheets.items(sheet.id)
    used = sorted({fact for item in items for fact in item.fact_ids})
    facts = await look.facts.by_ids(used) if used else ()
    return fingerprint(
        {
            "audience": sheet.audience.value,
            "stance": sheet.stance.value,
            "responsibility": sheet.responsibility.value,
            "evidence": list(sheet.evidence),
            "cause": sheet.cause,
            "items": [_bound(item) for item in items],
            "facts": [[fact.id, fact.version, fact.state.value, fact.public, fact.values] for fact in facts],
        }
    )


def _bound(item: SheetItem) -> list[Any]:
    ends = item.ends_at.isoformat() if item.ends_at else ""
    channel = item.channel.value if item.channel else ""
    return [
        item.kind.value,
        item.key,
        item.text,
        item.mode.value,
        channel,
        sorted(item.fact_ids),
        item.say_instead,
        item.group,
        item.may_say,
        item.sha256,
        ends,
    ]
