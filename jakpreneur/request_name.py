"""The name under which the audit files what a request writes."""

from jakpreneur.acting import current_request


def name_requests(get_response):
    """Middleware: `POST /usaha/baru/` while that request is answered. Addresses hold no personal data."""

    def named(request):
        token = current_request.set(f"{request.method} {request.path}")
        try:
            return get_response(request)
        finally:
            current_request.reset(token)

    return named
