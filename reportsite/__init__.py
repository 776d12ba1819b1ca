"""The site: settings, addresses and the server's way in."""
