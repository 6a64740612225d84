"""Codes of faults in interviews, their excerpts and consent, with what is wrong and right."""

TABLE = """
code     draft    proof    release  stops    meaning

Interviews and consent
INV-001  error    error    error    -        A key of a transcript's metadata that does not exist.
INV-002  error    error    error    -        A key of a transcript's metadata that is needed is missing.
INV-003  error    error    error    -        A value of a transcript's metadata that is not allowed.
INT-001  error    error    error    -        A transcript without a metadata block.
INT-002  error    error    error    -        An expert who is to be named, and has no name.
INT-003  error    error    error    -        Words of a transcript that stand in no turn.
INT-004  error    error    error    -        A turn that is neither a question nor an answer.
INT-005  error    error    error    -        A turn without an id.
INT-006  error    error    error    -        Two turns with one id.
INT-007  error    error    error    -        A translation of a turn that does not exist.
INT-008  error    error    error    -        A code that two interviews have.
INT-009  warning  warning  error    -        A withheld name stands in a transcript that is passed on.
INT-010  error    error    error    -        A turn with two translations.
INT-011  error    error    error    -        An interview's code is the key of a source, too.
INT-012  error    error    error    -        public_as names a source that does not exist.
INT-013  error    error    error    -        A turn that is not closed.
INT-014  warning  warning  warning  -        A transcript whose file is not called by its code.
EXC-001  error    error    error    -        An excerpt of an interview that does not exist.
EXC-002  error    error    error    -        An excerpt of a turn that does not exist.
EXC-003  error    error    error    -        Words that a turn does not have.
EXC-004  error    error    error    -        Words that no interview has.
EXC-005  error    error    error    -        Words of another turn or another speaker.
EXC-006  error    error    error    -        An excerpt that names a wrong speaker.
EXC-007  error    error    error    -        An original called a translation, or the other way round.
EXC-008  error    error    error    -        Emphasis that the transcript does not have.
EXC-009  error    error    error    -        "Emphasis added" where none is.
EXC-010  error    error    error    -        A wrong value of emphasis=.
EXC-011  error    error    error    -        An attribute of an excerpt that says nothing.
EXC-012  warning  warning  warning  -        A cut translation beside a whole original.
EXC-013  warning  warning  warning  -        The transcript's emphasis is left out.
EXC-014  error    error    error    -        A translation is asked for, and there is none.
EXC-015  warning  warning  warning  -        An omission that leaves out a negation.
EXC-016  warning  warning  warning  -        A block for an excerpt with no words in it.
CON-001  warning  error    error    -        Words that their expert has not approved.
CON-002  warning  error    error    -        Words that were changed after their approval.
CON-003  warning  error    error    -        Words that were not among those approved.
CON-004  warning  error    error    -        Words in an edition that consent does not cover.
CON-005  warning  error    error    -        Words that are under embargo.
CON-006  error    error    error    -        Words of a withdrawn interview; they are left out at every stage.
CON-007  -        -        error    -        A specimen instead of a real interview.
CON-008  found    found    found    -        What was removed because an expert has withdrawn.
CON-009  error    error    error    -        A verb asks for an interview that does not exist.
PRV-001  error    error    error    -        private.yaml names an interview that does not exist.
PRV-002  error    error    error    book     private.yaml cannot be understood, so that nothing could be searched for withheld names.
PRV-003  -        error    error    -        A withheld name that stands nowhere, so that it cannot be searched for.
PRV-004  error    error    error    -        private.yaml is kept by git, and goes wherever the repository goes.
PRV-005  warning  warning  warning  -        A withheld name with letters left out (Ex***ov), or its initials alone where the person is quoted.
PRV-010  error    error    error    edition  A withheld name stands in a finished edition.
"""

EXAMPLES = """
EXC-001 chapter
- {{ excerpt("kz-09", "q1a") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-002 chapter
- {{ excerpt("kz-01", "q9") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-003 chapter
- {{ excerpt("kz-01", "q1a", from="Nobody said") }}
+ {{ excerpt("kz-01", "q1a", from="The strategy") }}

EXC-004 chapter
- He [never said this]{.said by="kz-01"}.
+ It [speaks of partners]{.said by="kz-01"}.

EXC-010 chapter
- {{ excerpt("kz-01", "q1a", emphasis="strong") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-011 chapter
- {{ excerpt("kz-01", "q1a", colour="red") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-014 chapter
- {{ excerpt("kz-01", "q1a", language="translation") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-015 chapter
- It [does […] speak of equals]{.said by="kz-01"}.
+ It [does not yet speak of equals]{.said by="kz-01"}.

EXC-016 chapter
- ::: {.excerpt source="kz-01" turn="q1a"}
- :::
+ {{ excerpt("kz-01", "q1a") }}

INT-001 transcript
- Words of an interview.
+ ---
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
+ ---

INT-002 head
- {code: kz-02, description: An expert, date: 2020-10-14, language: en, consent: {attribution: named}}
+ {code: kz-02, name: A Name, description: An expert, date: 2020-10-14, language: en, consent: {attribution: named}}

INT-003 turns
- Loose words.
+ ::: {.answer #q1}
+ Words.
+ :::

INT-004 turns
- ::: {.reply #q1}
- Words.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::

INT-005 turns
- ::: {.answer}
- Words.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::

INT-006 turns
- ::: {.answer #q1}
- Words.
- :::
-
- ::: {.answer #q1}
- More.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::
+
+ ::: {.answer #q2}
+ More.
+ :::

INT-007 transcript
- ---
- {code: kz-02, description: An expert, date: 2020-10-14, language: ru}
- ---
-
- ::: {.translation of="q1" lang=en}
- Words.
- :::
+ ---
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
+ ---

INT-009 head
- {code: kz-02, name: A Name, description: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INT-013 turns
- ::: {.answer #q1}
- Words.
+ ::: {.answer #q1}
+ Words.
+ :::

INT-014 head
- {code: uz-02, description: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-001 head
- {code: kz-02, descripton: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-002 head
- {code: kz-02, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-003 head
- {code: kz-02, description: An expert, date: last autumn, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
"""
