"""How gunicorn serves the demo; docs/deployment.md has the settings of a real server."""

from gunicorn.arbiter import Arbiter

worker_class = "gthread"
workers = 2
threads = 8
# A connection that is kept stays with its worker: once many are busy, one worker has them all and the other has none.
# A proxy such as nginx asks for a new one for each request by itself.
keepalive = 0
loglevel = "warning"


def when_ready(server: Arbiter) -> None:
    """Name the address when it answers, not before."""
    host, port = server.LISTENERS[0].sock.getsockname()
    print(f"\n  Lianbao is ready at http://{host}:{port}/   (Ctrl+C ends it)\n", flush=True)
