"""How the page looks: on a wide screen, on a telephone and on paper."""

from __future__ import annotations

from grip.reports.workbook.style import ACCENT, GREY, LIGHTS, RULE, TONES, WARNING

_TONES = "".join(f".{tone.value}{{color:{color}}}" for tone, color in TONES.items())
_LIGHTS = "".join(
    f".licht{level}{{background:{ground};color:{letters}}}"
    for level, (ground, letters) in enumerate(LIGHTS)
)
CSS = f"""
html{{color-scheme:light}}
*{{box-sizing:border-box}}
body{{margin:0;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1f1f1f;background:#fff}}
header,nav,main,footer{{max-width:75rem;margin:0 auto;padding:0 1.25rem}}
h1,h2,h3{{color:{ACCENT};line-height:1.25;text-wrap:balance}}
h1{{font-size:2rem;margin:1.5rem 0 .25rem}}
h2{{font-size:1.5rem;margin:3rem 0 .75rem;padding-top:.75rem;border-top:3px solid {ACCENT}}}
h3{{font-size:1.125rem;margin:2.25rem 0 .25rem}}
p{{margin:.25rem 0 .75rem;max-width:48rem}}
ul,ol{{max-width:48rem;padding-left:1.25rem}}
a{{color:{ACCENT}}}
a:focus-visible,[tabindex]:focus-visible{{outline:3px solid #f2c14e;outline-offset:2px}}
.spring{{position:absolute;left:-99rem}}
.spring:focus{{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:1}}
.stempel{{display:inline-block;background:{WARNING};color:#fff;font-weight:bold;
padding:.25rem .75rem;margin:.5rem .5rem .5rem 0}}
.over{{font-size:1.125rem}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;max-width:60rem}}
dt{{font-weight:bold;color:{ACCENT}}}dd{{margin:0}}
h4{{color:{ACCENT};margin:1.75rem 0 .25rem}}
.pagina{{grid-template-columns:minmax(8rem,14rem) 1fr;border-top:1px solid {RULE};margin:0;
padding-top:.25rem;break-inside:avoid}}
.pagina dt{{font-weight:normal}}
nav ol{{columns:3 16rem;column-gap:2rem}}
.boodschap{{font-size:1.0625rem}}
.blad,.noot{{color:{GREY};font-size:.875rem}}
.blad{{margin:0 0 .25rem}}
.noot{{padding-left:1.1rem;margin:.5rem 0 0;max-width:60rem}}
figure{{margin:1rem 0;overflow-x:auto}}
figure svg{{display:block;width:100%;max-width:54rem;min-width:34rem;height:auto}}
.vak{{overflow:auto;max-height:44rem;border-bottom:1px solid {RULE}}}
table{{border-collapse:collapse;font-size:.875rem;line-height:1.35;min-width:100%}}
th,td{{padding:.375rem .75rem;border-bottom:1px solid {RULE};text-align:left;
vertical-align:top;overflow-wrap:break-word;max-width:26rem}}
tr>:first-child{{padding-left:0}}
thead th{{position:sticky;top:0;background:#fff;color:{ACCENT};vertical-align:bottom;
box-shadow:inset 0 2px {ACCENT},inset 0 -1px {ACCENT};border:0;min-width:4.5rem}}
tbody th{{font-weight:normal;min-width:7rem}}
thead .breed{{min-width:18rem}}
.dag{{white-space:nowrap}}
.getal{{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}}
thead .getal{{white-space:normal}}
abbr{{text-decoration:none}}
.licht{{display:inline-block;min-width:1.75rem;padding:0 .375rem;text-align:center;
font-weight:bold}}
{_TONES}{_LIGHTS}
.oordeel{{font-weight:bold}}
footer{{margin-top:3rem;padding-bottom:2rem;color:{GREY};font-size:.875rem}}
.opdruk{{display:none}}
@media (max-width:40rem){{
body{{font-size:15px}}h1{{font-size:1.5rem}}h2{{font-size:1.25rem}}
th,td{{padding:.25rem .5rem;max-width:14rem}}
}}
@media print{{
@page{{size:A4 landscape;margin:14mm}}
body{{font-size:10pt}}nav,.spring{{display:none}}
header,main,footer{{max-width:none;padding:0}}
h2{{break-before:page}}h2,h3,h4,.blad{{break-after:avoid}}
.vak{{overflow:visible;max-height:none}}thead th{{position:static}}
tr,figure{{break-inside:avoid}}table{{font-size:8pt}}
th,td{{padding:2pt 4pt}}.getal{{white-space:normal}}thead .breed{{min-width:0}}
figure svg{{min-width:0;max-width:16cm}}
}}
""".strip()


def on_every_page(words: str) -> str:
    """Return the rules that print a mark below the text of each page, in its margin.

    Firefox has no boxes in the margin: there it stands on white in the last line.
    """
    if not words:
        return ""
    seen = "".join(c for c in words if c.isprintable())
    quoted = seen.replace("\\", r"\\").replace('"', r"\"").replace("<", r"\3c ")
    look = f"font:8pt Arial,Helvetica,sans-serif;color:{WARNING}"
    return f"""
@media print{{
@page{{@bottom-right{{content:"{quoted}";{look}}}}}
@supports (-moz-appearance:none){{
.opdruk{{display:block;position:fixed;bottom:0;right:0;background:#fff;{look}}}
}}
}}"""
