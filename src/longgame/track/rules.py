"""The rule set by which status events become a state.

Completion follows the four levels of the Peace Accords Matrix (Joshi, Quinn and Regan 2015):
0 none, 1 minimum, 2 intermediate, 3 full. Bindingness is an axis of its own: a promise may be in
force and not carried out, or carried out without ever having been signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from longgame.case.deadlines import STAGES

LEVELS = ("none", "minimum", "intermediate", "full")
BINDING = ("none", "declared", "signed", "ratified", "in_force")
GRADES = ("none_found", "claimant", "independent", "primary")
# Events after which completion may stand lower than before.
LOWERING = frozenset({"reversed", "reopened", "dropped"})
# Events that say nothing about how far the commitment was carried out.
SILENT = frozenset({"proposed", "drafted", "agreed", "signed", "ratified", "no_evidence_found"})
PROGRESS = frozenset({"proposed", *STAGES})


@dataclass(frozen=True)
class StatusRules:
    """Levels and bindingness that an event gives where its row does not say otherwise.

    Attributes
    ----------
    name : str
        Name and version, carried by every result.
    levels : mapping of event kind to int
        Completion 0 to 3 that the event shows at least, 0 where it is not named; an explicit ``level`` in
        the row wins. A signature or a ratification binds, and carries nothing out.
    binding : mapping of event kind to str
        Bindingness that the event reaches.
    stalled_after_days : int
        Days without a step forward after which an unfinished commitment is flagged as stalled.
    """

    name: str = "default/1"
    levels: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"in_force": 1, "partly_implemented": 2, "implemented": 3})
    )
    binding: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType(
            {"agreed": "declared", "signed": "signed", "ratified": "ratified", "in_force": "in_force"}
        )
    )
    stalled_after_days: int = 274


DEFAULT = StatusRules()
