"""The week around the day the city is loaded."""


def live(cursor) -> None:
    pass
