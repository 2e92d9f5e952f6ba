"""A language model and the pipeline: it travels to the workers, and what it failed at is asked again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from recount.extract import Extractor
from recount.extract.llm import LlmProposer
from recount.model import RejectionReason
from recount.pipeline.coding import code_store
from recount.pipeline.workers import Workers
from recount.store import open_store
from tests.extract.llm.server import Model, figures, saying, serving
from tests.store.factories import make_report

TEXT = "Shelling killed 12 civilians in Drell. Wounds kept 30 residents overnight in Varda clinic."
FOUND = ("Wounds kept 30 residents", "30", "injured")


def asking(model: Model) -> Extractor:
    return Extractor(llm=LlmProposer(options=model.options()))


def test_a_worker_asks_the_model_as_this_process_does(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "record.sqlite"))) as store, serving(figures(FOUND)) as model:
        store.add_intake([(make_report(TEXT), TEXT.encode())])
        with Workers(1) as workers:
            run = code_store(store, asking(model), runner=workers)
        claims = list(store.iter_claims())
    assert (run.reports, run.claims) == (1, 2)
    assert claims[-1].proposers == ("llm:test-model",)


def test_what_the_model_failed_at_keeps_the_rules_claims_and_is_asked_again(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "record.sqlite"))) as store:
        store.add_intake([(make_report(TEXT), TEXT.encode())])
        with serving(saying(b"", 503)) as model:
            run = code_store(store, asking(model))
        assert (run.claims, run.faults) == (1, 0)
        assert [item.reason for item in store.iter_rejections()] == [RejectionReason.PROPOSER_FAILED]

        with serving(figures(FOUND)) as model:
            again = code_store(store, asking(model))
            assert (again.reports, again.claims) == (1, 2)
            assert code_store(store, asking(model)).reports == 0
        assert list(store.iter_rejections()) == []


def test_turning_the_model_on_codes_the_reports_again(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "record.sqlite"))) as store, serving(figures(FOUND)) as model:
        store.add_intake([(make_report(TEXT), TEXT.encode())])
        assert code_store(store, Extractor()).claims == 1
        assert code_store(store, asking(model)).claims == 2
