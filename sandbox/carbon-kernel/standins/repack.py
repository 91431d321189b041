"""Copies a kernel's zip as that of a product: another top folder, another script's name, and files of ours.

usage: repack.py SPEC, a JSON of: kernel, made, folder, script, words (of bin/wso2carbon-version.txt), add (path: file)
"""

import json
import sys
import zipfile

spec = json.loads(sys.argv[1])
with zipfile.ZipFile(spec["kernel"]) as kernel, zipfile.ZipFile(
    spec["made"], "w", zipfile.ZIP_DEFLATED, compresslevel=1
) as made:

    def put(entry, path, content):
        entry.filename = f"{spec['folder']}/{path}"
        made.writestr(entry, content)

    for entry in kernel.infolist():
        path = entry.filename.split("/", 1)[1]
        content = kernel.read(entry)
        if path == "bin/wso2carbon-version.txt":
            content = spec["words"].encode()
        if path == "bin/wso2server.sh" and spec["script"] != path:
            again = zipfile.ZipInfo(path, entry.date_time)
            again.external_attr = entry.external_attr
            again.compress_type = zipfile.ZIP_DEFLATED
            put(again, spec["script"], content)
        put(entry, path, content)
    for path, file in spec["add"].items():
        made.write(file, f"{spec['folder']}/{path}")
