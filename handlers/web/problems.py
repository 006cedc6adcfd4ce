"""Errors as problem+json (RFC 9457), and the boundary where a bug ends as a 500 with a reference."""

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from handlers.reading import PayloadRefused, Problem
from handlers.web.ports import Unavailable

_log = structlog.get_logger("web")
_encode = msgspec.json.Encoder().encode


class Refused(Exception):
    """A request that cannot be served: the status, and an English sentence that says what would be right."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        problems: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.problems = problems
        self.headers = headers or {}


def answer(
    status: int,
    detail: str,
    *,
    problems: Sequence[Problem] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> web.Response:
    """A problem as a response; `problems` become `errors`, each with field, code and detail."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body |= {"detail": detail, **more}
    if problems:
        body["errors"] = [{"field": p.field, "code": p.code, "detail": p.detail} for p in problems]
    response = web.Response(
        status=status, body=_encode(body), content_type="application/problem+json", headers=headers
    )
    if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        response.force_close()  # the rest of the body is still on its way: nothing can follow it
    return response


@web.middleware
async def boundary(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every refusal in one shape; a bug is logged with a reference, and the sender is shown the reference."""
    try:
        return await handler(request)
    except Refused as refused:
        return answer(refused.status, refused.detail, problems=refused.problems, headers=refused.headers)
    except PayloadRefused as refused:
        first = refused.problems[0]
        detail = f"{first.field}: {first.detail}" if first.field else first.detail
        return answer(refused.status, detail, problems=refused.problems)
    except Unavailable as away:
        detail = "The desk cannot store anything just now; nothing of this request was kept. Send it again."
        return answer(503, detail, headers={hdrs.RETRY_AFTER: str(away.retry_after)})
    except web.HTTPException as refused:
        return _of_aiohttp(refused)
    except Exception:  # noqa: BLE001  (one of the two boundaries)
        reference = secrets.token_hex(4)
        _log.exception("bug", reference=reference, route=route_of(request))
        detail = f"A bug of the desk; its log says more under {reference}."
        return answer(500, detail, reference=reference)


def _of_aiohttp(refused: web.HTTPException) -> web.Response:
    headers: dict[str, str] = {}
    match refused:
        case web.HTTPMethodNotAllowed():
            allowed = ", ".join(sorted(refused.allowed_methods))
            headers[hdrs.ALLOW] = allowed
            detail = f"This address takes {allowed}."
        case web.HTTPNotFound():
            detail = "There is nothing at this address."
        case web.HTTPRequestEntityTooLarge():
            detail = "The body is larger than 1 MiB; send it in several requests, and Chinese as UTF-8."
        case _:
            detail = refused.reason
    return answer(refused.status, detail, headers=headers)


def route_of(request: web.Request) -> str:
    """The route as it is written (`/hooks/{source}`), never the path: paths may carry tokens."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
