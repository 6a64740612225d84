"""What is known about a language: quotation marks, numbers, syllables, where a line must not break."""
