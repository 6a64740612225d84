"""Formulas: one form of MathML for all editions, and its drawing for print."""
