"""What goes out and went out: hand-over (T8) and proof (T8b), deviations, paused promotion."""

from markupsafe import Markup

from messages.cards import attached
from messages.cards.parts import GAP, NOTE, button, dotted, head, name, short_number, title
from messages.cards.statements import changed, exact
from messages.markup import COPY_LIMIT, Attachment, Drawn, Key, clean, line, rows, units
from messages.views import Reader, Verb
from messages.views.publications import (
    DeviationView,
    PauseRow,
    PausesView,
    ReleaseView,
    RumorRow,
    RumorsView,
)
from storage.vocabulary.publications import (
    DeviationClass,
    DeviationState,
    ProofKind,
    PublicationState,
    RumorState,
)

_POSTED = 600
_RUMORS = 8


def draw_release(view: ReleaseView, reader: Reader) -> Drawn:
    """The exact text to publish; then what its proof is worth."""
    if view.look:
        return _look(view, reader)
    match view.state:
        case PublicationState.HANDED_OVER:
            return _to_publish(view, reader)
        case PublicationState.DIFFERS:
            return _differs(view, reader)
        case _:
            return _kept(view, reader)


def _about(view: ReleaseView, reader: Reader) -> Markup:
    return reader.say("draft-about", number=short_number(view.number), title=title(view.title))


def _to_publish(view: ReleaseView, reader: Reader) -> Drawn:
    first = reader.say("release-head", stage=view.stage, version=str(view.version), channel=view.channel)
    names = reader.listed(name(person) for person in view.approved_by)
    circles = reader.listed(reader.plain(f"circle-{word}") for word in view.untold)
    lines = [
        head(reader, view.mark, first),
        dotted(
            reader,
            reader.say("release-until", at=view.until) if view.until else None,
            reader.say("release-approved", names=names) if names else reader.say("release-before"),
            reader.say("release-emergency") if view.emergency else None,
        ),
        reader.say("release-untold", circles=circles) if circles else None,
        _by_hand(view, reader),
        reader.say("release-unread", version=str(view.unread)) if view.unread else None,
        reader.say("rule"),
        exact(view.text),
        reader.say("rule"),
        *_files(view, reader),
        reader.say("release-how"),
        reader.say("attached-proof") if view.files else None,
    ]
    return Drawn.of(lines, rows([_copy(view, reader), _cannot(view, reader)]))


def _files(view: ReleaseView, reader: Reader) -> list[Markup]:
    """What has to go out together with the text; the files themselves follow."""
    if not view.files:
        return []
    return [reader.say("attached-release"), *attached.lines(view.files, reader)]


def _by_hand(view: ReleaseView, reader: Reader) -> Markup | None:
    """Why the team's interface did not publish it, and that it may be out all the same."""
    if view.interface is None:
        return None
    key = "release-interface-unsure" if view.unsure else "release-interface-failed"
    return reader.say(key, verdict=view.interface)


def _copy(view: ReleaseView, reader: Reader) -> Key | None:
    """Telegram's copy button holds 256 units; a longer text is tapped, and comes as a file too."""
    bare = clean(view.text)
    if units(bare) > COPY_LIMIT:
        return None
    return Key(reader.plain("key-copy-text"), copy=bare)


def _cannot(view: ReleaseView, reader: Reader) -> Key | None:
    if Verb.RELEASE_CANT not in view.keys:
        return None
    return button(reader, Verb.RELEASE_CANT, view.publication)


def draw_file(view: ReleaseView, reader: Reader) -> Drawn:
    """The exact text as a file, for what no copy button holds."""
    stem = f"{short_number(view.number)}-{view.stage.value}-v{view.version}"
    return Drawn.of(
        [reader.say("release-file", version=str(view.version))],
        document=Attachment(f"{stem}.txt", clean(view.text).encode()),
    )


def _kept(view: ReleaseView, reader: Reader) -> Drawn:
    version, at = str(view.version), view.proved_at or ""
    match view.state:
        case PublicationState.WITHDRAWN:
            said = reader.say("release-withdrawn", version=version)
        case PublicationState.CORRECTED:
            said = reader.say("release-corrected", channel=view.channel, at=at)
        case PublicationState.PUBLISHED if view.looked_by:
            said = reader.say(
                "release-looked", channel=view.channel, at=at, version=version, person=name(view.looked_by)
            )
        case PublicationState.PUBLISHED:
            said = reader.say("release-equal", channel=view.channel, at=at, version=version)
        case _ if view.proof is ProofKind.WEBHOOK:
            key = "release-interface-link" if view.url else "release-interface-taken"
            said = reader.say(key, channel=view.channel, at=at, url=view.url, reference=line(view.reference, 40))
        case _ if view.proof is ProofKind.SCREENSHOT:
            said = reader.say("release-waits-look", channel=view.channel, at=at)
        case _ if view.proof is ProofKind.LINK:
            said = reader.say("release-link", channel=view.channel, at=at)
        case _:
            said = reader.say("release-text-only", version=version)
    return Drawn.of([head(reader, view.mark, said), _about(view, reader)])


def _differs(view: ReleaseView, reader: Reader) -> Drawn:
    lines = [
        head(reader, view.mark, reader.say("differs-head")),
        _about(view, reader),
        changed(view.changes, reader),
        GAP,
        reader.say("differs-posted", text=line(view.posted, _POSTED)),
        reader.say("differs-approved", text=line(view.text, _POSTED)),
    ]
    verbs = (Verb.PROOF_AGAIN, Verb.DEVIATION_CLASS)
    keys = [button(reader, verb, view.publication) for verb in verbs if verb in view.keys]
    return Drawn.of(lines, rows(keys))


