"""What is written: one package an edition, and what several of them share."""
