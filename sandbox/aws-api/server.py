"""The sandbox's AWS API: moto behind one lock, its state saved after each request that changes it."""

import argparse
import io
import json
import os
import signal
import sys
import threading
import time
import traceback
from urllib.parse import parse_qs

FOLDER = os.path.dirname(os.path.abspath(__file__))
os.environ.update(
    MOTO_AMIS_PATH=os.path.join(FOLDER, "amis.json"),
    MOTO_ENABLE_AMI_VALIDATION="true",
    MOTO_ENABLE_KEYPAIR_VALIDATION="true",
    MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION="true",
    # A page in a browser has no business here.
    MOTO_DISABLE_GLOBAL_CORS="true",
    # moto asks botocore for its regions; these keep it from looking for an account of the user's.
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="us-east-1",
)
sys.path.insert(0, FOLDER)

import moto.autoscaling.models  # noqa: E402,F401  TerminateInstances imports these two, slowly
import moto.elbv2.models  # noqa: E402,F401
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server  # noqa: E402

import fixes  # noqa: E402
from own_routes import answer_own_route, is_foreign, keep_key, render_json, take_key  # noqa: E402
from state import StateStore  # noqa: E402

READING = ("Describe", "Get", "List", "GET ")

# The one API here that has a path to each thing, and not an action in the body.
ROUTE53 = "/2013-04-01/"


def log(text: str) -> None:
    print(time.strftime("%Y-%m-%dT%H:%M:%S"), text, file=sys.stderr, flush=True)


class Application:
    def __init__(self, store: StateStore, key: str) -> None:
        self.store = store
        self.key = key
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            if is_foreign(environ):
                status, headers, payload = render_json("403 Forbidden", {"message": "only as 127.0.0.1"})
            elif not take_key(environ, self.key):
                text = "the sandbox's AWS API answers its own user alone: the address has a key in it"
                status, headers, payload = render_json("403 Forbidden", {"message": text})
            elif environ["PATH_INFO"] == "/" or environ["PATH_INFO"].startswith(ROUTE53):
                status, headers, payload = self.answer_aws(environ)
            else:
                status, headers, payload = answer_own_route(environ, self.store.revision)
        start_response(status, headers)
        return [payload]

    def answer_aws(self, environ):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if environ["PATH_INFO"].startswith(ROUTE53):
            action = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        else:
            # Secrets Manager and CloudWatch name it in a header.
            named = environ.get("HTTP_X_AMZ_TARGET", "?").rpartition(".")[2]
            action = parse_qs(body.decode("utf-8", "replace")).get("Action", [named])[0]
        answer = []
        try:
            parts = self.moto(environ, lambda status, headers, *_: answer.extend([status, headers]))
            payload = b"".join(parts)
            status, headers = answer[:2]
            if not action.startswith(READING):
                if status.startswith("2"):
                    self.store.save()
                log(f"{action} {status} (revision {self.store.revision})")
        except Exception:
            log(f"{action} failed\n{traceback.format_exc()}")
            text = f"{action} failed inside moto; see the log of the AWS API"
            payload = f"<ErrorResponse><Error><Code>InternalFailure</Code><Message>{text}</Message></Error></ErrorResponse>".encode()
            status, headers = "500 Internal Server Error", [("Content-Type", "text/xml")]
        return status, headers, payload


class Handler(MotoRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, *_args) -> None:
        pass


def start_ticks() -> int:
    with open("/proc/self/stat", encoding="utf-8") as file:
        return int(file.read().rpartition(")")[2].split()[19])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    fixes.install(
        os.path.join(options.folder, "elb-reports.json"),
        os.path.join(options.folder, "running-machines.json"),
        os.path.join(options.folder, "database-reports.json"),
    )
    store = StateStore(options.folder)
    store.load()
    fixes.dns.give_domain(ACCOUNT)
    key = keep_key(options.folder)
    server = make_server(
        "127.0.0.1", options.port, Application(store, key), threaded=True, request_handler=Handler
    )
    endpoint = {"pid": os.getpid(), "startTicks": start_ticks(), "port": server.server_port, "key": key}
    path = os.path.join(options.folder, "endpoint.json")
    descriptor = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(endpoint, file)
    os.replace(f"{path}.new", path)
    log(f"listening on 127.0.0.1:{server.server_port}, revision {store.revision}")
    server.serve_forever()


if __name__ == "__main__":
    main()
