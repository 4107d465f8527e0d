"""Whose request this is, for the lock-out at the sign-in."""

from ipaddress import ip_address


def client_address(request) -> str:
    """The address that our own proxy saw; the connection's own where no proxy of this machine stands before us."""
    address = request.META.get("REMOTE_ADDR") or "127.0.0.1"  # empty on a Unix socket
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and ip_address(address).is_loopback:
        # The last one was written by our proxy; any before it by whoever sent the request.
        address = forwarded.rpartition(",")[2].strip()
    return address
