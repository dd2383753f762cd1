"""What the surroundings say: folders, addresses, secrets. The environment wins over the embedded services' state."""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


def home() -> Path:
    """Where this installation keeps its state: IRO_HOME, else `var` in the working folder."""
    return Path(os.environ.get("IRO_HOME") or Path.cwd() / "var")


def secret(name: str) -> str:
    """A secret from IRO_<NAME>, else from a 0600 file that is made on first use."""
    given = os.environ.get(f"IRO_{name.upper().replace('-', '_')}")
    if given:
        return given
    path = home() / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _create(path: Path, text: str) -> None:
    """Linked into place whole, so that two processes starting together agree on one secret."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _embedded(service: str) -> tuple[int, str] | None:
    """Port and password of a service that `infra.embedded` left running here, or None."""
    state = home() / "state.json"
    noted = json.loads(state.read_text()).get(service) if state.exists() else None
    if noted is None:
        return None
    return noted["port"], (Path(noted["folder"]) / "password").read_text().strip()


def database_url() -> str:
    """The installer's DSN. Working processes take host, port and name from it, never its user."""
    found = os.environ.get("DATABASE_URL")
    if found:
        return found
    embedded = _embedded("postgres")
    return f"postgresql://postgres:{embedded[1]}@127.0.0.1:{embedded[0]}/iro" if embedded else ""


def broker_url() -> str:
    found = os.environ.get("CELERY_BROKER_URL")
    if found:
        return found
    embedded = _embedded("valkey")
    return f"redis://:{embedded[1]}@127.0.0.1:{embedded[0]}/0" if embedded else "redis://127.0.0.1:6379/0"


def database_parts(url: str) -> dict[str, str]:
    """A PostgreSQL URL as Django's settings."""
    parts = urlsplit(url or "postgresql://postgres@127.0.0.1:5432/iro")
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "iro",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": str(parts.port or 5432),
    }
