"""The closing text says how far the remedy was carried out, and something shows it."""

import pytest

from bot.desk import drafting, releasing, reviews
from bot.rules import gates
from storage.tables.statements import Statement
from storage.vocabulary.incidents import Responsibility
from tests.flows.test_gates import lines
from tests.kit.desk import LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import crisis, newest, send
from tests.kit.voice import verified


async def stopped(scene: Scene) -> tuple[set[str], set[str]]:
    """What the gates and the check say of the closing text's share: names of sentences, rules that block."""
    statement, incident = await newest(scene, Statement), await scene.incident()
    async with scene.desk.reading() as look:
        team, version = await look.teams.find(scene.team), await look.statements.newest(statement.id)
        assert team is not None
        assert version is not None
        given = await releasing.gate_input(look, incident, team, statement, version)
        verdict = await drafting.checked(look, incident, team, statement, version)
    shares = {one.reason for one in gates.findings(given) if one.reason.startswith("share-") and one.blocks}
    return shares, {one.rule for one in verdict.findings if one.level == "block"} & {"R-C3"}


@pytest.mark.rule("R-G10", "blocked")
@pytest.mark.rule("R-G10", "allowed")
@pytest.mark.rule("R-C3", "blocked")
async def test_a_closing_text_says_how_far_the_remedy_went_and_what_shows_it(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    incident = await scene.incident()
    await reviews.blame(scene.desk, scene.people[LIN_LAN], incident.id, Responsibility.OURS)
    await send(scene, ZHOU_LAN, "写处理结果")
    assert any("处理结果" in text for text in scene.texts(ZHOU_LAN))

    async def says(words: str) -> tuple[set[str], set[str]]:
        place = (await lines(scene))["remedy"]
        await send(scene, ZHOU_LAN, f"{place} 改成 {words}")
        return await stopped(scene)

    assert await says("该批次退款。") == ({"share-missing"}, set())
    assert await says("退款已完成96%。") == ({"share-unproved"}, {"R-C3"}), "no fact carries the figure"
    # Somebody stands by it, but nothing says where it comes from: enough for R-C3, not for the closing text.
    await verified(scene, 2, "退款已完成96%")
    assert await stopped(scene) == ({"share-unproved"}, set())
    async with scene.desk.transaction() as u:
        fact = await u.facts.by_number(incident.id, 2)
        assert fact is not None
        fact.source = "财务对账单"
    assert await stopped(scene) == (set(), set())
    assert await says("300单中288单已退。") == ({"share-unproved"}, {"R-C3"})
