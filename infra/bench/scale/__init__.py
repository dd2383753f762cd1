"""What it costs to have 153 councils in an installation instead of 3: `python -m infra.bench.scale`."""
