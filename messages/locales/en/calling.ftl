### Calling chains: who, when, by which way, and what became of it.

chain-state-running = calling
chain-state-answered = answered
chain-state-ended = stopped
chain-state-exhausted = nobody answered

rung-first = called first
rung-second-phone = second phone
rung-deputy = passed on to the deputy
rung-team = whole team
rung-again = once more
rung-morning = quiet hours over
rung-nobody = nobody left
rung-unknown = other

rung-state-waiting = to come
rung-state-reached = called
rung-state-spared = not needed

way-private = private chat
way-phone = phone
way-bundled = joined one call
way-quiet = without sound
way-none = cannot be reached
way-unknown = other

called-took = took it
called-declined = can't
called-paused = got it
called-spared = somebody was faster
called-silent = no answer
called-unknown = other

link-call = call
link-take = take
link-decline = can't
link-approval = approval
link-calendar = calendar
link-unknown = other

shift-days-every = every day
shift-days-workdays = working days
shift-days-free-days = days off
shift-days-unknown = other

clock-rung = passing on
clock-reconfirm = still on it?
clock-rest = time for a change of shift

entry-page-failed = phone did not ring
entry-nobody-left = nobody answered
entry-still-here = still on it

answer-no-way = { $person } cannot be reached: no private chat, no phone registered.
answer-nobody-answered = ⛔ Everybody was called, nobody answered: { $number } { $text }
    Pick up a telephone, or press "I'm on it" yourself.

duty-next-team = Respond by { $until } or the whole team is called
key-duty-page = Duty page
