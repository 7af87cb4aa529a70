"""LaTeX becomes plain text, and nothing of it is lost without being told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.review.reading.entry_values import ADDRESSES, EntryValues, read_value
from claimweave.review.reading.latex_addresses import plain_address
from claimweave.review.reading.latex_signs import SIGNS
from claimweave.review.reading.latex_text import plain_of_latex, read_latex
from claimweave.words.markup import without_markup
from claimweave.words.spelling import unaccented
from full_runs import examples

PLAIN = {
    r"a {\textbar} b \textbar{} c": "a | b | c",
    r"S\o ren \AA rhus": "Søren Århus",
    r"20\,\textdegree C, 3\textpm 1": "20 °C, 3±1",
    r"\textquotesingle s \textquotedblleft q\textquotedblright": "'s “q”",
    r"\textquotedbl{}q\textquotedbl": '"q"',
    r"oats\ldots eighteen": "oats…eighteen",
    r"\SI{5}{\milli\gram\per\litre}, \SI{5}{mm}, \num{7}, \si{kg}": "5 mg/L, 5 mm, 7, kg",
    r"\numrange{1}{5}, \SIrange{1}{5}{\percent}, \ang{20}": "1–5, 1–5%, 20°",
    r"\ce{H2SO4}, \ce{Fe^{2+}}": "H₂SO₄, Fe²⁺",
    r"\uppercase{y} \MakeLowercase{AB}": "Y ab",
    r"\enquote{a \enquote{b} c}": "“a ‘b’ c”",
    r"{\relax Ch}arles": "Charles",
    r"\~{} \^{} \`{}": "~ ^ `",
    r"\t{oo} \.I": "o͡o İ",
    r"\'{\^e} \`{\u{a}}": "ế ằ",
    r"it's, `it's'": "it’s, ‘it’s’",
    "it's 5' long": "it's 5' long",
    r"from $5 to $10 per ha": "from $5 to $10 per ha",
    r"US\$ 5, \$6": "US$ 5, $6",
    r"$5'$-UTR, $5''$": "5′-UTR, 5″",
    r"PM$_{2.5}$, V$_\mathrm{max}$, $k_{\text{cat}}$": "PM2.5, Vₘₐₓ, kcat",
    r"$-80\,^\circ\mathrm{C}$": "−80 °C",
    r"$1.5\times10^{6}$, $R^2=0.9$, $I^{2}$": "1.5×10⁶, R²=0.9, I²",
    r"$\mathbb{R}$ $\mathcal{L}$ $\mathfrak{g}$": "ℝ ℒ 𝔤",
    r"$\hat\beta$ $\vec{v}$ $\not=$": "β̂ v⃗ ≠",
    r"$\left( a \right)$": "( a )",
    r"$x \leq y$ $\approx$ $a \cdot b$": "x ≤ y ≈ a · b",
    r"$\log_{10} x$": "log₁₀ x",
    r"$$\alpha$$ \[\beta\]": "α β",
    "$p\nvalue$": "p value",
    "CO<sub>2</sub>, <sup>13</sup>C, 5-HT<sub>2A</sub>": "CO₂, ¹³C, 5-HT2A",
    "&alpha;-&#946;&#x3b3; R&D AT&T; &copy2": "α-βγ R&D AT&T; &copy2",
    "&lt;i&gt;Zea&lt;/i&gt;, a &lt; 5": "Zea, a < 5",
    '<span class="x">a</span> <jats:italic>b</jats:italic> c<br/>d': "a b c d",
    "x<i>0 a<b and c>d": "x<i>0 a<b and c>d",
    r"see https://example.org/a--b/~c and -- d": "see https://example.org/a--b/~c and – d",
    r"\url{https://example.org/a\_b--c}": "https://example.org/a_b--c",
    r"a\\b a\newline b": "a b a b",
    r"\textcolor{red}{rye}": "rye",
    r"-{}- `{}`": "-- ‘‘",
    r"?`Que? !`No!": "¿Que? ¡No!",
    "a \\textit{b \\emph{c \\textbf{d}}}": "a b c d",
}


@pytest.mark.parametrize(("latex", "text"), PLAIN.items())
def test_what_has_a_plain_form_gets_it(latex: str, text: str) -> None:
    assert read_latex(latex) == (text, (), ())


KEPT = {
    r"an \oddly{bar} b": (r"an \oddly{bar} b", (r"\oddly{bar}",)),
    r"\oddly here": (r"\oddly here", (r"\oddly",)),
    r"\oddly[a]{b}{c} d": (r"\oddly[a]{b}{c} d", (r"\oddly[a]{b}{c}",)),
    r"$10^{0.5}$ of $x$": ("$10^{0.5}$ of x", ("$10^{0.5}$",)),
    r"10\textsuperscript{0.5}": (r"10\textsuperscript{0.5}", (r"\textsuperscript{0.5}",)),
    "10<sup>0.5</sup>": ("10<sup>0.5</sup>", ("<sup>0.5</sup>",)),
    r"$\begin{matrix}a\end{matrix}$": (r"$\begin{matrix}a\end{matrix}$",) * 1
    + ((r"$\begin{matrix}a\end{matrix}$",),),
    r"a\'": (r"a\'", (r"\'",)),
    "a\\": ("a\\", ("\\",)),
    r"\input{/etc/passwd}": (r"\input{/etc/passwd}", (r"\input{/etc/passwd}",)),
    r"$\frac{a+b}{c}$": (r"$\frac{a+b}{c}$", (r"$\frac{a+b}{c}$",)),
    r"\oddly \oddly": (r"\oddly \oddly", (r"\oddly",)),
    # An accent that has nothing to stand on is told alone; what follows it is read for itself.
    r"\h\url{a}": (r"\ha", (r"\h",)),
    r"\h\url{}": (r"\h", (r"\h",)),
    r"\h\oddly{a}": (r"\h\oddly{a}", (r"\h", r"\oddly{a}")),
    r"\emph{\'\emph{a}}": (r"\'a", (r"\'",)),
}


@pytest.mark.parametrize(("latex", "found"), KEPT.items())
def test_what_has_none_stays_and_is_returned_once(
    latex: str, found: tuple[str, tuple[str, ...]]
) -> None:
    assert read_latex(latex)[:2] == found


def test_what_is_never_printed_is_returned_too() -> None:
    found = read_latex(r"\href{https://example.org/a}{the page} {\noopsort{a}}b")
    assert found == ("the page b", (), ("https://example.org/a", r"\noopsort{a}"))


def test_two_hyphens_stay_where_they_say_from_to() -> None:
    assert plain_of_latex("S1--S9, 12---34", ranges=True) == "S1--S9, 12---34"
    assert EntryValues({"pages": "11--20", "title": "11--20"}) == {
        "pages": "11--20",
        "title": "11–20",
    }


def test_a_field_is_decoded_when_somebody_asks_for_it() -> None:
    class Source(dict[str, str]):
        asked: list[str] = []  # noqa: RUF012 - one test has one

        def __getitem__(self, name: str) -> str:
            self.asked.append(name)
            return super().__getitem__(name)

    values = EntryValues(Source(title=r"{\o}", abstract=r"\'e" * 1000))
    assert (list(values), "abstract" in values, len(values)) == (["title", "abstract"], True, 2)
    assert values["title"] == values.get("title") == "ø"
    assert Source.asked == ["title"]


# Nothing goes without being told

WORDS = st.sampled_from(
    [
        "Rye",
        "oats 5",
        "p<0.05",
        "a>b",
        "x=1,",
        "50%",
        "R&D",
        "(a)",
        "[b]",
        "#3",
        "5'",
        '"q"',
        "Ü",
        "β",
    ]
)
SIGN_NAMES = st.sampled_from(sorted(SIGNS))
COMMANDS = st.one_of(
    SIGN_NAMES.map(lambda name: f"{{\\{name}}}"),
    SIGN_NAMES.map(lambda name: f"$\\{name}$"),
    SIGN_NAMES.map(lambda name: f"\\{name}{{}}"),
    st.sampled_from(
        [r"\%", r"\&", r"\#", r"\_", r"\$", r"\,", "~", "--", "``", "''", r"\/", r"\-"]
    ),
    st.builds(
        lambda accent, letter: f"\\{accent}{{{letter}}}",
        st.sampled_from(list("'`^~\"=.cHkruvbd")),
        st.sampled_from(list("aeioucsz")),
    ),
    st.builds(
        lambda name, word: f"\\{name}{{{word}}}",
        st.sampled_from(["emph", "textbf", "mbox", "oddly", "textsubscript", "enquote", "ce"]),
        WORDS,
    ),
    st.sampled_from(
        ["$x^2$", "$x_{ab}$", "$10^{0.5}$", "<i>", "</i>", "&amp;", "&x;", "{", "}", "$"]
    ),
)
SOURCES = st.lists(WORDS | COMMANDS, max_size=8).map(" ".join)
LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def letters(text: str) -> list[str]:
    """Return the letters and digits of a text, those on no line as those on it."""
    return sorted(LETTER_OR_DIGIT.findall(unaccented(text).casefold()))


def without_commands(latex: str) -> str:
    """Return what stands in a source beside the names of its commands, tags and entities."""
    bare = re.sub(r"\\(?:[cHkruvbd](?=\{)|[A-Za-z]+)", "", latex)
    return re.sub(r"</?i>|&amp;", "", bare)


@examples(150, derandomize=True)
@given(SOURCES)
def test_no_letter_and_no_digit_is_lost(latex: str) -> None:
    found = read_latex(latex)
    printed = letters(found.text)
    for char in letters(without_commands(latex)):
        assert char in printed, (latex, found)
        printed.remove(char)
    for piece in found.as_written:
        assert " ".join(piece.split()) in found.text


@examples(300, derandomize=True)
@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\{}$~`'-<&;^_%"), max_size=40
    )
)
def test_any_text_is_read_and_what_is_left_of_commands_is_told(latex: str) -> None:
    found = read_latex(latex)
    assert found.text == " ".join(found.text.split())
    if "\\" in found.text and "\\" not in found.as_written:
        assert found.as_written or r"\textbackslash" in latex or "backslash" in latex
    for name in sorted(ADDRESSES):
        read_value(name, latex)


ADDRESS_SIGNS = st.text(st.sampled_from("abc019:/?#[]@!&'()*+,;=-._~%<>\""), max_size=30)
AS_LATEX = {
    "%": r"\%",
    "_": r"{\_}",
    "&": r"{\&}",
    "#": r"\#",
    "~": r"{\textasciitilde}",
    "<": r"{\textless}",
    ">": r"$>$",
}


@examples(200, derandomize=True)
@given(ADDRESS_SIGNS, st.booleans())
def test_an_address_loses_no_sign(address: str, encoded: bool) -> None:  # noqa: FBT001 - drawn
    whole = f"https://example.org/{address.replace('&', '&x').replace('$', '')}"
    written = "".join(AS_LATEX.get(c, c) for c in whole) if encoded else whole
    assert plain_address(written) == (whole, ())


@pytest.mark.parametrize(
    "latex",
    ["{" * 50_000, "\\textbf{" * 5_000, "$" * 50_001, "\\'" * 10_000, "`" * 50_000, "<i>" * 10_000,
     "\\textbf{" * 5_000 + "}" * 5_000, "${" + "{" * 5_000 + "}" * 5_000 + "}$", "$a_" * 5_000,
     "\\enquote{" * 4_000 + "}" * 4_000, "<a " * 30_000, "&" * 50_000, "https://" * 999 + "~" * 99],
)  # fmt: skip
def test_a_text_of_many_signs_ends(latex: str) -> None:
    read_latex(latex)
    plain_address(latex)
    without_markup(latex)
