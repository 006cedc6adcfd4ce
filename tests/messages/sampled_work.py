"""Samples: tasks, decisions, help."""

from msgspec.structs import replace

from messages.cards import decisions, help, tasks
from messages.markup import Drawn
from messages.views import DecisionView, HelpView, TaskListView, TaskView
from storage.vocabulary.people import Permission
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALL, DECISION, INCIDENT, NUMBER, TASK, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language)
    say = s.say
    task = TaskView(
        task=TASK,
        number=NUMBER,
        title=s.title,
        text=say("核对 0912A 在售与库存", "Check stock and sale of 0912A"),
        owner=s.zhao,
        given_by=s.lin,
        due_at=at("20:55"),
        keys=ALL,
    )
    done = replace(task, text=say("存直播录屏", "Keep the live recording"), done_at=at("20:43"), done_by=s.jie)
    listed = TaskListView(
        incident=INCIDENT, number=NUMBER, severity=Severity.S1, title=s.title, tasks=(done, task)
    )
    decision = DecisionView(
        decision=DECISION,
        number=NUMBER,
        question=say("要不要全渠道停售", "Stop sale on all channels?"),
        choice=say("停,先停 0912A", "Yes, batch 0912A first"),
        why=say("批次已能锁定", "The batch is known"),
        by=s.lin,
        at=at("20:50"),
    )
    commands = tuple(
        (name, Permission.MEMBER) for name in ("report", "check", "sheet", "declare", "status", "recap", "help")
    )
    leading = (("waive", Permission.COMMANDER), ("unmask", Permission.PERSONAL_DATA))
    early = tuple(pair for pair in commands if pair[0] not in ("check", "sheet"))
    return {
        "task": tasks.draw(task, r),
        "task_overdue": tasks.draw(
            replace(task, blocked_by=say("仓库没人接电话", "nobody answers at the warehouse")),
            reader(s.language, "21:00"),
        ),
        "task_done": tasks.draw(replace(done, mine=False), r),
        "tasks": tasks.draw_list(listed, r),
        "tasks_none": tasks.draw_list(replace(listed, tasks=()), r),
        "decision": decisions.draw(decision, reader(s.language, "21:00")),
        "decision_superseded": decisions.draw(
            replace(decision, superseded_by=s.zhou, superseded_at=at("21:40")), reader(s.language, "21:41")
        ),
        "help": help.draw(HelpView(commands=commands), r),
        "help_commander": help.draw(HelpView(commands=(*commands, *leading)), r),
        "help_early": help.draw(
            HelpView(commands=early, started=False, start_url="https://t.me/desk_bot?start=hello"), r
        ),
        **{
            f"help_about_{topic}": help.draw_about(topic, r)
            for topic in ("report", "declare", "status", "words", "reach", "topics")
        },
    }
