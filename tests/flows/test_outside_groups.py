"""Those who answer users in WeCom, Feishu or DingTalk: a robot brings the card, a link brings receipts back."""

import json
import re
from dataclasses import replace

from bot.desk import receipts
from tests.flows.test_frontline import GROUP
from tests.kit.desk import A_JIE, HE_MIN, OWNER, ZHOU_LAN, Scene
from tests.kit.voice import LINE, sheet
from tests.kit.web import elsewhere, saying


async def test_a_robot_brings_every_version_and_its_readers_count_in_the_unread_list(desk_scene: Scene) -> None:
    scene = desk_scene
    object.__setattr__(scene.desk, "policy", replace(scene.desk.policy, public_url="https://desk.example"))
    await scene.alert()
    await scene.press(ZHOU_LAN, "接下")
    await scene.press(HE_MIN, "接下")
    async with elsewhere(saying('{"errcode": 0}')) as there, elsewhere(saying("", status=404)) as gone:
        address = f"{there.base}/cgi-bin/webhook/send?key=693a91f6-secret"
        await scene.write(A_JIE, f"/frontline 企业微信 客服一组 2 {address}")
        assert "负责人" in scene.texts(A_JIE)[-1], "owners only"
        await scene.write(OWNER, f"/frontline 企业微信 客服一组 2 {address}", GROUP)
        assert "不要发在群里" in scene.texts(GROUP)[-1]
        await scene.write(OWNER, f"/frontline 企业微信 客服一组 2 {address}")
        assert "✓ 已加 企业微信「客服一组」" in scene.texts(OWNER)[-1]
        await scene.write(OWNER, f"/frontline 企业微信 客服一组 2 {address}")
        assert "已经有叫「客服一组」的了" in scene.texts(OWNER)[-1]
        await scene.write(OWNER, "/frontline 钉钉 代理商 http://x.example/robot")
        assert "没看懂这个钉钉机器人" in scene.texts(OWNER)[-1]
        await scene.write(OWNER, f"/frontline 企业微信 代理商 {gone.base}/send?key=0000")
        await scene.pass_time(seconds=3)
        await scene.write(OWNER, "/frontline")
        await scene.pass_time(seconds=3)
        assert "1 企业微信「客服一组」…cret · 2 人" in scene.texts(OWNER)[-1]
        assert there.base not in scene.texts(OWNER)[-1], "an address is never shown again"
        await sheet(scene, 1, LINE, 供应商="合作方")
        await scene.pass_time(seconds=5)
        assert any("口径卡没送到企业微信「代理商」:地址已失效" in said for said in scene.texts(HE_MIN))
        (card,) = there.heard
        said = json.loads(card.body)["text"]["content"]
        assert said.startswith("【口径 v1 · 现行】")
        assert LINE in said
        assert "不要说:供应商" in said
        token = re.search(r"https://desk\.example/read/(\S+)", said)
        assert token is not None
        assert await receipts.read(scene.desk, token[1], "张店长")
        assert await receipts.read(scene.desk, token[1], "张店长"), "twice is once"
        await scene.pass_time(minutes=16)
        unread = next(text for text in reversed(scene.texts(HE_MIN)) if "口径 v1 已读" in text)
        assert "企业微信「客服一组」已读 1/2" in unread
        assert "企业微信「代理商」没送到" in unread
        await scene.write(OWNER, "/frontline 去掉 2")
        await scene.pass_time(seconds=3)
        assert "✓ 已去掉 企业微信「代理商」" in scene.texts(OWNER)[-1]
        # The next version is a card of its own, and its readers begin anew.
        await sheet(scene, 2, "22:30前在本账号通报结果。")
        await scene.pass_time(seconds=5)
        assert len(there.heard) == 2
        assert not await receipts.read(scene.desk, token[1], "李店长"), "an old link counts for nothing"
        newer = re.search(r"https://desk\.example/read/(\S+)", json.loads(there.heard[1].body)["text"]["content"])
        assert newer is not None
        assert "sheet_sync" in await scene.running_clocks()
        for name in ("张店长", "李店长"):
            await receipts.read(scene.desk, newer[1], name)
        assert "sheet_sync" not in await scene.running_clocks(), "everybody has read it"
        forged = newer[1].replace(newer[1].partition("-")[2][:26], "01K0FORGED0000000000000000")
        assert not await receipts.read(scene.desk, forged, "王店长")
