"""Limits and defaults, each to be set by an environment variable ``GRONDSLAG_…``."""

from functools import lru_cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """Settings of one running program; see each field for its unit."""

    model_config = SettingsConfigDict(env_prefix="GRONDSLAG_", frozen=True)

    max_input_bytes: int = Field(
        default=1024 * MEBIBYTE, gt=0, description="Largest input after decompression, in bytes."
    )
    max_expansion: int = Field(
        default=200, gt=1, description="Largest ratio between decompressed and compressed size."
    )
    max_upload_bytes: int = Field(
        default=20 * MEBIBYTE, gt=0, description="Largest upload over HTTP, in bytes."
    )
    query_seconds: float = Field(
        default=20.0, gt=0, description="Longest run of one query over HTTP, in seconds."
    )
    query_rows: int = Field(
        default=100_000, gt=0, description="Most rows one query over HTTP may return."
    )
    store_connect_seconds: float = Field(
        default=10.0, gt=0, description="Longest wait for a connection to a store, in seconds."
    )
    store_read_seconds: float = Field(
        default=60.0, gt=0, description="Longest silence of a store that answers, in seconds."
    )
    store_total_seconds: float = Field(
        default=3600.0, gt=0, description="Longest answer of a store as a whole, in seconds."
    )
    store_token: SecretStr | None = Field(
        default=None, description="Bearer token for a store (RFC 6750)."
    )
    store_user: str | None = Field(
        default=None, description="User name for a store (RFC 7617), with store_password."
    )
    store_password: SecretStr | None = Field(default=None, description="Password for a store.")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read from the environment once."""
    return Settings()
