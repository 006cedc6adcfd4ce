"""The tables, a module each noun; `storage.tables.whole` has them all.

Rows are plain data: no relationships, no lazy loading. Values are converted at the door and trusted inside.

A class of rows takes 5 ms to make, and half of them nobody needs before the first alert: each comes with the
module that asks for it. What nearly all refer to is here from the beginning; a module whose rows refer to others
imports those, because a session that writes rows asks where each foreign key leads.
"""

from storage.tables import base, incidents, teams

__all__ = ["base", "incidents", "teams"]
