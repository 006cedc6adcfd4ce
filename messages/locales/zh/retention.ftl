### 个人信息到期删除:谁的删了、谁的因法务保全留着。

notice-data-erased = 已按期删除 { $count } 件已结案事件的个人信息和原始数据({ $names })。记录和校验链都在。{ $total ->
    [0] {""}
   *[other] { $total } 件因法务保全没有动。
}
cli-help-retention = 到期的个人信息:看看有哪些;加 --erase 才删。法务保全的不动。
cli-help-retention-days = 结案满多少天(默认按内置规定)。
cli-help-retention-erase = 真的删。不加只是看。
cli-retention-would = { $number }(结案 { $closed }):会删 { $deliveries } 条原始数据,以及它的图片、自由文字、团队外的人名
cli-retention-erased = ✓ { $number }(结案 { $closed }):原始数据 { $deliveries },证据 { $evidence },记录内容 { $entries },人名 { $receipts }
cli-retention-held = – { $number }(结案 { $closed }):法务保全,不动
cli-retention-planned = 只是看看:结案满 { $days } 天的 { $count } 件会删,{ $held } 件因法务保全不动,没成事件的原始数据 { $raw } 条。要删加 --erase。
cli-retention-done = 已删 { $count } 件(结案满 { $days } 天),{ $held } 件因法务保全没动,没成事件的原始数据 { $raw } 条。crisisdesk verify 照样能校验。
