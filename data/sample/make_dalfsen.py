from simulation.late_registration import exported, register, stamp_export
from dalfsen_town.facts import *
from dalfsen_town.flow import simulate
from dalfsen_town.progress import *
from dalfsen_town.ladder import categories, SUBCATEGORIES
from datetime import timedelta
from collections import Counter

book = Dossiers(SEED, EXPORT, INSTRUMENTS, BRANCHES, NEW_WORKFLOW)
book.progress = Progress(book.rng("voortgang"))
load = simulate(book.rng("stroom"), book.progress)
rng = book.rng("invoer")
for b in load.benefits:
    register(rng, b, GATE_OPENED, 15)
known, pending = exported(load.benefits, EXPORT)
stamp_export(known, EXPORT)
book.open(known, pending)
for y in range(2012, 2022):
    d = date(y, 12, 31)
    st = [b for b in known if b.client.runs(d)]
    ps = {r.person for b in st for r in b.rows() if r.runs(d)}
    out = [b for b in known if b.client.end and b.client.end.year == y]
    y1 = [b for b in out if (b.client.end - b.client.start).days <= 365]
    print(
        y,
        len(st),
        len(ps),
        Counter(book.klass(p, d) for p in ps),
        len(out),
        len(y1) / max(len(out), 1),
        Counter(b.scheme for b in st),
        sum(p.refugee and p.sex == "vrouw" for p in ps),
        sum(p.age(d) < 27 for p in ps),
        sum(any(t.runs(d) for t in book.progress.tracks[p]) for p in ps),
    )
coh = [b for b in known if 2012 <= b.client.start.year <= 2019]
print(
    sum(bool(b.client.end and (b.client.end - b.client.start).days <= 365) for b in coh) / len(coh),
    len(coh),
)
print(Counter(b.client.why() for b in known if b.client.end))
lags = sorted(
    [(r.entered_start - r.start).days for b in known for r in b.rows() if r.start > FIRST]
    + [(r.entered_end - r.end).days for b in known for r in b.rows() if r.end]
)
print("lag", lags[len(lags) // 2])
ups = Counter()
for p, s in book.progress.steps.items():
    for a, b in zip(s, s[1:]):
        ups[(b[0].year, b[1] - a[1])] += 1
print(sorted(ups.items()))
categories(book)
print(len(book.tables["categorieen"]))
