"""What the sandbox asks besides the AWS API: secrets that AWS never gives out, for the machines and the ELB."""

import hmac
import json
import os
import secrets

from fixes.instances import forced_stops
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.rds.models import rds_backends

from fixes.rds import asked_failovers


def _server_certificates() -> list:
    return [
        {
            "name": certificate.cert_name,
            "arn": certificate.arn,
            "certificateBody": certificate.cert_body,
            "certificateChain": certificate.cert_chain,
            "privateKey": certificate.private_key,
        }
        for account in iam_backends.values()
        for backend in account.values()
        for certificate in backend.certificates.values()
    ]


def _key_pairs() -> list:
    return [
        {"name": pair.key_name, "publicKey": pair.public_key}
        for account in ec2_backends.values()
        for backend in account.values()
        for pair in backend.key_pairs.values()
    ]


def _databases() -> list:
    return [
        {
            "id": database.db_instance_identifier,
            "engine": database.engine,
            "host": database.address,
            "port": database.port,
            "username": database.master_username,
            "password": database._master_user_password,
            "databaseName": database.db_name,
            "multiAz": bool(database.multi_az),
            "subnetIds": [each["SubnetIdentifier"] for each in database.db_subnet_group.subnets] if database.db_subnet_group else [],
            "failovers": asked_failovers(database),
        }
        for account in rds_backends.values()
        for backend in account.values()
        for database in backend.databases.values()
        # Those of a cluster are machines of its.
        if not database.db_cluster_identifier
    ]


def _regions() -> list:
    """Where somebody made a VPC; every region has AWS's own one."""
    return sorted(
        {
            region
            for account in ec2_backends.values()
            for region, backend in account.items()
            for vpc in backend.vpcs.values()
            if not vpc.is_default
        }
    )


def is_foreign(environ) -> bool:
    """Whether the request came by another host name, as that of a page in a browser could."""
    return environ.get("HTTP_HOST", "").rpartition(":")[0] not in ("127.0.0.1", "localhost")


def keep_key(folder: str) -> str:
    """What a request's path begins with: whoever can't read this file has no business here."""
    path = os.path.join(folder, "key")
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        key = secrets.token_hex(16)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key)
        return key


def take_key(environ, key: str) -> bool:
    """Whether the path begins with the key, which is then taken off it."""
    given, slash, rest = environ["PATH_INFO"].removeprefix("/").partition("/")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), key.encode()):
        return False
    environ["PATH_INFO"] = f"/{rest}"
    for name in ("RAW_URI", "REQUEST_URI"):
        if name in environ:
            environ[name] = environ[name].replace(f"/{key}", "", 1)
    return True


def render_json(status: str, content):
    payload = json.dumps(content).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(payload)))]
    return status, headers, payload


def answer_own_route(environ, revision: int):
    routes = {
        "/sandbox/health": lambda: {"revision": revision},
        "/sandbox/server-certificates": _server_certificates,
        "/sandbox/key-pairs": _key_pairs,
        "/sandbox/databases": _databases,
        "/sandbox/regions": _regions,
        "/sandbox/forced-stops": lambda: forced_stops(ec2_backends),
    }
    route = routes.get(environ["PATH_INFO"])
    if route is None or environ["REQUEST_METHOD"] != "GET":
        return render_json("404 Not Found", {"message": f"GET one of {', '.join(routes)}"})
    return render_json("200 OK", route())
