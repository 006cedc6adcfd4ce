"""Answers to presses and inline queries."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.world import callbacks, inline


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> object:
    answer = {
        "text": call.get("text") or "",
        "show_alert": call.get("show_alert", False),
        "url": call.get("url") or "",
    }
    callbacks.answer(call.world, call.get("callback_query_id"), answer, call.now)
    return True


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> object:
    inline.answer(call.world, call.get("inline_query_id"), call.get("results"), call.get("button"), call.now)
    return True
