"""Settings: one table (name, default, help), one frozen object, built once; and the scope file.

A malformed value is an error, never a silent default.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recount.errors import SettingsError
from recount.model import RecordScope

if TYPE_CHECKING:
    from recount.extract.llm import LlmOptions

PREFIX = "RECOUNT_"
LEAST_DEADLINE = 5
"""In seconds; loading the rules for the first report takes two."""
_WAITING = 3
"""Times the deadline that a report may wait for a language model; its process is ended after four."""
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: its name (the environment variable is RECOUNT_NAME), default and help."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


SETTINGS = (
    Setting(
        name="store",
        default="record.sqlite",
        help="The store of the record: a path, or postgresql://USER@HOST/DATABASE.",
    ),
    Setting(
        name="max_report_bytes",
        default="10000000",
        help="The largest single report that is read, in bytes; larger ones are refused and counted.",
    ),
    Setting(
        name="workers",
        default="1",
        help="How many processes read and code reports; one that hangs or dies costs one report, "
        "not the run. 0 reads in the main process, without that protection.",
    ),
    Setting(
        name="deadline_seconds",
        default="30",
        help="The processor time that one report may take, in seconds, at least 5; then it is refused.",
    ),
    Setting(
        name="reviewer",
        default="",
        help="The name written beside decisions when --reviewer is not given.",
    ),
    Setting(
        name="secret_file",
        default="recount-secret",
        help="The file with the secret that signs the sessions of a team's server; made when it is not there.",
    ),
    Setting(
        name="llm_endpoint",
        default="",
        help="The address of a language model on this machine that proposes claims as well, such as "
        "http://127.0.0.1:8080/v1. Off when not set; an address of another machine is refused.",
    ),
    Setting(
        name="llm_model",
        default="",
        help="The name by which that server knows the model; it stands on every claim the model proposed.",
    ),
    Setting(
        name="llm_timeout_seconds",
        default="60",
        help="The time by the clock that the model may take for one report, at most three times "
        "RECOUNT_DEADLINE_SECONDS; then the report is coded by the rules, and that is counted.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one run."""

    store: str
    max_report_bytes: int
    workers: int
    deadline_seconds: int
    reviewer: str
    secret_file: str
    llm_endpoint: str
    llm_model: str
    llm_timeout_seconds: int

    def llm(self) -> LlmOptions | None:
        """Return how the language model is reached, ``None`` when it is off; errors as in ``load_settings``."""
        if not self.llm_endpoint:
            return None
        from recount.extract.llm import parse_options  # what needs no extractor starts without it

        return parse_options(self.llm_endpoint, self.llm_model, self.llm_timeout_seconds)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Build the settings from environment variables.

    Raises:
        SettingsError: a value is malformed, or a RECOUNT_ variable is not a setting.
    """
    known = {setting.variable for setting in SETTINGS}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(
            f"{unknown[0]} is not a setting.", next_move=f"The settings are {', '.join(sorted(known))}."
        )
    values = {setting.name: environ.get(setting.variable, setting.default) for setting in SETTINGS}
    settings = Settings(
        store=values["store"],
        max_report_bytes=_whole_number("max_report_bytes", values, least=1),
        workers=_whole_number("workers", values, least=0),
        deadline_seconds=_whole_number("deadline_seconds", values, least=LEAST_DEADLINE),
        reviewer=values["reviewer"],
        secret_file=values["secret_file"],
        llm_endpoint=values["llm_endpoint"],
        llm_model=values["llm_model"],
        llm_timeout_seconds=_whole_number("llm_timeout_seconds", values, least=1),
    )
    _check_llm(settings)
    return settings


def _check_llm(settings: Settings) -> None:
    """Refuse what cannot work: a model that may take longer than the process that asks it may wait."""
    settings.llm()
    if not settings.llm_endpoint:
        return
    most = _waiting_seconds(settings.deadline_seconds)
    if settings.llm_timeout_seconds > most:
        raise SettingsError(
            f"{PREFIX}LLM_TIMEOUT_SECONDS is {settings.llm_timeout_seconds}; a report may wait {most} seconds.",
            next_move=f"Lower it, or raise {PREFIX}DEADLINE_SECONDS.",
        )


def _waiting_seconds(deadline: int) -> int:
    """Return how long a report may wait for a language model before its process is ended for being late."""
    if sys.platform == "win32":
        return deadline // 2  # there the deadline is by the clock
    return _WAITING * deadline


def _whole_number(name: str, values: Mapping[str, str], *, least: int) -> int:
    value = values[name]
    if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS or int(value) < least:
        raise SettingsError(
            f"{PREFIX}{name.upper()} is {value[:40]!r}, not a whole number of {least} or more.",
            next_move="Correct or unset it.",
        )
    return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeFile:
    """A scope file as read: the scope, and its gazetteers as paths beside the file."""

    scope: RecordScope
    gazetteers: tuple[Path, ...]


def read_scope(path: Path) -> ScopeFile:
    """Read a scope file (``record.toml``).

    Raises:
        SettingsError: the file is not TOML, has an unknown key, or a value of the wrong kind.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read: {error.strerror}.", next_move="Check the path."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.", next_move="Correct the file.") from error
    scope = parse_scope(raw, str(path))
    return ScopeFile(scope=scope, gazetteers=tuple(path.parent / name for name in scope.gazetteers))


