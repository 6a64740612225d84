"""Names as styles want them: initials, particles, institutions, et al., and, labels, substitution."""

from __future__ import annotations

import pytest
from small_styles import book, citation, entries, people

AUTHOR = '<names variable="author">{}</names>'


def test_initialize_false_keeps_full_names_and_marks_initials(csl):
    style = csl(AUTHOR.format('<name initialize-with=". " initialize="false"/>'))
    assert citation(style, [book(author="Doe, Jane Q")], "a") == "Jane Q. Doe"


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Jean-Luc", "J.-L."), ("John Q.", "J. Q."), ("Philip", "P."), ("Ph.", "Ph."), ("Олжас", "О."), ("Өмірзақ", "Ө.")],
)
def test_given_names_become_initials(csl, given, initials):
    style = csl(AUTHOR.format('<name initialize-with=". "/>'))
    assert citation(style, [book(author=[{"family": "Doe", "given": given}])], "a") == f"{initials} Doe"


@pytest.mark.parametrize(
    ("family", "given", "printed"),
    [
        ("Պետրոսյան", "Արամ", "Արամ Պետրոսյան|Ա. Պետրոսյան"),
        ("ბერიძე", "ნინო", "ნინო ბერიძე|ნ. ბერიძე"),
        ("शर्मा", "राम", "राम शर्मा|राम शर्मा"),
        ("አበበ", "ቢቂላ", "ቢቂላ አበበ|ቢቂላ አበበ"),
        ("村上", "春樹", "村上春樹|村上春樹"),
        ("김", "민수", "김민수|김민수"),
    ],
)
def test_only_names_of_east_asia_stand_without_a_space(csl, family, given, printed):
    item = book(author=[{"family": family, "given": given}])
    styles = [csl(AUTHOR.format("<name/>")), csl(AUTHOR.format('<name initialize-with=". "/>'))]
    assert [citation(style, [item], "a") for style in styles] == printed.split("|")


@pytest.mark.parametrize(
    ("demote", "printed"),
    [("display-and-sort", "Berg, Anna van den"), ("sort-only", "van den Berg, Anna"), ("never", "van den Berg, Anna")],
)
def test_non_dropping_particles_stand_where_the_style_wants_them(csl, demote, printed):
    style = csl(AUTHOR.format('<name name-as-sort-order="all"/>'), style=f'demote-non-dropping-particle="{demote}"')
    assert citation(style, [book(author="van den Berg, Anna")], "a") == printed


def test_suffix_follows_the_name(csl):
    item = book(author=[{"family": "King", "given": "Martin Luther", "suffix": "Jr."}])
    assert citation(csl(AUTHOR.format("<name/>")), [item], "a") == "Martin Luther King Jr."


def test_institutions_print_whole(csl):
    item = book(author=[{"literal": "European Commission"}])
    assert (
        citation(csl(AUTHOR.format('<name form="short" initialize-with="."/>')), [item], "a") == "European Commission"
    )


def test_chinese_names_keep_their_order(csl):
    assert citation(csl(AUTHOR.format("<name/>")), [book(author="毛, 泽东")], "a") == "毛泽东"


@pytest.mark.parametrize(
    ("names", "printed"), [("A; B", "A and B"), ("A; B; C", "A, B, and C"), ("A; B; C; D", "A, B, et al.")]
)
def test_and_et_al_and_delimiter_before_the_last_name(csl, names, printed):
    style = csl(AUTHOR.format('<name and="text" et-al-min="4" et-al-use-first="2"/>'))
    assert citation(style, [book(author=names)], "a") == printed


def test_et_al_use_last_prints_an_ellipsis(csl):
    style = csl(AUTHOR.format('<name et-al-min="4" et-al-use-first="2" et-al-use-last="true"/>'))
    assert citation(style, [book(author="A; B; C; D")], "a") == "A, B, … D"


def test_et_al_subsequent_shortens_later_cites(csl):
    names = '<name et-al-min="4" et-al-use-first="3" et-al-subsequent-min="2" et-al-subsequent-use-first="1"/>'
    style = csl(AUTHOR.format(names))
    item = book(author="A; B; C")
    assert citation(style, [item], "a", "a") == "A, B, C; A et al."


