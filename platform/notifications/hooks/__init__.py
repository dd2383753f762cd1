"""Webhooks: a council's system is told of what happened, by Standard Webhooks (standardwebhooks.com).

An event makes a message for each endpoint that wants it, in the transaction that carries the event out; a worker sends
it, again and again over three days, in the order of what it tells of. A message holds ids and dates: whoever is told
looks the rest up, and that look is recorded.
"""
