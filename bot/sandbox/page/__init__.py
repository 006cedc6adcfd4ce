"""The page: a small messenger in the browser, a phone beside it, and what makes trouble on purpose."""

from aiohttp import web


def add_routes(app: web.Application) -> None:
    """The page's files and what it reads."""
