"""The page on which a browser becomes a phone: words and markup. Its script reads the words from the markup."""

import msgspec
from markupsafe import Markup, escape

from messages.words import plain
from storage.vocabulary.people import Language

_STATES = ("working", "done", "denied", "unable", "over", "failed")


def subscribe(person: str, key: str, token: str, language: Language) -> str:
    """The page for this person. `key`: the desk's public key towards push services."""
    states = Markup(" ").join(
        Markup('data-{}="{}"').format(name, plain(language, f"push-{name}")) for name in _STATES
    )
    body = Markup(
        '<main><h1>{title}</h1><p>{why}</p><button id="subscribe" type="button" data-key="{key}">{press}</button>'
        '<p id="state" role="status" {states}></p><p class="hint">{iphone}</p>'
        "<noscript><p>{script}</p></noscript></main>"
        '<script src="/push/app.js" defer></script>'
    ).format(
        title=plain(language, "push-title", person=person),
        why=plain(language, "push-why"),
        key=key,
        press=plain(language, "push-press"),
        states=states,
        iphone=plain(language, "push-iphone"),
        script=plain(language, "push-noscript"),
    )
    return _page(plain(language, "push-name"), body, language, f"/push/{token}/app.webmanifest")


def over(key: str, language: Language) -> str:
    """A link that was used or is too old."""
    body = Markup("<main><h1>{title}</h1><p>{what}</p></main>").format(
        title=plain(language, "push-name"), what=plain(language, key)
    )
    return _page(plain(language, "push-name"), body, language)


def _page(title: str, body: Markup, language: Language, manifest: str = "") -> str:
    linked = Markup('<link rel="manifest" href="{}">').format(manifest) if manifest else Markup("")
    return Markup(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        '<title>{title}</title><link rel="stylesheet" href="/push/style.css">'
        '<link rel="icon" href="/push/icon.svg">{linked}</head><body>{body}</body></html>'
    ).format(language=language.value, title=escape(title), linked=linked, body=body)


def manifest(start: str, language: Language) -> bytes:
    """What a home screen needs to know (W3C Web Application Manifest)."""
    name = plain(language, "push-name")
    icon = {"src": "/push/icon.svg", "sizes": "any", "type": "image/svg+xml"}
    return msgspec.json.encode(
        {
            "name": name,
            "short_name": name,
            "start_url": start,
            "scope": "/push/",
            "display": "standalone",
            "icons": [icon],
        }
    )
