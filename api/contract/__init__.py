"""The contract of the API (OpenAPI 3.1), made from what each view declares of its operations."""