def _look(view: ReleaseView, reader: Reader) -> Drawn:
    """Is what the picture shows the approved text?"""
    lines = [
        head(reader, view.mark, reader.say("look-head", channel=view.channel)),
        reader.say("rule"),
        exact(view.text),
        reader.say("rule"),
        *([reader.say("attached-look"), *attached.lines(view.files, reader)] if view.files else ()),
    ]
    keys = [
        button(reader, verb, view.publication) for verb in (Verb.PROOF_SAME, Verb.PROOF_OTHER) if verb in view.keys
    ]
    return Drawn.of(lines, rows(keys))


def draw_picture(content: bytes, media_type: str, reader: Reader) -> Drawn:
    """A screenshot that was sent as proof."""
    ending = {"image/png": "png", "image/jpeg": "jpg"}.get(media_type, "bin")
    return Drawn.of([reader.say("look-picture")], document=Attachment(f"proof.{ending}", content, media_type))


def draw_deviation(view: DeviationView, reader: Reader) -> Drawn:
    """What differs, how grave it is, and the correction."""
    lines = [
        head(reader, view.mark, reader.say("deviation-head", kind=view.kind, channel=view.channel)),
        reader.say("draft-about", number=short_number(view.number), title=title(view.title)),
        changed(view.changes, reader) if view.changes else None,
        reader.say("check-sentence", text=line(view.said, 160)) if view.said else None,
        reader.say("deviation-what", text=line(view.what, NOTE)) if view.what else None,
    ]
    if view.state is DeviationState.CORRECTED:
        return Drawn.of([*lines, reader.say("deviation-corrected")])
    if view.state is DeviationState.CLOSED:
        return Drawn.of([*lines, reader.say("deviation-closed")])
    lines.append(reader.say(f"deviation-do-{view.kind.value}"))
    lines.append(reader.say("deviation-due", at=view.due_at) if view.due_at else None)
    kinds = [
        button(reader, Verb.DEVIATION_CLASS, view.deviation, kind.value, key="key-plain", label=reader.label(kind))
        for kind in (DeviationClass.D1, DeviationClass.D2, DeviationClass.D3)
        if kind is not view.kind and Verb.DEVIATION_CLASS in view.keys
    ]
    fix = button(reader, Verb.DEVIATION_FIX, view.deviation) if Verb.DEVIATION_FIX in view.keys else None
    return Drawn.of(lines, rows([fix], kinds))


def draw_rumors(view: RumorsView, reader: Reader) -> Drawn:
    """What others say that is not so; each is refuted or dies down."""
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    first = reader.say("rumors-head", count=str(sum(row.state is RumorState.OPEN for row in view.rows)))
    if not view.rows:
        return Drawn.of([head(reader, view.mark, first), about, reader.say("rumors-none")])
    lines = [_rumor(row, reader) for row in view.rows[:_RUMORS]]
    keys = [
        [
            button(reader, Verb.RUMOR_REFUTED, row.rumor, index=str(row.number)),
            button(reader, Verb.RUMOR_DEAD, row.rumor, index=str(row.number)),
        ]
        for row in view.rows[:2]
        if row.state is RumorState.OPEN and Verb.RUMOR_REFUTED in view.keys
    ]
    return Drawn.of([head(reader, view.mark, first), about, *lines], rows(*keys))


def _rumor(row: RumorRow, reader: Reader) -> Markup:
    first = reader.say("rumor-line", index=str(row.number), text=line(row.text, NOTE), state=row.state)
    spread = reader.say("rumor-spread", text=line(row.spread, NOTE)) if row.spread else None
    if row.verdict is None:
        return dotted(reader, first, spread) or first
    shown = "://" in row.proof or ":" not in row.proof
    basis = reader.say("rumor-basis", text=line(row.proof, NOTE)) if shown else reader.say("rumor-basis-file")
    report = reader.say("rumor-report", text=line(row.report, NOTE)) if row.report else None
    joined = dotted(reader, first, reader.say("key-plain", label=row.verdict), basis, report, spread)
    return joined or first


def draw_pauses(view: PausesView, reader: Reader) -> Drawn:
    """Promotion channel by channel: paused by whom and when; each is lifted by itself."""
    going = sum(not row.paused for row in view.rows)
    first = reader.say("pauses-head", paused=str(len(view.rows) - going), total=str(len(view.rows)))
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    lines = [_pause(row, reader) for row in view.rows]
    keys: list[list[Key]] = []
    if going and Verb.PROMO_PAUSE in view.keys:
        keys.append([button(reader, Verb.PROMO_PAUSE, view.incident, "all", key="key-ppause-all")])
    for row in view.rows:
        verb = Verb.PROMO_LIFT if row.paused else Verb.PROMO_PAUSE
        if verb in view.keys:
            label = reader.plain(f"promotion-{row.channel}".replace("_", "-"))
            keys.append([button(reader, verb, view.incident, row.channel, channel=label)])
    paired = [[key for pair in keys[i : i + 2] for key in pair] for i in range(0, len(keys), 2)]
    return Drawn.of([head(reader, view.mark, first), about, *lines], rows(*paired))


def _pause(row: PauseRow, reader: Reader) -> Markup:
    channel = reader.plain(f"promotion-{row.channel}".replace("_", "-"))
    key = "pauses-paused" if row.paused else ("pauses-lifted" if row.at else "pauses-running")
    return reader.say(key, channel=channel, person=name(row.by), at=row.at or "")
