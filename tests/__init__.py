"""The tests; a package, since a distribution of another project brings a top-level package of this name."""
