"""Signs a publisher's folder with the publisher's own SSH key, and says who has signed one: a signature beside SHA256SUMS.

`ssh-keygen` comes with every system; anybody can check without this program what docs/publisher.md says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from bookbuilder.programs import path_of
from bookbuilder.release.manifest import SUMS
from bookbuilder.saving import temporary_folder, whole_file

SIGNATURE = f"{SUMS}.sig"
NAMESPACE = "file"
"""What the signature is for, as ssh-keygen(1) names what signs files."""
MISSING = "ssh-keygen, which signs and checks signatures, is not here. Install OpenSSH."


class SigningError(Exception):
    """The folder could not be signed, or nobody can say by whom it was; one sentence."""


def sign(folder: Path, key: Path) -> None:
    """Lay the signature into a publisher's folder; the key is a private one, or a public one whose private half an agent has."""
    command = [_program(), "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    done = subprocess.run(command, input=(folder / SUMS).read_bytes(), capture_output=True, check=False)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise SigningError(f"{key.name} could not sign: {_words(done.stderr)}")
    whole_file(folder / SIGNATURE, done.stdout)
    (folder / SIGNATURE).chmod(0o644)


def signer(folder: Path) -> str:
    """The fingerprint of the key that signed the folder as it stands; a SigningError where the signature is not of these sums."""
    done = _asked(folder, "check-novalidate", "-n", NAMESPACE, "-s", SIGNATURE)
    found = re.search(r"SHA256:\S+", done.stdout.decode("utf-8", "replace"))
    if done.returncode or not found:
        raise SigningError(f"{SIGNATURE}: the signature is not of this {SUMS}.")
    return found[0]


def check_signed_by(folder: Path, public: Path) -> None:
    """A SigningError where the folder is not signed by the owner of a public key, a file such as publisher.pub."""
    words = public.read_text("utf-8", "replace").split()
    if len(words) < 2 or not re.fullmatch(r"(ssh|ecdsa|sk)-[\w@.-]+", words[0]):
        raise SigningError(f"{public.name} is not a public SSH key: it begins with ssh-ed25519 or the like.")
    allowed = f'publisher namespaces="{NAMESPACE}" {words[0]} {words[1]}\n'.encode()
    who = ("-f", "allowed", "-I", "publisher")
    done = _asked(folder, "verify", *who, "-n", NAMESPACE, "-s", SIGNATURE, allowed=allowed)
    if done.returncode:
        raise SigningError(f"{SIGNATURE}: this folder was not signed with {public.name}.")


def _asked(folder: Path, *words: str, allowed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    with temporary_folder() as scratch:
        shutil.copyfile(folder / SIGNATURE, Path(scratch, SIGNATURE))
        Path(scratch, "allowed").write_bytes(allowed)
        command = [_program(), "-Y", *words]
        given = (folder / SUMS).read_bytes()
        return subprocess.run(command, input=given, capture_output=True, check=False, cwd=scratch)


def _program() -> str:
    found = path_of("ssh-keygen")
    if found is None:
        raise SigningError(MISSING)
    return found


def _words(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[-200:] or "ssh-keygen said nothing."
