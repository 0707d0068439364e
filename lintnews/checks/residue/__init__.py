"""What web pages, encodings and other languages leave in a text."""

from __future__ import annotations

from lintnews.checks.residue import encoding as encoding
from lintnews.checks.residue import foreign as foreign
from lintnews.checks.residue import pages as pages
from lintnews.checks.residue import prose as prose
from lintnews.checks.residue import scripts as scripts
