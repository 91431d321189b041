"""watch-server.py SOCKET BACKEND SERVER [SECONDS]: fails unless HAProxy has the server and, with SECONDS, has it
UP for so long within two minutes."""
import csv
import socket
import sys
import time


def status(path, backend, server):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    connection.sendall(b"show stat\n")
    text = connection.makefile().read().lstrip("# ")
    rows = csv.DictReader(text.splitlines())
    return next((row["status"] for row in rows if (row["pxname"], row["svname"]) == (backend, server)), None)


found = status(*sys.argv[1:4])
if found is None:
    sys.exit(f"no server {sys.argv[3]} in {sys.argv[2]}")
if len(sys.argv) > 4:
    end, green_since = time.time() + 120, None
    while green_since is None or time.time() - green_since < float(sys.argv[4]):
        if time.time() > end:
            sys.exit(f"{sys.argv[3]} is {found}")
        found = status(*sys.argv[1:4])
        green_since = (green_since or time.time()) if found.startswith("UP") else None
        time.sleep(0.2)
