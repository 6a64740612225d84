from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Hindi", babel="hindi", mistaken_tags=("hin",))
