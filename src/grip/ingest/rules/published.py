"""The rule over own counts beside published ones; `grip.benchmark.bridge` finds it."""

from grip.findings import Rule, Scope, Severity, by_code

_OWN = (
    "extractiedatum 2021-03-31",
    "uitkeringen | uitkering_id U1 | persoon_id P1 | ingangsdatum 2019-01-01",
    "uitkeringen | uitkering_id U2 | persoon_id P2 | ingangsdatum 2019-01-01 | "
    "einddatum 2019-06-30",
)
_ROW = (
    "benchmark | bron cbs | indicator bijstandsuitkeringen | gebied_soort gemeente | "
    "gebied (naam niet ingevuld) | periode 2020-0{month} | waarde {value}"
)
_LEVEL = tuple(_ROW.format(month=month, value=0) for month in (1, 2, 3))

AGAINST_PUBLISHED = by_code(
    Rule(
        "BENCHMARK-AANSLUITING", Severity.WARN,
        "Over {periode} sluit het eigen aantal anders aan op dat van {bron} dan in de perioden "
        "ervoor: de rest verschoof {aantal}.",
        "Zoek met grip benchmark welke stap veranderde, en of de levering volledig was.",
        "Een vast verschil met CBS of Divosa is een verschil in definitie. Verschuift het, dan is "
        "er bij een van beide iets misgegaan: een levering die niet volledig was, een selectie die "
        "veranderde, of late registratie.",
        (*_OWN, *_LEVEL, _ROW.format(month=4, value=0)),
        (*_OWN, *_LEVEL, _ROW.format(month=4, value=30)),
        Scope.TIME,
    ),
)  # fmt: skip
