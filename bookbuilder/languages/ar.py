from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Arabic", articles=("al-",))
