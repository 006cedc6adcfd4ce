# The day's inbox: all of it in a file.
key-inbox = 看全部 { $count } 条
inbox-file-name = 预警-{ $stamp }.txt
inbox-day = { $total ->
    [0] 这一天的预警全在附件里,共 { $count } 条
   *[other] 这一天共 { $total } 条预警,附件里是最新的 { $count } 条
}
toast-file-comes = 文件马上发来
refused-inbox-gone = 这个收件箱已经翻页了。看最新的那条。
parcel-inbox-day = 当日预警清单
