"""The feed's site on a real port, and a council's sender."""

from collections.abc import Callable, Iterator

import pytest

from tests.api.feeds.sender import Sender
from tests.cast import Cast
from tests.web.live import serving


@pytest.fixture
def site(cast: Cast) -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.fixture
def sender(cast: Cast, site: str) -> Callable[..., Sender]:
    """`sender()` is Southwark's; `sender("305", credentials_of="210")` one that sends elsewhere."""

    def of(code: str = "210", *, credentials_of: str = "") -> Sender:
        return Sender(site, code, cast.feeds[credentials_of or code])

    return of
