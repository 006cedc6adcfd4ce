### Sources: silence, tests, mappings; forwards, tables; first seen; figures asked for while watching.

source-silent-title = Source "{ $name }" is silent
source-silent-summary = Last heard { $at }, promised every { $minutes } minutes. Look whether it stopped or nothing happened.
source-heard-again = the source is back
source-test-title = A test from source "{ $name }"

sources-head = Sources of { $team } · { $count }
sources-none = None yet. On the machine that runs the desk: crisisdesk source add NAME
sources-more = { $count } more
sources-heard = last { $at }
sources-never-heard = never heard
sources-every = every { $minutes } minutes
sources-silent = silent
sources-mapped = mapped
key-srctest = Send a test
key-srctest-named = Test { $name }
key-srcmap = Use this mapping
toast-source-tested = Test sent, on the same path as a real one
toast-mapping-kept = "{ $name }" uses this mapping from now on
refused-source-gone = { $name ->
    [none] This source is gone. Send /source to see what there is.
   *[other] There is no source called "{ $name }". Send /source to see what there is.
}

mapping-head = Mapping of "{ $name }" tried: { $count } read out of the last { $tried }
mapping-kept = Mapping of "{ $name }" is in use
mapping-title = · { $title }
mapping-fields = Fields found: { $fields }
example-source-map = /source map feed title=data.headline severity=data.level
refused-mapping-unclear = I did not understand this part: { $text }. Write field=path, such as title=data.headline; title is needed.
refused-mapping-empty = { $count ->
    [0] Nothing has come from this source yet, so there is nothing to try. Paste one JSON it sends on the next line.
   *[other] Not one title in the last { $count }: nothing would come in. Check the paths, or paste one JSON it sends on the next line.
}
refused-mapping-not-here = "{ $name }" does not use the generic format; its fields are fixed and need no mapping.

parcel-sources = sources
parcel-source-mapping = field mapping
alert-test = a test, not real

alert-hint-none = Suggestion: no action (source says resolved)
alert-hint-media = Suggestion: open (media are asking)
alert-hint-unknown = Suggestion: watch ({ $metric } not known yet)
alert-hint-bare = Suggestion: watch
alert-watch-media = { $by } watches until { $until }, paged when media ask
command-watch = Watch until a time or a figure
answer-watching = { $text ->
    [none] Watching until { $until }; you are paged at the time or the figure
   *[other] Watching until { $until }; you are paged at { $text }
}
answer-figures-wanted = Half of the watch on "{ $text }" has passed. How much is it now? Reply, for example: plays 32k reposts 180
refused-figures-unclear = I did not understand "{ $text }". Figures only, for example: plays 32k reposts 180; or: media asks
refused-trigger-reached = It is { $count } already; write a higher one. You wrote: { $text }
refused-watch-no-card = Watch which one? Reply to its card, for example: watch until 14:00 reposts>=300
alert-guessed = Looks like { $type }; can be changed once opened

answer-first-seen-wanted = When was it first seen? Reply with the time, for example: 20:31
answer-first-seen-kept = { $due ->
    [none] First seen is now { $at }
   *[other] First seen is now { $at }; first response due { $due }
}
refused-first-seen-unclear = I did not understand "{ $text }". One time that has passed, for example: 20:31, or 30 min ago
answer-table-kept = { $text ->
    [none] All { $total } rows taken, { $count } of them new
   *[other] All { $total } rows taken, { $count } of them new; being worked on: { $text }
}
refused-table-unreadable = This does not read like a table. Send CSV: names of columns in the first line, a title column at least, and a row below.
refused-table-too-long = { $count ->
    [0] The file is too large; nothing was kept. At most { $total } rows at a time, so send it in parts.
   *[other] It has { $count } rows; nothing was kept. At most { $total } at a time, so send it in parts.
}
refused-table-rows = These rows do not fit, so nothing was kept: { $text }. Mend them and send it again.
refused-file-away = I cannot get this file right now; nothing was kept. Send it again later; if it is text, you can paste it instead.
alert-flapping = The source goes on and off; counted as still there
key-storm = No action on any of these
storm-put-away = no action, with its batch
toast-storm-put-away = { $count } set to no action
example-source-every = /source every feed 5
answer-source-promise = { $count ->
    [0] "{ $name }" promises nothing any more; its silence is no alert
   *[other] "{ $name }" promises to speak every { $count } minutes; silent for two, you hear of it
}
