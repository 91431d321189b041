"""All of moto's state in one file, so that it survives the process."""

import os
import pickle
from importlib.metadata import version

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from moto.backends import get_backend
from moto.core.base_backend import BackendDict

KEYS = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey, ed25519.Ed25519PrivateKey)


def load_key(encoded: bytes):
    return serialization.load_der_private_key(encoded, None)


class StatePickler(pickle.Pickler):
    """Also takes the keys of the cryptography library, which an encrypted volume brings in."""

    def reducer_override(self, value):
        if not isinstance(value, KEYS):
            return NotImplemented
        encoded = value.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return load_key, (encoded,)


class StateStore:
    """Keeps the state and a counter of its changes; the counter also in a file of its own, to be watched."""

    def __init__(self, folder: str) -> None:
        self.path = os.path.join(folder, "state.pickle")
        self.revision_path = os.path.join(folder, "revision")
        self.revision = 0

    def load(self) -> None:
        if os.path.exists(self.path):
            with open(self.path, "rb") as file:
                kept = pickle.load(file)
            if kept["moto"] != version("moto"):
                raise SystemExit(
                    f"{self.path} was written by moto {kept['moto']}, this is {version('moto')}: "
                    "take the sandbox down with the version that made it."
                )
            self.revision = kept["revision"]
            for service, accounts in kept["backends"].items():
                for account, regions in accounts.items():
                    for region, backend in regions.items():
                        get_backend(service)[account][region] = backend
        self._write_revision()

    def save(self) -> None:
        backends = {
            each.service_name: {account: dict(regions) for account, regions in each.items()}
            for each in BackendDict._instances
        }
        self.revision += 1
        kept = {"moto": version("moto"), "revision": self.revision, "backends": backends}
        fresh = f"{self.path}.new"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            StatePickler(file, protocol=5).dump(kept)
        os.replace(fresh, self.path)
        self._write_revision()

    def _write_revision(self) -> None:
        # In place, so that a watcher of the file keeps its hold on it.
        descriptor = os.open(self.revision_path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(descriptor, f"{self.revision}\n".encode(), 0)
        finally:
            os.close(descriptor)
