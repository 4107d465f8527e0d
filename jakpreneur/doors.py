"""Through which door a write came, for the audit."""

from jakpreneur.acting import current_request


class DoorMiddleware:
    """Names each request: `POST /usaha/baru/`. Its query stays out, since people type into it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = current_request.set(f"{request.method} {request.path}")
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)
