"""Errors that a user can act on: what was wrong, where, and what to do about it."""


class CkgError(Exception):
    """Base of every expected failure; the command line prints it without a traceback.

    `message` says what was wrong and where, `hint` what to do. Neither may hold personal data.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class SettingsError(CkgError):
    """A setting is missing or has a value that cannot be used."""


class StoreError(CkgError):
    """The graph store refused or failed an operation."""


class JournalError(CkgError):
    """The journal cannot be read or written."""


class MappingError(CkgError):
    """A source mapping is wrong; raised before the first row is read."""


class IngestError(CkgError):
    """A source file cannot be ingested as a whole."""


class IdentityError(CkgError):
    """An identity-resolution run cannot be carried out."""


class MissingRunError(IdentityError):
    """There is no identity run that what is asked for can rest on: none, one of another version or behind."""


class NotFoundError(IdentityError):
    """What somebody names is not there: a record, a customer, a review case, a judgement."""


class ConflictError(IdentityError):
    """What somebody asks contradicts what holds, which has to be changed first."""


class RulesError(IdentityError):
    """The rules file cannot be used; the message names file, line and field."""


class DiskError(CkgError):
    """A file or a folder cannot be written or read; the message names it and the reason."""
