"""The one door: every figure passes `protect` before a writer sees it."""

from grip.disclosure.door import ProtectedResults, protect

__all__ = ["ProtectedResults", "protect"]
