"""What nobody foresaw is logged as where it happened; with what, may hold a question."""

import logging
import secrets
import traceback

from index.problem import Problem

_log = logging.getLogger(__name__)


def logged(failure: Exception) -> Problem:
    """Log a failure under a reference that its reader is given too."""
    reference = secrets.token_hex(4)
    place = traceback.extract_tb(failure.__traceback__)[-1]
    _log.error("%s: %s in %s:%s", reference, type(failure).__name__, place.filename, place.lineno)
    return Problem("unexpected", error=reference)
