# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""A judge in a process of its own, started again where it dies or hangs."""
import json
import os
import select
import signal
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


class JudgeClient:
    def __init__(self, command, seconds):
        """`command`: the Python (and what stands in front of it) that runs judge.py; `seconds`: how long one judgement may take."""
        self.command = command + [os.path.join(HERE, "judge.py")]
        self.seconds = seconds
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)

    def stop(self):
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None

    def ask(self, request):
        if self.process is None or self.process.poll() is not None:
            self.start()
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], self.seconds)
            line = self.process.stdout.readline() if ready else ""
        except (BrokenPipeError, OSError):
            ready, line = True, ""
        if line:
            return json.loads(line)
        died = self.process.poll() if not ready else self.process.wait()
        self.stop()
        return {"loads": False, "runs": False, "checker": None, "error": f"the runtime died ({died})" if ready else "the runtime hangs"}
