"""What is done from the command line; every write goes through `reports.actions`."""
