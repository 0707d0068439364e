"""What is loaded only where a text needs it."""

import subprocess
import sys

PROGRAM = """
import sys
from lintnews.document.plain import plain_document
from lintnews.engine import lint, shipped_rules
lint(plain_document(sys.argv[2], "a.txt"), shipped_rules())
print(sys.argv[1] in sys.modules)
"""


def loads(module, text):
    """Whether linting a text, in a process of its own, loads a module."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, module, text], capture_output=True, text=True, check=True
    )
    return {"True": True, "False": False}[done.stdout.strip()]
