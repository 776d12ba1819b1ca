"""What every test of the actions shares."""

import pytest


@pytest.fixture(autouse=True)
def whole(one_transaction: None) -> None:
    """Every act makes its writes in one transaction."""
