"""Takes checks, transactions and locks out of the code, one at a time, to see that a test notices."""
