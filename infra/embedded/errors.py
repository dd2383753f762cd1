"""What can be missing when services are started on one machine: each with a stable code and a way out."""

from pathlib import Path


class EmbeddedError(Exception):
    """A need that isn't met. `code` is stable, `what` says what happened, `remedy` what to do next."""

    code = "embedded-failed"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.remedy}\n  ({self.code})"


class PostgresMissing(EmbeddedError):
    code = "postgres-missing"

    def __init__(self, looked_at: str) -> None:
        super().__init__(
            f"No PostgreSQL 16 or newer was found: {looked_at}.",
            "install PostgreSQL 16 or newer and set POSTGRES_BIN_PATH to its folder of programs, "
            "or set DATABASE_URL to a server that runs elsewhere.",
        )


class BrokerMissing(EmbeddedError):
    code = "broker-missing"

    def __init__(self, looked_at: str) -> None:
        super().__init__(
            f"No Valkey or Redis server program was found: {looked_at}.",
            "install valkey-server or redis-server (BROKER_BIN_PATH may name their folder), "
            "or set CELERY_BROKER_URL to one that runs elsewhere.",
        )


class PortTaken(EmbeddedError):
    code = "port-taken"

    def __init__(self, port: int, setting: str) -> None:
        super().__init__(
            f"Port {port} on 127.0.0.1, asked for by {setting}, is used by another program.",
            f"stop that program, or unset {setting}: a free port is then chosen.",
        )


class NoUnprivilegedUser(EmbeddedError):
    code = "no-unprivileged-user"

    def __init__(self, tried: str) -> None:
        super().__init__(
            f"PostgreSQL refuses to run as root, and no other user could be used: {tried}.",
            "start as a normal user, or create one: useradd --system postgres.",
        )


class NoReadablePlace(EmbeddedError):
    code = "no-readable-place"

    def __init__(self, place: Path, user: str, why: str) -> None:
        super().__init__(
            f"The user {user}, who runs the servers in root's stead, can't reach {place}: {why}.",
            "set IRO_SHELTER to a folder of root's that every user may enter and where programs may run.",
        )


class OtherMajor(EmbeddedError):
    code = "data-of-another-major"

    def __init__(self, folder: Path, found: str, wanted: int) -> None:
        super().__init__(
            f"{folder} was written by PostgreSQL {found}, and the programs here are PostgreSQL {wanted}.",
            f"dump it with PostgreSQL {found} (pg_dumpall) and load it into a new installation, set "
            f"POSTGRES_BIN_PATH to PostgreSQL {found}, or move {folder} away to begin anew.",
        )


class DiskFull(EmbeddedError):
    code = "disk-full"

    def __init__(self, folder: Path, free_mb: int) -> None:
        super().__init__(
            f"The disk that holds {folder} is full ({free_mb} MB free).",
            "make room, or set IRO_HOME to a folder on another disk.",
        )


class PostgresTooOld(EmbeddedError):
    code = "postgres-too-old"

    def __init__(self, where: str, version: str) -> None:
        super().__init__(
            f"{where} is PostgreSQL {version}; the platform needs 16 or newer.",
            "upgrade it, name another server, or unset the variable to use the embedded one.",
        )


class DatabaseUnreachable(EmbeddedError):
    code = "database-unreachable"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The database named by DATABASE_URL can't be reached: {why}",
            "start that server or correct DATABASE_URL; unset it to use the embedded PostgreSQL.",
        )


class BrokerUnreachable(EmbeddedError):
    code = "broker-unreachable"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The broker named by CELERY_BROKER_URL can't be reached: {why}",
            "start that server or correct CELERY_BROKER_URL; unset it to use the embedded Valkey.",
        )


class ServerFailed(EmbeddedError):
    code = "server-failed"

    def __init__(self, name: str, log: Path, tail: str) -> None:
        super().__init__(
            f"{name} did not do what it was asked. The end of its log:\n{tail}",
            f"read {log}, then try again.",
        )


class HomeUnusable(EmbeddedError):
    code = "home-unusable"

    def __init__(self, home: Path, why: str) -> None:
        super().__init__(
            f"{home} can't be used: {why}",
            "run as the user who made it, or set IRO_HOME to a folder that you may write to.",
        )


class PasswordLost(EmbeddedError):
    code = "password-lost"

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The data in {file.parent} is there, its password in {file.name} isn't.",
            f"put {file} back from a backup, or move {file.parent} away to begin anew.",
        )
