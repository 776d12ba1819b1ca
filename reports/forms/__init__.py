"""What people type, checked and worded; one file for each noun."""
