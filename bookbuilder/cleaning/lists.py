"""What may stand in an edition: elements, attributes and the schemes of addresses; whatever is not named here may not."""

from __future__ import annotations

SCHEMES = frozenset("http https ftp mailto tel doi urn".split())
"""Schemes of links; an address without a scheme is a place of the book (`#id`, or a file)."""
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,")
"""How a picture may begin that is written out in a style sheet, and in a drawing once it is clean."""
FONTS = ("data:font/", "data:application/font-", "data:application/x-font-")
"""How a font may begin that stands within a drawing."""

ELEMENTS = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main mark nav ol p pre q "
    "rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
"""HTML elements. See https://html.spec.whatwg.org/multipage/indices.html#elements-3"""
ATTRIBUTES = frozenset("id class lang dir title role hidden translate".split())
"""HTML attributes of any element, with `aria-…` and `data-…`, which do nothing by themselves."""
ROLES = frozenset(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox "
    "complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell "
    "group heading img insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox "
    "menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup "
    "rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch tab table "
    "tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem doc-abstract doc-acknowledgments "
    "doc-afterword doc-appendix doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter doc-colophon "
    "doc-conclusion doc-cover doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue "
    "doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction doc-noteref "
    "doc-notice doc-pagebreak doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip "
    "doc-toc doc-pageheader doc-pagefooter graphics-document graphics-object graphics-symbol".split()
)
"""Values of `role`. See https://www.w3.org/TR/wai-aria-1.2/#role_definitions and https://www.w3.org/TR/dpub-aria-1.1/
and https://www.w3.org/TR/graphics-aria-1.0/"""
DIRECTIONS = frozenset("ltr rtl auto".split())
"""Values of `dir`."""
OF_ELEMENT = {
    "a": "href rel",
    "img": "src alt width height loading decoding",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "col": "span width",
    "colgroup": "span width",
    "ol": "start type reversed",
    "li": "value",
    "time": "datetime",
    "data": "value",
    "del": "datetime",
    "ins": "datetime",
    "details": "open",
    "input": "type checked disabled",
    "label": "for",
}
"""HTML attributes of one element."""
MATHML = frozenset(
    "math annotation semantics maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
"""MathML Core, and what older readers know. See https://www.w3.org/TR/mathml-core/"""
HTML_ATTRIBUTES = frozenset(
    "accept accept-charset accesskey action align alink allow allowfullscreen archive async autocapitalize autocomplete "
    "autofocus autoplay background bgcolor border capture charset cite classid code codebase color contenteditable controls "
    "crossorigin data declare default defer dirname download draggable enctype enterkeyhint formaction formenctype "
    "formmethod formnovalidate formtarget frame frameborder href hreflang http-equiv icon imagesizes imagesrcset inert "
    "inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind link list longdesc loop low manifest "
    "marginheight marginwidth media method min max minlength maxlength multiple muted name nomodule nonce novalidate object "
    "optimum pattern ping placeholder playsinline popover popovertarget poster preload profile readonly referrerpolicy rel "
    "required sandbox scheme seamless shape shadowrootmode size sizes slot spellcheck src srcdoc srclang srcset step style "
    "tabindex target text usemap vlink wrap xlink:href xml:base xmlns property typeof vocab prefix datatype".split()
)
"""Attributes that mean something in HTML and that an author has no need of: Pandoc writes them as they are, and any other
key that it does not know as `data-…`."""
ACTING = frozenset(
    "action archive background classid code codebase contenteditable data dirname download enctype form formaction "
    "formenctype formmethod formtarget href http-equiv imagesrcset integrity is itemid itemprop itemref itemscope itemtype "
    "list longdesc manifest media nonce object ping popover popovertarget poster profile sandbox shadowrootmode src srcdoc "
    "srcset usemap xlink:href xml:base xmlns".split()
)
"""Those of them that lead somewhere, fetch, send or join something. Nobody is harmed by the others (`align`, `disabled`,
`width` on a paragraph), and nothing is lost without them."""

SVG_ELEMENTS = frozenset(
    "svg g a path rect circle ellipse line polyline polygon text tspan textPath title desc defs clipPath mask pattern "
    "linearGradient radialGradient stop marker symbol use image style switch view filter feBlend feColorMatrix "
    "feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood "
    "feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting "
    "feSpotLight feTile feTurbulence".split()
)
"""SVG elements without scripts, foreign markup, animation, fonts of their own, and pictures from elsewhere (feImage)."""
