"""Kinds of faults from public threads of other projects, each as a small book in our own words."""
