"""What the log may tell: where something failed and of what kind, never what somebody typed."""

import logging
import traceback

from django.conf import settings


class DiscreetFormatter(logging.Formatter):
    """Writes a failure's frames and kinds, not its messages: a database quotes whole rows there."""

    def formatException(self, exc_info) -> str:
        if settings.DEBUG:
            return super().formatException(exc_info)
        return "\n".join(self._tell(exc_info[1]))

    def _tell(self, error: BaseException):
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            yield from self._tell(cause)
            yield "which led to"
        yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
        yield f"{type(error).__module__}.{type(error).__qualname__}{self._constraint(error)}"

    @staticmethod
    def _constraint(error: BaseException) -> str:
        """What a database error says about the table, without the row."""
        diagnosis = getattr(error, "diag", None)
        told = [getattr(diagnosis, name, None) for name in ("sqlstate", "table_name", "column_name", "constraint_name")]
        return f" ({', '.join(part for part in told if part)})" if any(told) else ""
