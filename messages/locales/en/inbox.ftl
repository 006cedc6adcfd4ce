# The day's inbox: all of it in a file.
key-inbox = All { $count }
inbox-file-name = alerts-{ $stamp }.txt
inbox-day = { $total ->
    [0] All alerts of that day are in the file: { $count }
   *[other] { $total } alerts that day; the file holds the newest { $count }
}
toast-file-comes = The file is coming
refused-inbox-gone = This is an old inbox. Use the newest one.
parcel-inbox-day = all alerts of a day
