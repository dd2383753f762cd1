"""The pages' styles, built from npm packages into platform/web/static/build: `python -m infra.assets`."""
