"""A permanent siege: damaged books by a fixed seed, none of which may end in a traceback or take long."""
