"""Tests run grip as `grip.cli.main` does, which most of them do not come through."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
gc.set_threshold(100_000)
