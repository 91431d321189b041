#!/usr/bin/python3
"""mount.nfs4 <server:path> <folder> [-o options]: an NFS client in user space, by libnfs and FUSE.

For kernels without one. It speaks NFS 3: of NFS 4, libnfs can't change the owner of a folder. The one option that it knows is port; without it the port is that of the tests. Each caller is who it is to the server.
"""
import ctypes
import errno
import os
import stat
import sys

from fusepy import FUSE, FuseOSError, Operations, fuse_get_context

lib = ctypes.CDLL("libnfs.so.13")
Pointer = ctypes.c_void_p


class Stat(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint64)
        for name in "dev ino mode nlink uid gid rdev size blksize blocks atime mtime ctime an mn cn used".split()
    ]


class Entry(ctypes.Structure):
    pass


Entry._fields_ = [("next", Pointer), ("name", ctypes.c_char_p)]


class Time(ctypes.Structure):
    _fields_ = [("sec", ctypes.c_long), ("usec", ctypes.c_long)]


class Url(ctypes.Structure):
    _fields_ = [("server", ctypes.c_char_p), ("path", ctypes.c_char_p), ("file", ctypes.c_char_p)]


lib.nfs_init_context.restype = Pointer
lib.nfs_get_error.restype = ctypes.c_char_p
lib.nfs_parse_url_dir.restype = ctypes.POINTER(Url)
lib.nfs_readdir.restype = ctypes.POINTER(Entry)


class Nfs(Operations):
    def __init__(self, server, path, port):
        self.nfs = Pointer(lib.nfs_init_context())
        url = f"nfs://{server}{path}?version=3&nfsport={port}&mountport=12050".encode()
        parsed = lib.nfs_parse_url_dir(self.nfs, url)
        if not parsed:
            raise SystemExit(f"mount.nfs4: {url}")
        if lib.nfs_mount(self.nfs, parsed.contents.server, parsed.contents.path) < 0:
            raise SystemExit(f"mount.nfs4: {lib.nfs_get_error(self.nfs).decode()}")
        self.files = {}
        self.last = 0

    def ask(self, name, *args):
        uid, gid, _ = fuse_get_context()
        lib.nfs_set_uid(self.nfs, uid)
        lib.nfs_set_gid(self.nfs, gid)
        code = getattr(lib, f"nfs_{name}")(self.nfs, *args)
        if code < 0:
            raise FuseOSError(-code if -code in errno.errorcode else errno.EIO)
        return code

    def getattr(self, path, fh=None):
        found = Stat()
        self.ask("lstat64", path.encode(), ctypes.byref(found))
        return {
            **{f"st_{name}": getattr(found, name) for name in "mode nlink uid gid size ino blocks".split()},
            "st_atime": found.atime + found.an / 1e9,
            "st_mtime": found.mtime + found.mn / 1e9,
            "st_ctime": found.ctime + found.cn / 1e9,
        }

    def readdir(self, path, fh):
        folder = Pointer()
        self.ask("opendir", path.encode(), ctypes.byref(folder))
        names = []
        while entry := lib.nfs_readdir(self.nfs, folder):
            names.append(entry.contents.name.decode())
        lib.nfs_closedir(self.nfs, folder)
        return names

    def keep(self, handle):
        self.last += 1
        self.files[self.last] = handle
        return self.last

    def open(self, path, flags):
        handle = Pointer()
        self.ask("open", path.encode(), flags & ~os.O_CREAT, ctypes.byref(handle))
        return self.keep(handle)

    def create(self, path, mode, fi=None):
        handle = Pointer()
        self.ask("open2", path.encode(), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode & 0o7777, ctypes.byref(handle))
        return self.keep(handle)

    def read(self, path, size, offset, fh):
        buffer = ctypes.create_string_buffer(size)
        got = self.ask("pread", self.files[fh], ctypes.c_uint64(offset), ctypes.c_uint64(size), buffer)
        return buffer.raw[:got]

    def write(self, path, data, offset, fh):
        return self.ask("pwrite", self.files[fh], ctypes.c_uint64(offset), ctypes.c_uint64(len(data)), data)

    def fsync(self, path, datasync, fh):
        self.ask("fsync", self.files[fh])

    def release(self, path, fh):
        self.ask("close", self.files.pop(fh))

    def truncate(self, path, length, fh=None):
        self.ask("truncate", path.encode(), ctypes.c_uint64(length))

    def mkdir(self, path, mode):
        self.ask("mkdir2", path.encode(), mode & 0o7777)

    def rmdir(self, path):
        self.ask("rmdir", path.encode())

    def unlink(self, path):
        self.ask("unlink", path.encode())

    def rename(self, old, new):
        self.ask("rename", old.encode(), new.encode())

    def chmod(self, path, mode):
        self.ask("chmod", path.encode(), stat.S_IMODE(mode))

    def chown(self, path, uid, gid):
        self.ask("lchown", path.encode(), ctypes.c_int(uid), ctypes.c_int(gid))

    def symlink(self, target, source):
        self.ask("symlink", source.encode(), target.encode())

    def readlink(self, path):
        buffer = ctypes.create_string_buffer(4096)
        self.ask("readlink", path.encode(), buffer, 4096)
        return buffer.value.decode()

    def utimens(self, path, times=None):
        pairs = (Time * 2)(*(Time(int(each), int(each % 1 * 1e6)) for each in times or (0, 0)))
        self.ask("lutimes", path.encode(), pairs)

    def statfs(self, path):
        return {"f_bsize": 4096, "f_blocks": 1 << 20, "f_bfree": 1 << 19, "f_bavail": 1 << 19}


source, folder, *rest = sys.argv[1:]
given = ",".join(rest[index + 1] for index, word in enumerate(rest) if word == "-o")
options = dict(each.partition("=")[::2] for each in given.split(",") if each)
server, _, path = source.partition(":")
operations = Nfs(server, path, options.get("port", "12049"))
FUSE(
    operations, folder, nothreads=True, allow_other=True, default_permissions=False, fsname=source, subtype="nfs4"
)
