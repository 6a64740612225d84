"""Codes of faults in figures and charts, with what is wrong and right."""

TABLE = """
code     draft    proof    release  stops    meaning

Figures and charts
FIG-001  error    error    error    -        A picture that does not exist; an empty frame with its name stands for it.
FIG-002  error    error    error    -        A picture without alternative text.
FIG-003  error    error    error    -        A picture on another host; an empty frame stands for it.
FIG-004  error    error    error    -        A file that no edition can show as a picture.
FIG-005  error    error    error    -        A picture that is damaged.
FIG-006  warning  warning  warning  -        A picture with too few pixels for print.
FIG-007  warning  warning  warning  -        A picture in colours that screens show wrongly.
FIG-008  note     note     note     -        A picture without a licence.
FIG-010  error    error    error    -        A chart whose JSON cannot be parsed.
FIG-011  error    error    error    -        A chart whose data cannot be read.
FIG-012  error    error    error    -        No library to draw charts is installed.
FIG-013  error    error    error    -        A chart that Vega-Lite refuses.
FIG-014  warning  warning  warning  -        A chart in colours that are not in the palette.
FIG-016  error    error    error    -        A kind of mark that Vega-Lite does not have.
FIG-017  warning  warning  warning  -        A column that a chart's data do not have.
FIG-018  warning  warning  warning  -        A key of a picture's metadata that does not exist.
FIG-019  warning  warning  error    -        A picture whose caption stands for its alternative text.
FIG-020  error    error    error    -        A long description for no figure, or a second one.
FIG-021  error    error    error    -        A long description with notes, citations, pictures or headings.
FIG-023  found    found    found    -        Words in a picture's brackets that are no caption and would not be printed.
FIG-024  warning  warning  warning  -        A width or a height of a picture that is not a measure.
FIG-022  error    error    error    -        A picture of another host whose file in the book was changed since it was fetched.
"""

EXAMPLES = """
FIG-001 chapter
- ![A map](figures/gone.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-002 chapter
- ![](figures/map.svg)
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-003 chapter
- ![A map](https://example.org/map.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-004 chapter
- ![A map](figures/map.psd){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-005 chapter
- ![A map](figures/damaged.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}
"""
