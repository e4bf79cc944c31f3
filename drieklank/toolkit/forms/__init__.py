"""Input of the toolkit, by noun."""

from drieklank.toolkit.forms.library import FindForm

__all__ = ["FindForm"]
