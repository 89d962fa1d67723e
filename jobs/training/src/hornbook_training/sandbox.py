"""Runs strangers' Python programs against their tests, each in a jail of its own.

    python3 sandbox.py [--workers 2] [--jail auto|bubblewrap|namespaces] [--unsafe] < programs.jsonl > verdicts.jsonl

A program is a line ``{"id", "solution", "tests", "timeout"}`` (seconds; may be left out), its verdict a line ``{"id",
"verdict", "kind", "message", "output", "seconds"}``, in the order in which programs end. Verdicts: ``passed``;
``failed`` (an assertion did not hold); ``error`` (kind: the exception, ``exit``, ``signal N``, ``request``,
``jail``); ``timeout``; ``limit`` (kind: ``memory``, ``cpu``, ``output``). ``message`` is the traceback's end,
``output`` the head of what was printed. Functions ``test_…`` that the tests define are called.

A worker is an interpreter in an outer jail (bubblewrap, or user, mount, pid, net, ipc and uts namespaces): no
network, a root that holds the system's libraries and this interpreter, read only. It forks for every program into
namespaces of the program's own: a process tree that ends with it, an empty scratch folder in memory, no ``/proc``, no
capabilities, a seccomp filter (no sockets, mounts, namespaces, tracing, memory outside of the limits), and limits of
memory, CPU, processes, files and output. Nothing of a program outlives it. The verdict is computed in the program's
interpreter: it holds against mistakes and ``exit(0)``, not against a program that forges it on purpose.

The standard library alone, and Python 3.9, so that it can be shipped as one file.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import json
import linecache
import os
import platform
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What programs import most, loaded once before they are forked.
PRELOADED = (
    "abc array bisect calendar collections copy dataclasses datetime decimal enum fractions functools hashlib heapq "
    "itertools math operator random re statistics string textwrap typing unicodedata uuid"
)
HEAD = 2000  # characters of output and of a message that a verdict keeps
NOBODY = 65534
SCRATCH = "/scratch"

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 22, 24, 38
EPERM, ENOSYS = 1, 38

# By machine: the audit number, the numbers of pivot_root and clone, and those of the calls that a program may not
# make: socket, ptrace, unshare, setns, mount, umount2, pivot_root, chroot, memfd_create, shmget, msgget, semget,
# mq_open, process_vm_readv and _writev, bpf, perf_event_open, userfaultfd, add_key, request_key, keyctl. The newer
# ones have one number everywhere: io_uring_setup, open_tree, move_mount, fsopen, fsmount, mount_setattr,
# memfd_secret.
MACHINES = {
    "x86_64": (0xC000003E, 155, 56,
               (41, 101, 272, 308, 165, 166, 155, 161, 319, 29, 68, 64, 240, 310, 311, 321, 298, 323, 248, 249, 250)),
    "aarch64": (0xC00000B7, 41, 220,
                (198, 117, 97, 268, 40, 39, 41, 51, 279, 194, 186, 190, 180, 270, 271, 280, 241, 282, 217, 218, 219)),
}  # fmt: skip
NEWER = (425, 428, 429, 430, 432, 442, 447)
CLONE3 = 435


def _not_run(request: dict[str, Any], kind: str, message: str) -> dict[str, Any]:
    """The verdict on a program that was not run to its end by no fault of its own code."""
    return {"id": request.get("id"), "verdict": "error", "kind": kind, "message": message, "output": "", "seconds": 0.0}


class SandboxError(Exception):
    """Programs cannot be run here; the message says why, and what to do."""


@dataclass(frozen=True)
class Limits:
    """What a program may use.

    ``memory_mb`` bounds a process's address space and the memory of all of its processes together.
    """

    timeout: float = 5.0
    cpu_seconds: int = 10
    memory_mb: int = 512
    processes: int = 32
    files: int = 64
    scratch_mb: int = 16
    output_bytes: int = 1 << 20


def _system(name: str, *arguments: object) -> None:
    """Calls the C library, and raises where it answers -1."""
    libc = ctypes.CDLL(None, use_errno=True)
    converted = [
        a.encode() if isinstance(a, str) else ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments
    ]
    if getattr(libc, name)(*converted) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _map_user(uid: int, gid: int) -> None:
    """In a new user namespace: the user stays who it is."""
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="ascii")


def _visible() -> list[str]:
    """The folders that an interpreter needs, none inside another."""
    wanted = ["/usr", "/bin", "/lib", "/lib32", "/lib64", "/sbin", "/etc/ld.so.cache", "/etc/alternatives"]
    wanted += [sys.base_prefix, sys.base_exec_prefix, str(Path(sys.executable).resolve().parent.parent)]
    found: list[str] = []
    for path in (p for p in wanted if Path(p).exists()):
        if path not in found and not any(path.startswith(f + "/") for f in found):
            found.append(path)
    return found


def _bubblewrap(program: str, limits: Limits) -> list[str]:
    """The command of a worker in bubblewrap.

    As root the user namespace is left out: the worker then becomes nobody by itself.
    """
    command = [
        program,
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--new-session",
        "--clearenv",
    ]
    if os.geteuid() == 0:
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user"]
    for path in _visible():
        for parent in list(Path(path).parents)[-2::-1]:
            command += ["--perms", "0755", "--dir", str(parent)]
        link = Path(path).is_symlink()
        command += ["--symlink", str(Path(path).readlink()), path] if link else ["--ro-bind", path, path]
    command += ["--proc", "/proc", "--dev", "/dev", "--dir", SCRATCH, "--symlink", SCRATCH, "/tmp"]  # noqa: S108
    command += ["--ro-bind", str(Path(__file__).resolve()), "/sandbox.py", "--chdir", "/", "--remount-ro", "/"]
    return [
        *command,
        "--",
        str(Path(sys.executable).resolve()),
        "-I",
        "-S",
        "/sandbox.py",
        *_worker_arguments("bubblewrap", limits),
    ]


def _worker_arguments(jail: str, limits: Limits) -> list[str]:
    return ["--worker", json.dumps({"jail": jail, **asdict(limits)})]


def _bind(source: str, target: str) -> None:
    """Shows a folder or file, read only.

    Flags that the source's mount has cannot be taken back, so they are said again.
    """
    _system("mount", source, target, None, MS_BIND | MS_REC, None)
    has = os.statvfs(target).f_flag
    kept = (has & 0xF) | (has & 0xC00) | ((1 << 21) if has & 4096 else 0)
    _system("mount", None, target, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | kept, None)


def _enter_namespaces() -> None:
    """The outer jail without bubblewrap: returns in a child that is process 1 of it, in a root of its own."""
    uid, gid = os.geteuid(), os.getegid()
    spaces = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    _system("unshare", spaces if uid == 0 else spaces | CLONE_NEWUSER)
    if uid != 0:
        _map_user(uid, gid)
    os.umask(0o022)
    child = os.fork()
    if child:
        os.close(0)
        os.close(1)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    _system("mount", None, "/", None, MS_REC | MS_PRIVATE, None)
    root = "/tmp"  # noqa: S108 (any folder: it is covered at once)
    _system("mount", "root", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for path in _visible():
        target = Path(root + path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if Path(path).is_symlink():
            target.symlink_to(Path(path).readlink())
        elif Path(path).is_dir():
            target.mkdir()
            _bind(path, str(target))
        else:
            target.touch()
            _bind(path, str(target))
    for folder in ("proc", "dev", "scratch"):
        Path(root, folder).mkdir()
    Path(root, "tmp").symlink_to(SCRATCH)
    for device in ("null", "zero", "random", "urandom"):
        Path(root, "dev", device).touch()
        _system("mount", f"/dev/{device}", f"{root}/dev/{device}", None, MS_BIND, None)
    _system("mount", "proc", f"{root}/proc", "proc", MS_NOSUID | MS_NODEV, None)
    os.chdir(root)
    _system("syscall", MACHINES[platform.machine()][1], ".", ".")
    _system("umount2", ".", MNT_DETACH)
    os.chdir("/")
    _system("mount", None, "/", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, None)


def _become_nobody() -> None:
    """Root's processes have no limit of their number, so a worker is not root's."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    _system("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def _drop_capabilities() -> None:
    for capability in range(64):
        with contextlib.suppress(OSError):
            _system("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    _system("capset", struct.pack("II", 0x20080522, 0), bytes(24))


def _filter_calls() -> None:
    """A seccomp filter (a program of the classic BPF).

    The denied calls fail with EPERM; clone3 is unknown, so that clone is taken.
    """
    audit, _, clone, denied = MACHINES[platform.machine()]
    allow, refuse, unknown = (
        struct.pack("HBBI", 6, 0, 0, k) for k in (0x7FFF0000, 0x00050000 | EPERM, 0x00050000 | ENOSYS)
    )

    def load(offset: int) -> bytes:
        return struct.pack("HBBI", 0x20, 0, 0, offset)

    def unless(code: int, value: int) -> bytes:  # skips one instruction where the comparison does not hold
        return struct.pack("HBBI", code, 0, 1, value)

    equal, at_least, any_bit = 0x15, 0x35, 0x45
    lines = [load(4), struct.pack("HBBI", equal, 1, 0, audit), refuse, load(0), unless(at_least, 0x40000000), refuse]
    for number in (*denied, *NEWER):
        lines += [unless(equal, number), refuse]
    lines += [unless(equal, CLONE3), unknown, struct.pack("HBBI", equal, 0, 3, clone)]
    lines += [load(16), unless(any_bit, 0x7E020000), refuse, allow]
    code = ctypes.create_string_buffer(b"".join(lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code)))
    _system("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _system("prctl", PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0)


def _limit(limits: Limits) -> None:
    memory, scratch = limits.memory_mb << 20, limits.scratch_mb << 20
    for name, soft, hard in (
        ("CORE", 0, 0), ("FSIZE", scratch, scratch), ("NOFILE", limits.files, limits.files), ("AS", memory, memory),
        ("CPU", limits.cpu_seconds, limits.cpu_seconds + 1), ("NPROC", limits.processes, limits.processes),
        ("MSGQUEUE", 0, 0),
    ):  # fmt: skip
        if hasattr(resource, f"RLIMIT_{name}"):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (soft, hard))


