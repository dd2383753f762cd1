"""The panel's own API (domain.md 7): what its pages do, for whoever sits on it, one file a resource."""
