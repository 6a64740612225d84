"""Rules about references, house style and finished files."""