def parse_scope(raw: Mapping[str, Any], where: str) -> RecordScope:
    """Build a scope from the keys of a scope file; errors as in ``read_scope``."""
    known = {field.name for field in fields(RecordScope)}
    unknown = sorted(set(raw) - known)
    if unknown:
        raise SettingsError(
            f"{where}: {unknown[0]!r} is not a key of a scope file.",
            next_move=f"The keys are {', '.join(sorted(known))}.",
        )
    defaults = RecordScope()
    scope = RecordScope(
        title=_text(raw, "title", defaults.title, where),
        area=_texts(raw, "area", defaults.area, where),
        period_start=_day(raw, "period_start", where),
        period_end=_day(raw, "period_end", where),
        languages=_texts(raw, "languages", defaults.languages, where),
        inclusion=_texts(raw, "inclusion", defaults.inclusion, where),
        convention=_text(raw, "convention", defaults.convention, where),
        policy=_text(raw, "policy", defaults.policy, where),
        gazetteers=_texts(raw, "gazetteers", defaults.gazetteers, where),
        contact=_text(raw, "contact", defaults.contact, where),
    )
    _check_names(scope, raw, where)
    if scope.period_start and scope.period_end and scope.period_start > scope.period_end:
        raise SettingsError(f"{where}: the period ends before it starts.", next_move="Correct the two days.")
    return scope


def _check_names(scope: RecordScope, given: Collection[str], where: str) -> None:
    """Refuse an unknown name; the lists of names are loaded only where one is given."""
    if "convention" in given:
        from recount.codebook.conventions import list_conventions

        _check_name("convention", scope.convention, list_conventions(), where)
    if "policy" in given:
        from recount.reconcile import POLICIES

        _check_name("policy", scope.policy, [policy.name for policy in POLICIES], where)


def _check_name(key: str, value: str, known: Collection[str], where: str) -> None:
    if value not in known:
        raise SettingsError(
            f"{where}: {key} {value!r} is not known.", next_move=f"Choose one of {', '.join(known)}."
        )


def _text(raw: Mapping[str, Any], key: str, default: str, where: str) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise _wrong(where, key, "a text in quotes")
    return value


def _texts(raw: Mapping[str, Any], key: str, default: tuple[str, ...], where: str) -> tuple[str, ...]:
    value = raw.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(where, key, 'a list of texts, such as ["Varda"]')
    return tuple(value)


def _day(raw: Mapping[str, Any], key: str, where: str) -> date | None:
    value = raw.get(key)
    if value is not None and type(value) is not date:
        raise _wrong(where, key, "a day without quotes, such as 2016-10-11")
    return value


def _wrong(where: str, key: str, wanted: str) -> SettingsError:
    return SettingsError(f"{where}: {key!r} must be {wanted}.", next_move="Correct the file.")
