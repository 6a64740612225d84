from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Chinese", spine_reads_down=True, mistaken_tags=("cn", "zho", "chi"))
