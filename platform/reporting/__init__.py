"""Reports of the service. Its tables come with their own issue."""
