"""Pages: get, form, action, answer."""
