### Pages: the board, figures, links.

page-nav = Pages
page-board = Board
page-stats = Figures
page-live = Live
page-lost = The connection is lost and is being made again; below is how it stood
page-notice = This page cannot be shown
page-link-used = This link was used. Each works once: go back to the private chat and send /board for a new one.
page-link-expired = This link has expired. Go back to the private chat and send /board for a new one.
page-not-signed-in = You are not signed in. Send /board in the desk's private chat and follow the link it gives.
page-not-here = There is nothing here that you may see. Restricted incidents are for the people on their list.
page-busy = Too many people are watching at once; open it again in a minute.

board-title = Board · { $team }
board-open = Open
board-next = Next public deadline
board-overdue = Overdue
board-none = none
board-public = Public
board-lead = Commander
board-nobody = nobody
board-missing = Missing
board-all-there = everybody is there
board-drill = drill
board-quiet = Nothing is open now.
board-hidden = { $count ->
    [one] 1 restricted incident besides
   *[other] { $count } restricted incidents besides
}
board-as-of = As of { $at }
board-due = { $clock } { $at }
board-late = { $clock } { $at }, overdue

stats-title = Figures · { $team }
stats-head = Medians by severity (fewer than { $minimum } cases are not counted)
stats-about = Medians, with the number of cases in brackets; fewer than { $minimum } read "not enough data". Drills stand apart.
stats-few = not enough data ({ $count })
stats-none = There is nothing to count yet.
stats-line = { $name }
stats-figure = · { $what } { $text }
stats-cell = { $text } ({ $count })
stats-by-severity = By severity
stats-by-type = By type
stats-by-month = By month
stats-by-shift = By shift
stats-by-drill = Real and drills
stats-column-count = Incidents
stats-column-responded = Time to respond
stats-column-first = Time to first response
stats-column-down = Time to stand-down
stats-column-kept = Deadlines kept
stats-column-corrections = Corrections per 100 released
stats-column-hits = Sentences the check stopped
stats-shift-day = day, 9–18
stats-shift-evening = evening, 18–24
stats-shift-night = night, 0–9
stats-real = real incidents
stats-drills = drills

command-board = the board (for a computer or the wall)
command-stats = figures: how fast, how well on time
parcel-page-link = link to a page
parcel-stats = figures
answer-page-link = Valid for 10 minutes, once, for you alone.
answer-page-sent = The link is in your private chat
key-open-page = Open
refused-no-page-address = The pages have no address yet. The operators set PUBLIC_URL in .env and restart.
refused-page-needs-private = Links go to private chats only. Open yours with me once, then send /board.
toast-page-link = The link is in your private chat
