"""Rehearsals: what must hold on a bad day, tried on purpose. `python -m infra.drill` runs them all."""
