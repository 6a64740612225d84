"""Who said what, what is released, what is withheld."""
