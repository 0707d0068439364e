"""What holds for all tests."""

import os

# As in the command line: threads of the numeric libraries make forked workers wait for each other.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