def test_label_counts_the_names(csl):
    style = csl('<names variable="editor"><name/><label form="short" prefix=" (" suffix=")"/></names>')
    assert citation(style, [book(editor=people("A"))], "a") == "A (ed.)"
    assert citation(style, [book(editor=people("A; B"))], "a") == "A, B (eds.)"


def test_editor_who_translates_prints_once(csl):
    style = csl('<names variable="editor translator"><name/><label prefix=" (" suffix=")"/></names>')
    item = book(editor=people("A"), translator=people("A"))
    assert citation(style, [item], "a") == "A (editor &#38; translator)"


def test_substitution_prints_nothing_twice(csl):
    layout = (
        '<group delimiter=". "><names variable="author"><name/><substitute><names variable="editor"/>'
        '<text variable="title"/></substitute></names><text variable="title"/><names variable="editor"/></group>'
    )
    style = csl(layout)
    assert citation(style, [book(title="Steppe", editor=people("Roe, R."))], "a") == "R. Roe. Steppe"
    assert citation(style, [book(title="Steppe")], "a") == "Steppe"


def test_of_a_choice_in_a_substitution_only_the_first_names_print(csl):
    style = csl(
        '<group delimiter=", "><names variable="author"><name form="short"/><substitute><choose><if type="book">'
        '<names variable="editor"/><names variable="translator"/></if></choose><text variable="title"/></substitute>'
        '</names><names variable="translator"/></group>'
    )
    item = book(editor=people("Rao, Ann"), translator=people("Sen, Bo"), title="Steppe")
    assert citation(style, [item], "a") == "Rao, Bo Sen"
    assert citation(style, [book(translator=people("Sen, Bo"))], "a") == "Sen"
    assert citation(style, [book(title="Steppe")], "a") == "Steppe"


def test_substituted_names_inherit_through_a_choice(csl):
    layout = (
        '<names variable="author"><name form="short"/><label prefix=", "/><substitute><choose><if type="book">'
        '<names variable="editor"/></if></choose></substitute></names>'
    )
    assert citation(csl(layout), [book(editor=people("Roe, R."))], "a") == "Roe, editor"


@pytest.mark.parametrize("role", ["guest", "host", "curator", "series-creator", "script-writer", "performer", "chair"])
def test_roles_of_csl_1_0_2_print(csl, role):
    style = csl(f'<names variable="{role}"><name/></names>')
    assert citation(style, [{"id": "a", "type": "book", role: people("Roe, R.")}], "a") == "R. Roe"


@pytest.mark.parametrize(
    ("rule", "second", "third"),
    [
        ("complete-all", "———. Two", "Doe, Roe. Three"),
        ("partial-each", "———. Two", "———, Roe. Three"),
        ("partial-first", "———. Two", "———, Roe. Three"),
    ],
)
def test_subsequent_author_substitute(csl, rule, second, third):
    style = csl(
        '<text variable="title"/>',
        entry='<group delimiter=". "><names variable="author"/><text variable="title"/></group>',
        entries=f'subsequent-author-substitute="———" subsequent-author-substitute-rule="{rule}"',
    )
    items = [book('1', author='Doe', title='One'), book('2', author='Doe', title='Two'),
             book('3', author='Doe; Roe', title='Three')]  # fmt: skip
    assert entries(style, items) == ["Doe. One", second, third]


def test_affixes_of_names_are_for_people(csl):
    style = csl('<names variable="author"><name form="short" suffix="."/></names>')
    item = book(author=[{"family": "Brandt", "given": "A."}, {"literal": "World Bank"}])
    assert citation(style, [item], "a") == "Brandt., World Bank"


def test_names_that_go_on_say_so_where_initials_and_given_names_are_left_out_too(csl) -> None:
    item = {
        "id": "a",
        "type": "book",
        "author": [{"family": "Doe", "given": "Ann"}, {"family": "Roe", "given": "Ben, et al."}],
    }
    short = '<names variable="author"><name form="short" and="text"/></names>'
    assert citation(csl(short), [item], "a") == "Doe, Roe, et al."
