"""One thing written in two ways within one text: spellings, initialisms, numbers, compounds."""

from __future__ import annotations

from lintnews.checks.consistency import compounds as compounds
from lintnews.checks.consistency import mixtures as mixtures
from lintnews.checks.consistency import numbers as numbers
from lintnews.checks.consistency import spellings as spellings
