"""LaTeX's commands for one sign each: what they print, as far as Unicode has it.

Sources: the LaTeX 2e reference manual; "The Comprehensive LaTeX Symbol List"; the tables of
pylatexenc and of the W3C ("XML Entity Definitions for Characters"), held together and corrected.
"""

from __future__ import annotations

import unicodedata

_OF_TEXTS = r"""
AA Å  aa å  AE Æ  ae æ  at @  celsius ℃  circledR ®  copyright ©  dag †  ddag ‡  degree °  DH Ð
dh ð  DJ Đ  dj đ  dots …  dq "  EUR €  euro €  flq ‹  flqq «  frq ›  frqq »  glq ‚  glqq „  grq ‘
grqq “  guillemetleft «  guillemetright »  guillemotleft «  guillemotright »  guilsinglleft ‹
guilsinglright ›  hash #  IJ Ĳ  ij ĳ  imath ı  jmath ȷ  L Ł  l ł  ldots …  lq ‘  micro µ  NG Ŋ
ng ŋ  O Ø  o ø  OE Œ  oe œ  P ¶  percent %  permil ‰  permille ‰  pounds £  quotedblbase „
quotesinglbase ‚  rq ’  S §  slash /  SS ẞ  ss ß  textacutedbl ˝  textampersand &  textapprox ≈
textasciiacute ´  textasciibreve ˘  textasciicaron ˇ  textasciicircum ^  textasciidieresis ¨
textasciigrave `  textasciimacron ¯  textasciitilde ~  textasteriskcentered ∗  textat @
textbackslash \  textbaht ฿  textbar |  textbardbl ‖  textbari ɨ  textbigcircle ◯  textblank ␢
textborn ⋆  textbraceleft {  textbraceright }  textbrokenbar ¦  textbullet •  textcelsius ℃
textcent ¢  textcircledP ℗  textcolonmonetary ₡  textcopyleft 🄯  textcopyright ©  textcrd đ
textcrh ħ  textcurrency ¤  textdagger †  textdaggerdbl ‡  textdbar đ  textdblhyphen ⹀
textdegree °  textdied †  textdiscount ⁒  textdiv ÷  textdivorced ⚮  textdollar $  textdong ₫
textdotlessi ı  textdotlessj ȷ  textdoublepipe ǂ  textdownarrow ↓  textellipsis …  textemdash —
textendash –  textendashspaced –  textesh ʃ  textestimated ℮  textEth Ð  texteth ð  texteuro €
texteurosymbol €  textexclamdown ¡  textezh ʒ  textfemale ♀  textflorin ƒ  textfractionsolidus ⁄
textgeq ≥  textglotstop ʔ  textgravedbl ˵  textgreater >  textguarani ₲  texthyphen ‐  textinfty ∞
textinterrobang ‽  textkra ĸ  textlangle ⟨  textlbrackdbl ⟦  textleaf ❧  textleftarrow ←
textleq ≤  textless <  textlira ₤  textlnot ¬  textlonglegr ɼ  textlquill ⁅  textmale ♂
textmarried ⚭  textmho ℧  textminus −  textmp ∓  textmu µ  textmusicalnote ♪  textnaira ₦
textnonbreakinghyphen ‑  textnotequal ≠  textnumbersign #  textnumero №  textohm Ω  textonehalf ½
textonequarter ¼  textonesuperior ¹  textopenbullet ◦  textopeno ɔ  textordfeminine ª
textordmasculine º  textparagraph ¶  textpercent %  textperiodcentered ·  textpertenthousand ‱
textperthousand ‰  textpeso ₱  textpilcrow ¶  textpm ±  textquestiondown ¿  textquotedbl "
textquotedblleft “  textquotedblright ”  textquoteleft ‘  textquoteright ’  textquotesingle '
textquotestraightbase ‚  textquotestraightdblbase „  textrangle ⟩  textrbrackdbl ⟧  textrecipe ℞
textreferencemark ※  textregistered ®  textrightarrow →  textrquill ⁆  textschwa ə  textscripta ɑ
textsection §  textservicemark ℠  textsterling £  textsurd √  textThorn Þ  textthorn þ
textthreequarters ¾  textthreesuperior ³  texttimes ×  texttrademark ™  textturna ɐ
texttwosuperior ²  textunderscore _  textuparrow ↑  textvartheta ϑ  textvisiblespace ␣  textwon ₩
textyen ¥  TH Þ  th þ
"""

