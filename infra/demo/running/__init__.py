"""What the demonstration runs on: its folder, its processes, and an HTTP client to work through."""
