# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""One call of the command line, in folders of its own, with a time limit."""
import dataclasses
import json
import os
import signal
import subprocess
import time


@dataclasses.dataclass
class Call:
    code: int
    output: str
    errors: str
    seconds: float
    limit: float
    timed_out: bool
    document: object = None
    not_json: str = ""
    left: list = dataclasses.field(default_factory=list)  # in the folder of the output, where there should be nothing or more than the output
    strays: list = dataclasses.field(default_factory=list)  # in the folder of temporary files


def call(command, folder, output, limit, environment=None, cwd=None):
    """Runs `command` with --json. `folder`: empty, for `output` and for temporary files."""
    temporary, cache = os.path.join(folder, "tmp"), os.path.join(folder, "cache")
    os.makedirs(temporary, exist_ok=True)
    env = dict(os.environ, TMPDIR=temporary, XDG_CACHE_HOME=cache, XDG_DATA_HOME=cache, XDG_CONFIG_HOME=cache, LC_ALL="C", **(environment or {}))
    begin = time.monotonic()
    process = subprocess.Popen(command + ["--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env, cwd=cwd, start_new_session=True)
    timed_out = False
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        timed_out = True
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    made = Call(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), time.monotonic() - begin, limit, timed_out)
    if made.output.strip():
        try:
            made.document = json.loads(made.output, parse_constant=lambda word: (_ for _ in ()).throw(ValueError(f"{word} is not JSON")))
        except ValueError as error:
            made.not_json = f"not one JSON document: {error}"
    ours = {"tmp", "cache"} | ({os.path.basename(output)} if output and made.code == 0 else set())
    made.left = sorted(name for name in os.listdir(folder) if name not in ours and not name.startswith("judge"))
    made.strays = [] if timed_out else sorted(os.listdir(temporary))
    return made
