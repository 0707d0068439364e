"""Damage to clean text: the kinds of it, and what chooses and places them."""

from damage.damager import RUN_IN, Damager
from damage.kinds import KINDS

__all__ = ["KINDS", "RUN_IN", "Damager"]
