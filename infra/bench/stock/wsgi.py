"""What gunicorn serves of the stock set-up."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "infra.bench.stock.settings"
application = get_wsgi_application()
