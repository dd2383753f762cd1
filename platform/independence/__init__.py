"""The service's independence: interference register and measures. Its tables come with their own issue."""
