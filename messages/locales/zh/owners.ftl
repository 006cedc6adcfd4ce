# 负责人离开本群之后。
notice-owner-left = { $person } 离开了本群,不再是负责人,也不再被呼叫。
notice-owner-stays = 你离开了本群,但没有别的负责人,所以你还是负责人。要交出去:在 OWNER_IDS 里写上新的负责人再重启,或者先回到群里。
