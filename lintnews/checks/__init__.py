"""The checks that rules call by name, a module or a package a family."""

from __future__ import annotations

from lintnews.checks import capitals as capitals
from lintnews.checks import consistency as consistency
from lintnews.checks import grammar as grammar
from lintnews.checks import languagetool as languagetool
from lintnews.checks import names as names
from lintnews.checks import punctuation as punctuation
from lintnews.checks import quotes as quotes
from lintnews.checks import readability as readability
from lintnews.checks import reader as reader
from lintnews.checks import repetition as repetition
from lintnews.checks import residue as residue
from lintnews.checks import sentences as sentences
from lintnews.checks import style as style
