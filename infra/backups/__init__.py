"""Backup and restore of a whole installation (design.md 4): `iro backup FOLDER`, `iro restore FOLDER`.

A backup is a folder: `manifest.json`, `database.dump` (pg_dump's own format) and `files.tar` (what councils handed in).
It holds neither the installation's secrets nor what the signer remembers: a copy of those that could be rolled back
together with the database would let a log contradict itself. Keep `IRO_HOME/secrets` apart.
"""
