"""What is said of runs, for the people who watch a worker."""

from __future__ import annotations

from lintnews.queue.models import Finding, Presence, Run, RunState
from lintnews.report.cells import shown


def line_of(run: Run) -> str:
    """A line about what came of a run."""
    run.refresh_from_db(fields=["state", "started_at", "finished_at", "reason"])
    name = run.revision.document.external_id
    return shown(f"{name}, revision {run.revision.number}: {_outcome(run)}")


def _outcome(run: Run) -> str:
    match run.state:
        case RunState.DONE:
            count = Finding.objects.filter(last_run=run, presence=Presence.PRESENT).count()
            found = f"{count:,} finding{'' if count == 1 else 's'}"
            if run.started_at is not None and run.finished_at is not None:
                found += f" in {(run.finished_at - run.started_at).total_seconds():.2f} s"
            return f"{found}; {run.reason}" if run.reason else found
        case RunState.FAILED:
            return f"failed: {run.reason}"
        case RunState.OVERTAKEN:
            return "a newer revision was linted before it"
        case _:
            return "given back"
