# Why a part of a text is missing, or may not be there yet.
gate-slot-empty = 缺「{ $slot }」{ $why ->
    [if_harm] :有人可能受伤害,要说怎么避免
    [if_confirmed] :口径单上原因已核实
    [if_ours] :是我们的责任
    [if_loss] :有人受了损失
    [if_tested] :引了检测或权威结论,要说依据
    [recall] :这是召回或停售
    [data_leak] :个人信息泄露要告知这一项
    [false_claim] :说法不实,要有这一项
    [unknown] :责任还没核实,要说还不知道
   *[stage] { "" }
}
gate-slot-too-early = 还不能写「{ $slot }」{ $why ->
    [unknown] :责任还没核实
    [false_claim] :说法不实,不是我们的错
   *[stage] { "" }
}
gate-share-missing = 「{ $slot }」没说做到哪一步:加上百分比或几分之几,如 已完成 96%
gate-share-unproved = 「{ $slot }」的进度没有依据:先记一条写明来源的公开事实并核实,如 退款已完成 96%,来源:财务对账单
