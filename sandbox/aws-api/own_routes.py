"""What the sandbox asks besides the AWS API: secrets that AWS never gives out, for the machines and the ELB."""

import json

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends


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


def answer_own_route(environ, revision: int):
    """Status, headers and payload. A page in a browser must not get at the keys by another host name."""
    host = environ.get("HTTP_HOST", "").rpartition(":")[0]
    routes = {
        "/sandbox/health": lambda: {"revision": revision},
        "/sandbox/server-certificates": _server_certificates,
        "/sandbox/key-pairs": _key_pairs,
    }
    route = routes.get(environ["PATH_INFO"])
    if host not in ("127.0.0.1", "localhost"):
        status, content = "403 Forbidden", {"message": "only as 127.0.0.1 or localhost"}
    elif route is None or environ["REQUEST_METHOD"] != "GET":
        status, content = "404 Not Found", {"message": f"GET one of {', '.join(routes)}"}
    else:
        status, content = "200 OK", route()
    payload = json.dumps(content).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(payload)))]
    return status, headers, payload
