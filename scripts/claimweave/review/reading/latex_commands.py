"""LaTeX's commands that print what they take, change how it looks, or make room."""

from __future__ import annotations

from claimweave.review.reading.latex_signs import SIGNS

FONTS = frozenset(
    """
    emph textit textbf textsc textrm textsf texttt textmd textup textsl textnormal textulc textsw
    underline uline uuline sout ul st hl mbox hbox fbox makebox text mkbibemph mkbibitalic
    mkbibbold mkbibacro mathrm mathit mathbf mathsf mathtt mathnormal mathup operatorname
    boldsymbol bm pmb titlecap NoCaseChange nocase singleletter textlatin textgreek textcyrillic
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Commands that print their argument: fonts, boxes, and what protects letters."""

ADDRESSES = frozenset({"url", "nolinkurl", "path", "doi", "urlprefix"})
"""Commands whose argument is an address."""

SWITCHES = frozenset(
    """
    it bf em rm sc tt sl sf cal itshape bfseries scshape slshape upshape mdseries rmfamily sffamily
    ttfamily normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
    relax protect noindent sloppy allowbreak nobreak displaystyle textstyle scriptstyle limits
    nolimits left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr
    unskip ignorespaces leavevmode selectfont textcompwordmark null empty nocorr boldmath
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Commands that print nothing and take nothing."""

SPACES = frozenset(
    """
    space quad qquad enspace enskip thinspace medspace thickspace nobreakspace newline linebreak
    par hfill smallskip medskip bigskip addspace addnbspace
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

SYMBOLS = {
    "\\": " ", " ": " ", "\n": " ", "\t": " ", ",": " ", ":": " ", ";": " ", ">": " ", "!": "",
    "-": "", "/": "", "@": "", "%": "%", "&": "&", "$": "$", "#": "#", "_": "_", "{": "{",
    "}": "}", "|": "‖",
}  # fmt: skip
"""What a backslash and one sign print: that sign, a space, or nothing (a place to hyphenate)."""

PRINTED = dict.fromkeys(SWITCHES, "") | dict.fromkeys(SPACES, " ") | SIGNS | SYMBOLS
"""All commands that take nothing, with what they print."""

QUOTES = frozenset({"enquote", "mkbibquote", "textquote"})

CASES = {
    "uppercase": str.upper,
    "MakeUppercase": str.upper,
    "MakeTextUppercase": str.upper,
    "lowercase": str.lower,
    "MakeLowercase": str.lower,
    "MakeTextLowercase": str.lower,
}

AROUND = {"mkbibparens": "()", "parentext": "()", "mkbibbrackets": "[]", "brackettext": "[]"}

SCRIPTS = frozenset({"textsuperscript", "mkbibsuperscript", "textsubscript", "mkbibsubscript"})

SECOND = frozenset({"href", "textcolor", "colorbox", "foreignlanguage"})
"""Commands that print the second of what they take."""

FUNCTIONS = frozenset(
    """
    log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh max min sup inf lim
    det dim ker arg gcd hom deg Pr
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Functions of formulas: they print their name."""
