from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Latin",
    conjunction="et",
    joining_words=tuple("in est non ad cum ut ex ab sed quod quae qui per sunt nec atque enim autem eius esse".split()),
)
