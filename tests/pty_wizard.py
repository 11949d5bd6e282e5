# SPDX-License-Identifier: MIT
"""A program in a pseudo-terminal, for tests that look at what it keeps and not at its screen (tests/tty.h does that).

    wizard = Wizard(["tenken", "run", "quick-check"], {"TENKEN_DB": path})
    wizard.keys("e", paste("a note"), ESCAPE)    typed, handled and drawn when it returns
    status = wizard.leave("q", "q")

The program ends each frame with ESC ]2;f=FRAME;in=KEYS_HANDLED;sz=COLSxROWS BEL: keys are waited for until a frame says that
it has handled them. Nothing sleeps; what has not come after 20 seconds is a failure.

    python3 tests/pty_wizard.py KEYS COMMAND…    the same for shell scripts: keys of one character each, \\e for Escape, the
                                                 last two leave; ends with the status of the command
"""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

ESCAPE, TAB, ENTER, F10 = "\033", "\t", "\r", "\033[21~"
MARK = re.compile(rb"\033\]2;f=\d+;in=(\d+);sz=\d+x\d+\a")
LIMIT = 20


def paste(text):
    return "\033[200~" + text + "\033[201~"


class Wizard:
    def __init__(self, argv, env=None):
        self.sent = b""
        self.handled = self.expected = self.looked = 0
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            self._run(argv, env or {})
        self._size(24, 80)
        self._wait(self._frame)

    @staticmethod
    def _run(argv, env):
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        kept = {k: v for k, v in os.environ.items() if k not in ("LINES", "COLUMNS", "NO_COLOR")}
        try:
            os.execvpe(argv[0], argv, {**kept, "TERM": "xterm-256color", "TENKEN_TEST_MARKS": "1", **env})
        finally:
            os._exit(127)

    def _size(self, rows, cols):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _take(self, seconds):
        """What the program has sent; False at its end."""
        ready, _, _ = select.select([self.terminal], [], [], max(seconds, 0))
        if not ready:
            return True
        try:
            got = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.sent += got
        return bool(got)

    def _frame(self):
        """The next frame that was not looked at yet."""
        mark = MARK.search(self.sent, self.looked)
        if mark:
            self.looked = mark.end()
            self.handled = int(mark.group(1))
        return bool(mark)

    def _wait(self, done):
        until = time.monotonic() + LIMIT
        while not done():
            if time.monotonic() > until:
                raise TimeoutError(f"{self.handled} of {self.expected} keys handled")
            if not self._take(until - time.monotonic()):
                raise EOFError("the program ended: " + ascii(self.sent[-300:]))

    def _send(self, text):
        left = text.encode("utf-8", "surrogateescape")
        while left:  # the program may be waiting for us to read while it should read
            _, can_write, _ = select.select([], [self.terminal], [], 0)
            if can_write:
                left = left[os.write(self.terminal, left[:512]):]
            else:
                self._take(0.01)

    def _is_handled(self):
        while self._frame():
            pass
        return self.handled >= self.expected

    def keys(self, *keys):
        """Each is one key, a paste or Escape; after Escape it is waited, for with what follows it may be another key."""
        for key in keys:
            self.expected += 1
            self._send(key)
            if key == ESCAPE:
                self._wait(self._is_handled)
        self._wait(self._is_handled)
        if self.handled != self.expected:
            raise AssertionError(f"{self.handled} keys handled, {self.expected} typed")

    def type(self, text):
        """Characters one by one."""
        self.keys(*(ENTER if c == "\n" else c for c in text))

    def end(self):
        """Reads to the end; its exit status."""
        until = time.monotonic() + LIMIT
        while time.monotonic() < until and self._take(until - time.monotonic()):
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)

    def leave(self, *keys):
        """Types, the last key ends it; its exit status."""
        self.keys(*keys[:-1])
        self._send(keys[-1])
        return self.end()


def main():
    keys = [ESCAPE if key == "\\e" else key for key in re.findall(r"\\e|.", sys.argv[1])]
    return Wizard(sys.argv[2:]).leave(*keys)


if __name__ == "__main__":
    sys.exit(main())
