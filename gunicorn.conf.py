"""The web server: `gunicorn jakpreneur.wsgi` reads this file from the folder it starts in."""

import os

from jakpreneur import parent

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 8
preload_app = True
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
if os.path.isdir("/dev/shm"):
    worker_tmp_dir = "/dev/shm"  # its heartbeat must not wait for a disk


def on_starting(server):
    parent.stop_with_it()
