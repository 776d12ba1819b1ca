"""The invented demo county: read from fixtures/demo and brought in through the same actions as everything else."""

from reports.management.demo.loading import Account, load_county

__all__ = ["Account", "load_county"]
