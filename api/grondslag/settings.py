"""Limits and defaults, each to be set by an environment variable ``GRONDSLAG_…``."""

from functools import lru_cache

from pydantic import Field
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


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read from the environment once."""
    return Settings()
