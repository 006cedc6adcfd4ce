"""What pages are drawn with: 2 MB and 50 ms, for whoever opens the first one, and beside the loop."""

import sys
from importlib import import_module

from messages.duty_page import page


def are_here() -> bool:
    """Has somebody opened a page?"""
    return "jinja2.environment" in sys.modules


def bring() -> None:
    """Import it, and read the page that somebody who was woken may wait for."""
    import_module("jinja2")
    page.warm()