_OF_FORMULAS = r"""
aleph ℵ  allequal ≌  Alpha Α  alpha α  amalg ⨿  Angle ⦜  angle ∠  approx ≈  approxeq ≊
approxnotequal ≆  aquarius ♒  aries ♈  arrowwaveleft ↜  arrowwaveright ↝  ast *  asymp ≍
backepsilon ϶  backprime ‵  backsim ∽  backsimeq ⋍  backslash \  barwedge ⌅  because ∵  Beta Β
beta β  beth ℶ  between ≬  bigcap ⋂  bigcirc ◯  bigcup ⋃  bigoplus ⊕  bigotimes ⊗
bigtriangledown ▽  bigtriangleup △  bigvee ⋁  bigwedge ⋀  blacklozenge ⧫  blacksquare ▪
blacktriangle ▴  blacktriangledown ▾  blacktriangleleft ◂  blacktriangleright ▸  bot ⊥  bowtie ⋈
Box □  boxdot ⊡  boxminus ⊟  boxplus ⊞  boxtimes ⊠  bullet •  Bumpeq ≎  bumpeq ≏  cancer ♋  Cap ⋒
cap ∩  capricornus ♑  cdot ·  cdotp ·  cdots ⋯  checkmark ✓  Chi Χ  chi χ  circ ∘  circeq ≗
circlearrowleft ↺  circlearrowright ↻  circledast ⊛  circledcirc ⊚  circleddash ⊝  circledS Ⓢ
clockoint ⨏  clubsuit ♣  clwintegral ∱  Colon ∷  colon :  complement ∁  cong ≅  coprod ∐  Cup ⋓
cup ∪  curlyeqprec ⋞  curlyeqsucc ⋟  curlyvee ⋎  curlywedge ⋏  curvearrowleft ↶  curvearrowright ↷
dagger †  daleth ℸ  dashv ⊣  dblarrowupdown ⇅  ddagger ‡  ddots ⋱  Delta Δ  delta δ  diagup ╱
Diamond ◇  diamond ⋄  diamondsuit ♢  Digamma Ϝ  digamma ϝ  div ÷  divideontimes ⋇  doteq ≐
doteqdot ≑  dotplus ∔  dotsb …  dotsc …  dotsi …  dotsm …  dotso …  Downarrow ⇓  downarrow ↓
DownArrowBar ⤓  DownArrowUpArrow ⇵  downdownarrows ⇊  downharpoonleft ⇃  downharpoonright ⇂
DownLeftRightVector ⥐  DownLeftTeeVector ⥞  DownLeftVectorBar ⥖  DownRightTeeVector ⥟
DownRightVectorBar ⥗  eighthnote ♪  ell ℓ  emptyset ∅  Epsilon Ε  epsilon ϵ  eqcirc ≖
eqslantgtr ⪖  eqslantless ⪕  Equal ⩵  equal =  equiv ≡  estimates ≙  Eta Η  eta η  Eulerconst ℇ
exists ∃  fallingdotseq ≒  female ♀  flat ♭  forall ∀  frown ⌢  Gamma Γ  gamma γ  ge ≥  gemini ♊
geq ≥  geqq ≧  geqslant ⩾  gets ←  gg ≫  gimel ℷ  gnapprox ⪊  gneq ⪈  gneqq ≩  gnsim ⋧  greater >
greaterequivlnt ≳  gt >  gtrapprox ⪆  gtrdot ⋗  gtreqless ⋛  gtreqqless ⪌  gtrless ≷  gtrsim ≳
hbar ħ  heartsuit ♡  homothetic ∻  hookleftarrow ↩  hookrightarrow ↪  hslash ℏ  iddots ⋰  iff ⟺
iiint ∭  iint ∬  Im ℑ  in ∈  infty ∞  int ∫  intercal ⊺  Iota Ι  iota ι  jupiter ♃  Kappa Κ
kappa κ  Koppa Ϟ  Lambda Λ  lambda λ  land ∧  langle ⟨  lazysinv ∾  lbrace {  lbrack [  lceil ⌈
ldotp .  le ≤  Leftarrow ⇐  leftarrow ←  leftarrowtail ↢  LeftDownTeeVector ⥡  LeftDownVectorBar ⥙
leftharpoondown ↽  leftharpoonup ↼  leftleftarrows ⇇  Leftrightarrow ⇔  leftrightarrow ↔
leftrightarrows ⇆  leftrightharpoons ⇋  leftrightsquigarrow ↭  LeftRightVector ⥎  LeftTeeVector ⥚
leftthreetimes ⋋  LeftTriangleBar ⧏  LeftUpDownVector ⥑  LeftUpTeeVector ⥠  LeftUpVectorBar ⥘
LeftVectorBar ⥒  leo ♌  leq ≤  leqq ≦  leqslant ⩽  less <  lessapprox ⪅  lessdot ⋖  lesseqgtr ⋚
lesseqqgtr ⪋  lessequivlnt ≲  lessgtr ≶  lesssim ≲  lfloor ⌊  libra ♎  ll ≪  llcorner ⌞
Lleftarrow ⇚  lmoustache ⎰  lnapprox ⪉  lneq ⪇  lneqq ≨  lnot ¬  lnsim ⋦  Longleftarrow ⟸
longleftarrow ⟵  Longleftrightarrow ⟺  longleftrightarrow ⟷  longmapsto ⟼  Longrightarrow ⟹
longrightarrow ⟶  looparrowleft ↫  looparrowright ↬  lor ∨  lozenge ◊  lparen (  lrcorner ⌟  Lsh ↰
lt <  ltimes ⋉  lVert ‖  lvert |  male ♂  mapsto ↦  mars ♂  measuredangle ∡  mercury ☿  mho ℧
mid |  models ⊨  mp ∓  Mu Μ  mu μ  multimap ⊸  nabla ∇  natural ♮  ne ≠  nearrow ↗  neg ¬
neptune ♆  neq ≠  NestedGreaterGreater ⪢  NestedLessLess ⪡  nexists ∄  ngeq ≱  ngtr ≯  ni ∋
nLeftarrow ⇍  nleftarrow ↚  nLeftrightarrow ⇎  nleftrightarrow ↮  nleq ≰  nless ≮  nmid ∤
notgreaterless ≹  notin ∉  notlessgreater ≸  nparallel ∦  nprec ⊀  nRightarrow ⇏  nrightarrow ↛
nsubseteq ⊈  nsucc ⊁  nsupseteq ⊉  ntriangleleft ⋪  ntrianglelefteq ⋬  ntriangleright ⋫
ntrianglerighteq ⋭  Nu Ν  nu ν  nVDash ⊯  nVdash ⊮  nvDash ⊭  nvdash ⊬  nwarrow ↖  odot ⊙  ohm Ω
oint ∮  Omega Ω  omega ω  Omicron Ο  omicron ο  ominus ⊖  openbracketleft 〚  openbracketright 〛
oplus ⊕  oslash ⊘  otimes ⊗  parallel ∥  partial ∂  perp ⊥  Phi Φ  phi ϕ  Pi Π  pi π  pisces ♓
pitchfork ⋔  plus +  pluto ♇  pm ±  prec ≺  precapprox ⪷  preccurlyeq ≼  precedesnotsimilar ⋨
preceq ⪯  precnapprox ⪹  precneqq ⪵  precsim ≾  prime ′  prod ∏  propto ∝  Psi Ψ  psi ψ
quarternote ♩  rangle ⟩  rbrace }  rbrack ]  rceil ⌉  Re ℜ  ReverseUpEquilibrium ⥯  rfloor ⌋
Rho Ρ  rho ρ  rightangle ∟  rightanglearc ⊾  Rightarrow ⇒  rightarrow →  rightarrowtail ↣
RightDownTeeVector ⥝  RightDownVectorBar ⥕  rightharpoondown ⇁  rightharpoonup ⇀
rightleftarrows ⇄  rightleftharpoons ⇌  rightrightarrows ⇉  rightsquigarrow ⇝  RightTeeVector ⥛
rightthreetimes ⋌  RightTriangleBar ⧐  RightUpDownVector ⥏  RightUpTeeVector ⥜  RightUpVectorBar ⥔
RightVectorBar ⥓  risingdotseq ≓  rmoustache ⎱  RoundImplies ⥰  rparen )  Rrightarrow ⇛  Rsh ↱
rtimes ⋊  RuleDelayed ⧴  rVert ‖  rvert |  sagittarius ♐  Sampi Ϡ  saturn ♄  scorpio ♏  searrow ↘
setminus ∖  sharp ♯  Sigma Σ  sigma σ  sim ~  simeq ≃  smallsetminus ∖  smile ⌣  spadesuit ♠
sphericalangle ∢  sqcap ⊓  sqcup ⊔  sqrint ⨖  sqsubset ⊏  sqsubseteq ⊑  sqsupset ⊐  sqsupseteq ⊒
square □  star ⋆  starequal ≛  Stigma Ϛ  Subset ⋐  subset ⊂  subseteq ⊆  subseteqq ⫅  subsetneq ⊊
subsetneqq ⫋  succ ≻  succapprox ⪸  succcurlyeq ≽  succeq ⪰  succnapprox ⪺  succneqq ⪶  succnsim ⋩
succsim ≿  sum ∑  Supset ⋑  supset ⊃  supseteq ⊇  supseteqq ⫆  supsetneq ⊋  supsetneqq ⫌  surd √
surfintegral ∯  swarrow ↙  Tau Τ  tau τ  taurus ♉  therefore ∴  Theta Θ  theta θ  times ×  to →
top ⊤  triangle △  triangledown ▿  triangleleft ◃  trianglelefteq ⊴  triangleq ≜  triangleright ▹
trianglerighteq ⊵  twoheadleftarrow ↞  twoheadrightarrow ↠  udots ⋰  ulcorner ⌜  Uparrow ⇑
uparrow ↑  UpArrowBar ⤒  Updownarrow ⇕  updownarrow ↕  UpEquilibrium ⥮  upharpoonleft ↿
upharpoonright ↾  uplus ⊎  Upsilon Υ  upsilon υ  upuparrows ⇈  uranus ♅  urcorner ⌝  varepsilon ε
varkappa ϰ  varnothing ∅  varphi φ  varpi ϖ  varrho ϱ  varsigma ς  vartheta ϑ  vartriangle ▵
vartriangleleft ⊲  vartriangleright ⊳  VDash ⊫  Vdash ⊩  vdash ⊢  vdots ⋮  vee ∨  veebar ⊻
venus ♀  Vert ‖  vert |  verymuchgreater ⋙  verymuchless ⋘  virgo ♍  volintegral ∰  Vvdash ⊪
wedge ∧  wp ℘  wr ≀  Xi Ξ  xi ξ  Zeta Ζ  zeta ζ
"""

_GREEK = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau
upsilon phi chi psi omega
"""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _greek() -> dict[str, str]:
    """Return the Greek letters by name, and with what packages put before it: `textalpha`."""
    found = {}
    for name in _GREEK.split():
        word = "LAMDA" if name == "lambda" else name.upper()
        small = unicodedata.lookup(f"GREEK SMALL LETTER {word}")
        for before in ("text", "up"):
            found[f"{before}{name}"] = small
            found[f"{before}{name.capitalize()}"] = small.upper()
    for name, sign in (("varsigma", "ς"), ("finalsigma", "ς"), ("vartheta", "ϑ")):
        found |= {f"text{name}": sign, f"up{name}": sign}
    return found


SIGNS: dict[str, str] = _greek() | _pairs(_OF_FORMULAS) | _pairs(_OF_TEXTS) | {"i": "ı", "j": "ȷ"}
"""Name of a command to the sign that it prints."""
