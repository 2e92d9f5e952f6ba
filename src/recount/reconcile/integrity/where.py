"""How findings name what they are about, so that a reader can look it up."""

from __future__ import annotations

from recount.model import Claim, Count, Incident, Report, Toll


def at_report(report: Report) -> str:
    """Name a report."""
    return f"report {report.id}"


def at_claim(claim: Claim) -> str:
    """Name a claim."""
    return f"claim {claim.id}"


def at_incident(incident: Incident) -> str:
    """Name an incident, with its line for readers."""
    return f"incident {incident.id} ({incident.label})"


def at_toll(toll: Toll) -> str:
    """Name a toll: its incident, harm and status."""
    return f"toll of {toll.incident_id}, {toll.harm.value}, {toll.status.value if toll.status else 'all'}"


def in_figures(low: int | None, high: int | None) -> str:
    """Write an interval: "14", "25–41", "84 or more", "up to 30", "no number"."""
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def counted(count: Count) -> str:
    """Write a count with its words."""
    return f"{count.words!r} ({in_figures(count.low, count.high)})"