def _verdict_of(solution: str, tests: str) -> dict[str, Any]:
    """Runs a program here and now, in a module called ``solution``."""
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    execute, part = exec, "tests"
    try:
        for name, text in (("<solution>", solution), ("<tests>", tests)):
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        code = compile(tests, "<tests>", "exec")
        part = "solution"
        execute(compile(solution, "<solution>", "exec"), module.__dict__)
        part, before = "tests", dict(module.__dict__)
        execute(code, module.__dict__)
        for name, value in list(module.__dict__.items()):
            if name.startswith("test_") and callable(value) and before.get(name) is not value:
                value()
    except MemoryError:
        return {"verdict": "limit", "kind": "memory", "message": ""}
    except BaseException as error:
        lines = traceback.format_exception(
            type(error), error, error.__traceback__.tb_next if error.__traceback__ else None
        )
        verdict = "failed" if isinstance(error, AssertionError) and part == "tests" else "error"
        return {"verdict": verdict, "kind": type(error).__name__, "message": "".join(lines)[-HEAD:]}
    return {"verdict": "passed", "kind": None, "message": ""}


def _run_program(request: dict[str, Any], limits: Limits, output: int, status: int, token: str) -> None:
    """The program's own process: everything that it inherited is closed."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(status, 3)
    os.closerange(4, 4096)
    _limit(limits)
    gc.enable()
    random = sys.modules.get("random")
    if random is not None:
        random.seed(0)
    verdict = _verdict_of(request["solution"], request["tests"])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os.write(3, json.dumps({**verdict, "token": token}).encode()[:60000])
    os._exit(0)


def _start(request: dict[str, Any], limits: Limits, jailed: bool, ends: tuple[int, int, str]) -> None:
    """The first process of a program's namespaces: it prepares them, starts the program, and reaps."""
    if jailed:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
        _system("mount", "none", "/proc", "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV, "size=4k")
        os.chdir(SCRATCH)
        _drop_capabilities()
        _filter_calls()
    else:
        os.setsid()
    child = os.fork()
    if child == 0:
        _run_program(request, limits, *ends)
    os.close(ends[0])
    os.close(ends[1])
    while True:
        ended, code = os.wait()
        if ended == child:
            os._exit(128 + os.WTERMSIG(code) if os.WIFSIGNALED(code) else os.WEXITSTATUS(code) & 0x7F)


def _memory_of(processes: int, but: set[str]) -> int:
    """Bytes that the processes of this jail, but the given ones, hold for themselves."""
    total = 0
    for name in set(filter(str.isdigit, os.listdir(processes))) - but:
        with contextlib.suppress(OSError):
            with os.fdopen(os.open(f"{name}/statm", os.O_RDONLY, dir_fd=processes), "rb") as file:
                fields = file.read().split()
            total += (int(fields[1]) - int(fields[2])) * resource.getpagesize()
    return total


class _Supervision:
    """Watches one program from outside of its namespaces: its output, its verdict, its memory and the clock."""

    def __init__(self, request: dict[str, Any], limits: Limits, jailed: bool) -> None:
        self.limits, self.token = limits, os.urandom(16).hex()
        self.timeout = float(request.get("timeout") or limits.timeout)
        self.output, self.printed, self.status = b"", 0, b""
        self.processes = os.open("/proc", os.O_RDONLY) if jailed else None
        self.others = {path.name for path in Path("/proc").iterdir()} if jailed else set()
        output, output_end = os.pipe()
        status, status_end = os.pipe()
        self.began = time.monotonic()
        self.child = os.fork()
        if self.child == 0:
            try:
                _start(request, limits, jailed, (output_end, status_end, self.token))
            finally:
                traceback.print_exc()
                os._exit(126)
        os.close(output_end)
        os.close(status_end)
        self.pipes = {output: self._printed, status: self._reported}

    def _printed(self, chunk: bytes) -> None:
        self.printed += len(chunk)
        self.output += chunk[: max(0, 4 * HEAD - len(self.output))]

    def _reported(self, chunk: bytes) -> None:
        self.status = (self.status + chunk)[:60000]

    def _read(self, seconds: float) -> None:
        if not self.pipes:
            time.sleep(min(seconds, 0.01))
        for pipe in select.select(list(self.pipes), [], [], seconds)[0]:
            chunk = os.read(pipe, 65536)
            if chunk:
                self.pipes[pipe](chunk)
            else:
                del self.pipes[pipe]

    def _outcome(self) -> dict[str, Any] | None:
        """The verdict, or None as long as the program runs."""
        with contextlib.suppress(ValueError):
            told = json.loads(self.status)
            if isinstance(told, dict) and told.pop("token", None) == self.token:
                return told
        if self.printed > self.limits.output_bytes:
            return {"verdict": "limit", "kind": "output", "message": ""}
        if time.monotonic() - self.began > self.timeout:
            return {"verdict": "timeout", "kind": None, "message": ""}
        ended, code = os.waitpid(self.child, os.WNOHANG)
        if ended:
            self.child = 0
            return _ending(os.WEXITSTATUS(code) if os.WIFEXITED(code) else 128 + os.WTERMSIG(code))
        if self.processes is not None and _memory_of(self.processes, self.others) > self.limits.memory_mb << 20:
            return {"verdict": "limit", "kind": "memory", "message": ""}
        return None

    def verdict(self) -> dict[str, Any]:
        """Waits for the end, and makes it one."""
        outcome = None
        while outcome is None:
            self._read(0.05)
            outcome = self._outcome()
        self._read(0)
        if self.child:
            with contextlib.suppress(OSError):
                os.killpg(self.child, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        seconds = round(time.monotonic() - self.began, 3)
        return {**outcome, "output": self.output.decode("utf-8", "replace")[:HEAD], "seconds": seconds}


def _ending(code: int) -> dict[str, Any]:
    """The verdict of a program that ended without a word."""
    if code == 128 + signal.SIGXCPU:
        return {"verdict": "limit", "kind": "cpu", "message": ""}
    kind = "jail" if code == 126 else f"signal {code - 128}" if code > 128 else "exit"
    return {"verdict": "error", "kind": kind, "message": f"The program ended before its tests did, with status {code}."}


def _answer(request: dict[str, Any], limits: Limits, jailed: bool) -> None:
    """In a fork of the worker: one program, from its namespaces to its verdict on standard output."""
    scratch = None
    if jailed:
        uid, gid = os.geteuid(), os.getegid()
        _system("unshare", CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC)
        _map_user(uid, gid)
        options = f"size={limits.scratch_mb}m,nr_inodes=4096,mode=700,uid={uid},gid={gid}"
        _system("mount", "scratch", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV, options)
    else:
        scratch = tempfile.mkdtemp()
        os.chdir(scratch)
    verdict = _Supervision(request, limits, jailed).verdict()
    if scratch:
        shutil.rmtree(scratch, ignore_errors=True)
    line = (json.dumps({"id": request.get("id"), **verdict}) + "\n").encode()
    while line:
        line = line[os.write(1, line) :]


def _work(settings: dict[str, Any]) -> None:
    """A worker: enters the outer jail, loads what programs import, and forks for each program."""
    jail = settings.pop("jail")
    limits = Limits(**settings)
    if jail == "namespaces":
        _enter_namespaces()
    if jail != "none":
        _become_nobody()
        os.environ.clear()
        os.environ.update({"HOME": SCRATCH, "TMPDIR": SCRATCH, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    for name in PRELOADED.split():
        __import__(name)
    gc.disable()
    gc.freeze()
    with os.fdopen(0, encoding="utf-8", closefd=False) as requests:
        for line in iter(requests.readline, ""):
            request = json.loads(line)
            child = os.fork()
            if child == 0:
                try:
                    _answer(request, limits, jail != "none")
                    os._exit(0)
                finally:
                    traceback.print_exc()
                    os._exit(1)
            if os.waitpid(child, 0)[1] != 0:
                failed = _not_run(request, "jail", "The jail ended.")
                os.write(1, (json.dumps(failed) + "\n").encode())


class _Worker:
    """A running worker, spoken to by one thread at a time."""

    def __init__(self, jail: str, limits: Limits) -> None:
        if jail == "bubblewrap":
            command = _bubblewrap(str(shutil.which("bwrap")), limits)
        else:
            command = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), *_worker_arguments(jail, limits)]
        self.trouble = tempfile.TemporaryFile()  # noqa: SIM115 (stop closes it)
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.trouble, env={}, start_new_session=True
        )

    def run(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The verdict, or None where the worker is gone."""
        assert self.process.stdin is not None  # noqa: S101 (both are pipes)
        assert self.process.stdout is not None  # noqa: S101
        try:
            self.process.stdin.write((json.dumps(request) + "\n").encode())
            self.process.stdin.flush()
            answer = json.loads(self.process.stdout.readline())
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def stop(self) -> str:
        """Ends the worker, and all that runs in it; its last words."""
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()
        self.trouble.seek(0)
        last = self.trouble.read().decode("utf-8", "replace").strip().splitlines()
        self.trouble.close()
        return last[-1] if last else "no reason given"


class Sandbox:
    """Workers that run programs: ``with Sandbox(workers=2) as sandbox: for verdict in sandbox.run_all(programs): …``.

    ``jail`` is ``auto`` (bubblewrap where it works, else namespaces), ``bubblewrap``, ``namespaces`` or ``none``:
    processes with limits of their resources, but with the network, the files and the processes of their user. Raises
    SandboxError where the jail cannot be had.
    """

    def __init__(self, workers: int = 2, jail: str = "auto", limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.jail = jail if jail == "none" else self._working(jail)
        self.idle = [_Worker(self.jail, self.limits) for _ in range(workers)]
        self.lock = threading.Semaphore(workers)

    def _working(self, jail: str) -> str:
        reasons = []
        if platform.system() != "Linux" or platform.machine() not in MACHINES:
            reasons.append(f"no jail is known for {platform.system()} on {platform.machine()}")
        else:
            for candidate in ("bubblewrap", "namespaces") if jail == "auto" else (jail,):
                if candidate == "bubblewrap" and shutil.which("bwrap") is None:
                    reasons.append("bubblewrap: bwrap is not installed")
                    continue
                worker = _Worker(candidate, self.limits)
                verdict = worker.run({"id": "", "solution": "", "tests": "", "timeout": 20})
                said = worker.stop()
                if verdict is not None and verdict["verdict"] == "passed":
                    return candidate
                reasons.append(f"{candidate}: {said}")
        raise SandboxError(
            f"Cannot jail programs: {'; '.join(reasons)}. Install bubblewrap, allow user namespaces, or say --unsafe "
            "to run strangers' code with this user's rights."
        )

    def run(self, program: dict[str, Any]) -> dict[str, Any]:
        """The verdict on one program; waits for a free worker, and may be called by many threads."""
        problem = _problem_of(program)
        if problem:
            return _not_run(program, "request", problem)
        with self.lock:
            worker = self.idle.pop()
            try:
                for _ in range(2):
                    verdict = worker.run(program)
                    if verdict is not None:
                        return verdict
                    worker.stop()
                    worker = _Worker(self.jail, self.limits)
            finally:
                self.idle.append(worker)
        return _not_run(program, "jail", "The jail ended twice.")

    def run_all(self, programs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Verdicts in the order in which programs end; holds no more programs than there are workers."""
        source, pulling, done = iter(programs), threading.Lock(), threading.Condition()
        verdicts: list[dict[str, Any]] = []
        running = len(self.idle)

        def drain() -> None:
            nonlocal running
            try:
                while True:
                    with pulling:
                        program = next(source, None)
                    if program is None:
                        return
                    verdict = self.run(program)
                    with done:
                        done.wait_for(lambda: len(verdicts) < 64)
                        verdicts.append(verdict)
                        done.notify_all()
            finally:
                with done:
                    running -= 1
                    done.notify_all()

        for _ in range(running):
            threading.Thread(target=drain, daemon=True).start()
        while True:
            with done:
                done.wait_for(lambda: verdicts or not running)
                if not verdicts:
                    return
                verdict = verdicts.pop(0)
                done.notify_all()
            yield verdict

    def close(self) -> None:
        """Ends the workers."""
        while self.idle:
            self.idle.pop().stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _problem_of(program: dict[str, Any]) -> str:
    """What is wrong with a request; empty where nothing is."""
    for key in ("solution", "tests"):
        if not isinstance(program.get(key), str):
            return f"Invalid program: {key} is not a text"
    timeout = program.get("timeout")
    if timeout is not None and (
        isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 < timeout <= 3600
    ):
        return f"Invalid timeout: {timeout!r} (expected seconds above 0, at most 3600)"
    return ""


def _requests(lines: TextIO) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.strip():
            try:
                request = json.loads(line)
            except ValueError as error:
                request = {"solution": None, "id": None, "line": str(error)}
            yield request if isinstance(request, dict) else {}


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Runs Python programs against their tests, each in a jail of its own.")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="programs at a time (one a core)")
    parser.add_argument("--jail", choices=("auto", "bubblewrap", "namespaces"), default="auto")
    parser.add_argument("--unsafe", action="store_true", help="no jail: strangers' code with this user's rights")
    for name, value in asdict(Limits()).items():
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"a program's limit ({value})"
        )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Programs from standard input, verdicts to standard output. Answers 2 where programs cannot be jailed."""
    chosen = _arguments(arguments)
    if chosen.worker:
        _work(json.loads(chosen.worker))
        return 0
    limits = Limits(**{name: getattr(chosen, name) for name in asdict(Limits())})
    try:
        with Sandbox(chosen.workers, "none" if chosen.unsafe else chosen.jail, limits) as sandbox:
            for verdict in sandbox.run_all(_requests(sys.stdin)):
                print(json.dumps(verdict), flush=True)
    except SandboxError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
