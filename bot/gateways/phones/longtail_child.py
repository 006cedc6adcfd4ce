"""One call through Apprise, in a process of its own: the request on standard input, one line of JSON as answer.

    {"url": "mqtt://…", "named": true, "title": "…", "body": "…", "loud": true} → {"verdict": "accepted"}

`named`: the operators named the host. Otherwise the service must have hosts of its own: an address whose host
somebody types would open a way into the network the desk stands in.
"""

import io
import json
import logging
import sys
from typing import Any

_LAST_WORDS = 300


def main() -> None:
    """Read, call, answer."""
    asked: dict[str, Any] = json.load(sys.stdin)
    import apprise  # an extra: only this process needs it

    words = io.StringIO()
    logging.getLogger("apprise").addHandler(logging.StreamHandler(words))
    service = apprise.Apprise.instantiate(asked["url"], suppress_exceptions=True)
    forms: tuple[str, ...] = service.templates if service is not None else ()
    if service is None or (not asked["named"] and any("{host}" in form for form in forms)):
        json.dump({"verdict": "unfit"}, sys.stdout)
        return
    desk = apprise.Apprise()
    desk.add(service)
    kind = apprise.NotifyType.FAILURE if asked["loud"] else apprise.NotifyType.INFO
    taken = desk.notify(body=asked["body"], title=asked["title"], notify_type=kind, body_format="text")
    said = {"verdict": "accepted" if taken else "refused", "told": words.getvalue()[-_LAST_WORDS:]}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
