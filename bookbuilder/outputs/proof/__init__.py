"""The print edition's proof: its pages as pictures with every fault marked, its figures, and the copy that authors get."""
