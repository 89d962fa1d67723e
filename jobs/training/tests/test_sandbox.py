from __future__ import annotations

import ast
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hornbook_training import sandbox as module
from hornbook_training.sandbox import Limits, Sandbox, SandboxError

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

LIMITS = Limits(timeout=3, cpu_seconds=1, memory_mb=256, processes=16)


@pytest.fixture(scope="module", params=["bubblewrap", "namespaces"])
def jail(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    try:
        with Sandbox(workers=1, jail=request.param, limits=LIMITS) as sandbox:
            yield sandbox
    except SandboxError as reason:
        pytest.skip(str(reason))


def run(sandbox: Sandbox, solution: str, tests: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return sandbox.run({"id": "a", "solution": solution, "tests": tests, **more})


def verdict(sandbox: Sandbox, solution: str, tests: str = "", **more: Any) -> tuple[str, str | None]:  # noqa: ANN401
    answer = run(sandbox, solution, tests, **more)
    return answer["verdict"], answer["kind"]


def still_works(sandbox: Sandbox) -> bool:
    return verdict(sandbox, "def f(): return 1", "assert f() == 1") == ("passed", None)


def test_a_solution_is_judged_by_its_tests(jail: Sandbox) -> None:
    solution = "def double(x):\n    print('called')\n    return 2 * x\n"
    assert run(jail, solution, "assert double(2) == 4") | {"seconds": 0} == {
        "id": "a", "verdict": "passed", "kind": None, "message": "", "output": "called\n", "seconds": 0,
    }  # fmt: skip
    failed = run(jail, solution, "assert double(2) == 5, 'four'")
    assert (failed["verdict"], failed["kind"]) == ("failed", "AssertionError")
    assert "assert double(2) == 5" in failed["message"]
    assert "AssertionError: four" in failed["message"]


def test_functions_of_the_tests_are_called(jail: Sandbox) -> None:
    assert verdict(jail, "x = 1", "def test_x():\n    assert x == 2") == ("failed", "AssertionError")
    assert verdict(jail, "def test_of_its_own(): raise OSError", "assert test_of_its_own") == ("passed", None)


def test_what_goes_wrong_has_its_name(jail: Sandbox) -> None:
    assert verdict(jail, "def f(:") == ("error", "SyntaxError")
    assert verdict(jail, "", "def f(:") == ("error", "SyntaxError")
    assert verdict(jail, "assert False") == ("error", "AssertionError")
    assert verdict(jail, "{}['x']") == ("error", "KeyError")
    assert verdict(jail, "def f(): return f()", "f()") == ("error", "RecursionError")
    assert verdict(jail, "\ud800") == ("error", "UnicodeEncodeError")
    assert verdict(jail, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)") == ("error", "signal 9")


def test_ending_early_is_not_passing(jail: Sandbox) -> None:
    assert verdict(jail, "raise SystemExit(0)") == ("error", "SystemExit")
    assert verdict(jail, "import os\nos._exit(0)") == ("error", "exit")
    forged = (
        """import os\nos.write(3, b'{"verdict": "passed", "kind": null, "message": "", "token": ""}')\nos._exit(0)"""
    )
    assert verdict(jail, forged) == ("error", "exit")


def test_an_endless_loop_ends(jail: Sandbox) -> None:
    began = time.monotonic()
    assert verdict(jail, "while True: pass", timeout=0.5) == ("timeout", None)
    assert verdict(jail, "import time\ntime.sleep(60)", timeout=0.5) == ("timeout", None)
    stubborn = (
        "import os, signal\nfor s in range(1, 32):\n  try: signal.signal(s, signal.SIG_IGN)\n  except OSError: pass\n"
        "while True:\n  try: os.close(3)\n  except OSError: pass"
    )
    assert verdict(jail, stubborn, timeout=0.5) == ("timeout", None)
    assert time.monotonic() - began < 10
    assert verdict(jail, "while True: pass", timeout=20) == ("limit", "cpu")


def test_a_fork_bomb_is_stopped(jail: Sandbox) -> None:
    polite = "import os\nwhile True: os.fork()"
    assert verdict(jail, polite)[0] in ("error", "timeout")
    stubborn = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n"
    assert verdict(jail, stubborn, timeout=2)[0] in ("timeout", "limit")
    counted = (
        "import os, time\nn = 0\ntry:\n    while True:\n        if os.fork() == 0:\n            time.sleep(9)\n"
        "        n += 1\nexcept OSError:\n    print(n)\n"
    )
    assert int(run(jail, counted)["output"]) < LIMITS.processes
    assert still_works(jail)


def test_ten_gigabytes_of_output_are_cut(jail: Sandbox) -> None:
    began = time.monotonic()
    answer = run(jail, "line = 'x' * 99_999\nfor _ in range(100_000):\n    print(line)")
    assert (answer["verdict"], answer["kind"]) == ("limit", "output")
    assert answer["output"] == "x" * module.HEAD
    assert time.monotonic() - began < 3


def test_memory_is_bounded(jail: Sandbox) -> None:
    assert verdict(jail, "x = bytearray(1 << 30)") == ("limit", "memory")
    many = "import os, time\nfor _ in range(7):\n    if os.fork() == 0: break\nx = bytearray(100 << 20)\ntime.sleep(9)"
    assert verdict(jail, many) == ("limit", "memory")
    assert verdict(jail, "import os\nos.memfd_create('x')") == ("error", "PermissionError")


def test_files_are_written_in_the_scratch_folder_alone(jail: Sandbox) -> None:
    assert verdict(jail, "open('a', 'w').write('b')", "assert open('/scratch/a').read() == 'b'") == ("passed", None)
    assert verdict(jail, "", "import os\nassert os.listdir('.') == []") == ("passed", None)
    for path in ("/a", "/usr/a", "/etc/a", "/dev/a", "/proc/a", module.__file__):
        assert verdict(jail, f"open({path!r}, 'w')")[0] == "error", path
    assert verdict(jail, "open('a', 'wb').write(bytes(32 << 20))")[0] == "error"
    filling = "for i in range(99): open(str(i), 'wb').write(bytes(1 << 20))"
    assert verdict(jail, filling) == ("error", "OSError")


def test_nothing_of_the_host_is_seen(jail: Sandbox) -> None:
    for path in ("/etc/passwd", "/home", "/var", "/proc/self", module.__file__):
        assert verdict(jail, f"import os\nassert not os.path.exists({path!r})", "") == ("passed", None), path
    environment = run(jail, "import os\nprint(sorted(os.environ))")
    assert environment["output"] == "['HOME', 'LANG', 'PATH', 'TMPDIR']\n"


def test_there_is_no_network(jail: Sandbox) -> None:
    call = "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1/')"
    answer = run(jail, call)
    assert answer["verdict"] == "error"
    assert "Operation not permitted" in answer["message"]
    assert verdict(jail, "import socket\nsocket.socket(socket.AF_UNIX)") == ("error", "PermissionError")
    assert verdict(jail, "import asyncio\nasync def f(): return 1", "assert asyncio.run(f()) == 1") == ("passed", None)


def test_programs_do_not_meet(jail: Sandbox) -> None:
    assert verdict(jail, "import math\nmath.pi = 3\nopen('left', 'w')") == ("passed", None)
    assert verdict(jail, "import math, os", "assert math.pi > 3.1\nassert os.listdir('.') == []") == ("passed", None)
    assert verdict(jail, "import random", "assert random.random() == 0.8444218515250481") == ("passed", None)
    left = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n    os._exit(0)"
    assert verdict(jail, left) == ("passed", None)
    assert verdict(jail, "import os\nos.kill(-1, 9)")[0] == "error"
    assert verdict(jail, "import os\nos.kill(1, 9)\nos.kill(os.getppid(), 15)") == ("passed", None)
    assert verdict(
        jail, "import os\nfor p in range(3, 40):\n    try: os.kill(p, 9)\n    except ProcessLookupError: pass"
    ) == ("passed", None)
    assert still_works(jail)


def test_nobody_gets_out_of_the_jail(jail: Sandbox) -> None:
    call = (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nassert {} == -1\nassert ctypes.get_errno() == {}"
    )
    for escape in (
        "unshare(0x10000000)",
        "umount2(b'/proc', 2)",
        "mount(b'a', b'/scratch', b'tmpfs', 0, None)",
        "chroot(b'/')",
        "ptrace(16, 1, 0, 0)",
    ):
        assert verdict(jail, call.format(f"libc.{escape}", 1)) == ("passed", None), escape
    # clone with a new user namespace, and clone3 altogether
    assert verdict(jail, call.format(f"libc.syscall({module.MACHINES['x86_64'][2]}, 0x10000011, 0, 0, 0, 0)", 1)) == (
        "passed",
        None,
    )
    assert verdict(jail, call.format("libc.syscall(435, 0, 0)", 38)) == ("passed", None)
    assert verdict(
        jail,
        "import os\ntry:\n    os.setuid(0)\nexcept OSError:\n    pass\nassert os.getuid() != 0",
    ) == ("passed", None)


def test_threads_run(jail: Sandbox) -> None:
    pool = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\nwith Pool(4) as p: x = list(p.map(str, range(9)))"
    )
    assert verdict(jail, pool, "assert x[-1] == '8'") == ("passed", None)


def test_a_request_that_is_none_is_answered(jail: Sandbox) -> None:
    assert run(jail, None)["message"] == "Invalid program: solution is not a text"  # type: ignore[arg-type]
    for timeout in (0, -1, True, "1", 1e9):
        assert verdict(jail, "", timeout=timeout) == ("error", "request")


def test_a_worker_that_was_killed_is_replaced() -> None:
    with Sandbox(workers=1, jail="auto", limits=LIMITS) as sandbox:
        sandbox.idle[0].process.kill()
        sandbox.idle[0].process.wait()
        assert still_works(sandbox)


def test_every_program_has_one_verdict_and_few_are_held() -> None:
    held = [0, 0]

    def programs() -> Iterator[dict[str, Any]]:
        for i in range(200):
            held[0] += 1
            held[1] = max(held)
            yield {"id": i, "solution": f"x = {i}", "tests": f"assert x % 3 or x != {i}"}

    answers = {}
    with Sandbox(workers=2, limits=LIMITS) as sandbox:
        for answer in sandbox.run_all(programs()):
            held[0] -= 1
            answers[answer["id"]] = answer["verdict"]
            time.sleep(0.001)
    assert answers == {i: "passed" if i % 3 else "failed" for i in range(200)}
    assert held[1] < 80


def program(*arguments: str, given: str, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    command = [sys.executable, module.__file__, *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False, **more)


def test_the_program_reads_and_writes_lines() -> None:
    lines = [json.dumps({"id": "a", "solution": "x = 1", "tests": "assert x == 1"}), "", "no json", "[]"]
    ended = program("--workers", "1", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert [(a["id"], a["verdict"], a["kind"]) for a in answers] == [
        ("a", "passed", None), (None, "error", "request"), (None, "error", "request"),
    ]  # fmt: skip


def test_without_a_jail_nothing_runs_unless_somebody_says_unsafe(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    line = json.dumps({"id": "a", "solution": f"open({str(mark)!r}, 'w')", "tests": ""})
    without = {"env": {"PATH": str(tmp_path)}}
    refused = program("--jail", "bubblewrap", given=line, **without)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Cannot jail programs: bubblewrap: bwrap is not installed.")
    assert "--unsafe" in refused.stderr
    assert not mark.exists()
    assert json.loads(program("--unsafe", given=line, **without).stdout)["verdict"] == "passed"
    assert mark.exists()


def test_limits_hold_without_a_jail_too() -> None:
    with Sandbox(workers=1, jail="none", limits=LIMITS) as unsafe:
        assert verdict(unsafe, "while True: pass", timeout=0.3) == ("timeout", None)
        assert verdict(unsafe, "x = bytearray(1 << 30)") == ("limit", "memory")
        assert verdict(unsafe, "while True: print('x' * 999)") == ("limit", "output")
        assert verdict(unsafe, "x = 1", "assert x == 1") == ("passed", None)


def test_the_file_is_of_python_3_9() -> None:
    ast.parse(Path(module.__file__).read_text(encoding="utf-8"), feature_version=(3, 9))
