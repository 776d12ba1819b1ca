"""How gunicorn serves the demo; docs/deployment.md has the settings of a real server."""

from gunicorn.arbiter import Arbiter

worker_class = "gthread"
workers = 2
threads = 8
loglevel = "warning"


def when_ready(server: Arbiter) -> None:
    """Name the address when it answers, not before."""
    host, port = server.LISTENERS[0].sock.getsockname()
    print(f"\n  Lianbao is ready at http://{host}:{port}/   (Ctrl+C ends it)\n", flush=True)
