"""watch-server.py SOCKET BACKEND SERVER [SECONDS]: fails unless HAProxy has the server and, with SECONDS, has had it
UP for so long within two minutes."""
import csv
import socket
import sys
import time


def read_row(path, backend, server):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    connection.sendall(b"show stat\n")
    rows = csv.DictReader(connection.makefile().read().lstrip("# ").splitlines())
    for row in rows:
        if (row["pxname"], row["svname"]) == (backend, server):
            return row
    sys.exit(f"no server {server} in {backend}")


def is_green(row, seconds):
    return row["status"].startswith("UP") and float(row["lastchg"]) >= seconds


found = read_row(*sys.argv[1:4])
if len(sys.argv) > 4:
    end = time.time() + 120
    while not is_green(found, float(sys.argv[4])):
        if time.time() > end:
            sys.exit(f"{sys.argv[3]} is {found['status']}")
        time.sleep(0.2)
        found = read_row(*sys.argv[1:4])
