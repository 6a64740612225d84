from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Malay")
