"""Who does what in an incident."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class RoleKind(OpenWord):
    COMMANDER = "commander"
    COMMUNICATIONS_LEAD = "communications_lead"
    SPOKESPERSON = "spokesperson"
    LEGAL = "legal"
    SERVICE_LEAD = "service_lead"
    ACCOUNT_OPERATOR = "account_operator"
    LIVE_DIRECTOR = "live_director"
    BUSINESS_OWNER = "business_owner"
    EXECUTIVE = "executive"
    MONITOR = "monitor"
    SCRIBE = "scribe"
    UNKNOWN = "unknown"


class RoleState(StrEnum):
    """A role in one incident: nobody, somebody asked, somebody has it, given up."""

    EMPTY = "empty"
    ASKED = "asked"
    TAKEN = "taken"
    NOT_NEEDED = "not_needed"
