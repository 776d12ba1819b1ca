"""Commands of those who work on the project; nothing of the site itself."""
