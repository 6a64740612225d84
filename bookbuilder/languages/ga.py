from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Irish", articles=("an", "na"))
