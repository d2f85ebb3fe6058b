"""Drawings as plain SVG, made on the server: every one is there without JavaScript, and its marks are links."""
