"""The record in formats for other tools: one module a format."""
