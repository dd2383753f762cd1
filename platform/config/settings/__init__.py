"""Django's settings, one topic a file."""

from config.settings.apps import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.files import *  # noqa: F403
from config.settings.history import *  # noqa: F403
from config.settings.http import *  # noqa: F403
from config.settings.ledger import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.mail import *  # noqa: F403
from config.settings.register import *  # noqa: F403
from config.settings.rest import *  # noqa: F403
from config.settings.signin import *  # noqa: F403
from config.settings.tenancy import *  # noqa: F403
from config.settings.worker import *  # noqa: F403
