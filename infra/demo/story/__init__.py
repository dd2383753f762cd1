"""The story told through the real doors: commands, the API with tokens, 903 files, and pages with a session each.

Runs as a process of its own (`python -m infra.demo.story`) with Django, which importing this package sets up: so it can
run commands without starting each as a program, and move the demonstration's clock.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
