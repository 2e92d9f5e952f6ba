"""The pages about the record itself: how it is made, and its files."""

from __future__ import annotations

from collections.abc import Iterator

from recount.codebook.codelists import load_codelists
from recount.codebook.conventions import Convention, get_convention, list_conventions
from recount.publish.exports import EXPORTERS, load_tables
from recount.publish.site.context import Site
from recount.publish.site.listings import Page

_ON_PAGE = ("policy", "convention")


def method_pages(site: Site) -> Iterator[Page]:
    """Yield the page that says how the record is made, with the codebook."""
    path, view = "method.html", site.record.view
    named = view.scope.convention
    convention = get_convention(named) if named in list_conventions() else None
    yield (
        path,
        site.render(
            "method.html",
            path,
            site.texts("method.title"),
            policies=[method for method in view.methods if method.kind == "policy"],
            methods=[method for method in view.methods if method.kind not in _ON_PAGE and method.text],
            programs=_programs(site),
            convention=convention,
            readings=_readings(site, convention) if convention else (),
            codelists=list(load_codelists().values()),
        ),
    )


def _readings(site: Site, convention: Convention) -> list[tuple[str, str]]:
    table = {**convention.words, **convention.forms}
    return [
        (word.replace("_", " "), site.wording.figure(low, high, high_open=high is None and low is not None))
        for word, (low, high) in table.items()
    ]


def _programs(site: Site) -> list[str]:
    """Names and versions of all that read this record."""
    view = site.record.view
    found = [
        *(report.normaliser for report in view.reports),
        *(claim.extractor for claim in view.claims),
        *(method.name for method in view.methods if method.kind not in _ON_PAGE),
    ]
    return list(dict.fromkeys(name for name in found if name))


def data_pages(site: Site) -> Iterator[Page]:
    """Yield the page of files, with every column explained."""
    path, about = "data.html", site.wording.table["files"]
    tables = load_tables()
    described = {f"{table.name}.csv": table.about for table in tables.values()} | about
    names = [exporter.name for exporter in EXPORTERS] + ["datapackage.json", "README.txt"]
    files = [(name, described.get(name, "")) for name in names]
    yield (
        path,
        site.render("data.html", path, site.texts("data.title"), files=files, tables=list(tables.values())),
    )
