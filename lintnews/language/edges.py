"""What two texts share at their edges."""

from __future__ import annotations


def shared_edges(first: str, second: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and at their end after that."""
    shorter = min(len(first), len(second))
    front = 0
    while front < shorter and first[front] == second[front]:
        front += 1
    back = 0
    while back < shorter - front and first[-1 - back] == second[-1 - back]:
        back += 1
    return front, back
