"""The same case in a Django project that uses the same packages as their documentation says: what ours is held against.

Host-name tenancy, ModelSerializers, history by signals, tokens by django-oauth-toolkit. It is no part of the product:
its settings install nothing of ours, and it borrows only pure tables (codes, working days).
"""
