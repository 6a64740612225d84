"""Reads the author's files into typed values."""
