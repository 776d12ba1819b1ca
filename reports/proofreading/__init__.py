"""What should be looked at again in a report before it leaves: small checks over the manuscript; plain Python."""

from reports.proofreading.checks import proofread
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.requirements import Asked, Facts, Requirements
from reports.proofreading.wording import BLANK_LEFT

__all__ = ["BLANK_LEFT", "Asked", "Facts", "Finding", "Requirements", "Rule", "Severity", "proofread"]
