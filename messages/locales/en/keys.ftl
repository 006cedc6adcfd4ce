### What stands on buttons. Verbs are those of Verb in messages/views/shared.py; further wordings have names.

key-aopen = Open incident
key-awatch = Watch
key-anone = No action
key-aevid = { $count ->
    [0] Evidence
   *[other] Evidence { $count }
}
key-aagree = Agree, no action
key-aback = Back
key-aback-proposed = Disagree
key-resp = I'm on it
key-decl = I can't
key-fact = Add fact
key-draft = Write response
key-check = Check words
key-role = Take a role
key-tasks = { $total ->
    [0] Tasks
   *[other] Tasks { $done }/{ $total }
}
key-more = More
key-class = Classify
key-crew = People
key-phase = Phase
key-sheet = Message sheet
key-hold = Hold our answer
key-page = Page somebody
key-tline = Timeline
key-recap = Recap
key-full = Full recap
key-pdf = PDF
key-acts = { $count ->
    [0] Actions
   *[other] Actions { $count }
}
key-back = Back
key-sev = Level
key-type = Type
key-class-types = Another type
key-class-types-more = More types
key-live = On air
key-live-off = Not on air
key-chosen = { $label } ✓
key-take = Take { $role }
key-give = Hand over { $role }
key-ask = Page { $role }
key-skip = No { $role } needed
key-rtake = I take it
key-rcant = I can't
key-rask = Page { $person }
key-rask-anyone = Page
key-rself = I'll cover
key-rskip = Not needed this time
key-htake = I take it
key-hask = Ask first
key-mon = Monitor
key-resume = Handle again
key-down = Stand down
key-close = Close
key-reopen = Reopen
key-again = Press again: { $label }
key-met = Done
key-met-public = It is out
key-waive = Waive
key-why = Why this time
key-nudge = Nudge { $person }
key-nudge-anyone = Nudge
key-emerg = Emergency release
key-holdr = Hold our answer
key-sldone = { $step }
key-slno = Can't do
key-slno-step = Can't: { $step }
key-slsaid = Said on air
key-slbig = Large text for the host
key-tdone = Done
key-tdone-index = { $index } done
key-tundo = Take back
key-tblock = Stuck
key-undo = Undo
key-topic = Open topic
key-open = Open
key-reach = Reach me
key-start = Tap here to start
key-how-topics = How to
key-called = Tap after calling
key-help-report = Report
key-help-declare = Open incident
key-help-status = What is open
key-help-words = Can I say this
key-help-reach = Reach me
key-handover = Hand over
