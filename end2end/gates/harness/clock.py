"""The portal's clock: it runs as the machine's does, and can be set forward or back (libfaketime)."""

import glob
import os
import time


class Clock:
    """A clock of one portal."""

    def __init__(self, folder):
        self.file = folder / "clock"
        self.ahead = 0.0
        self.move(0)

    def environment(self):
        """What a process has to be started with in order to live by this clock."""
        found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") + glob.glob("/usr/*/lib/faketime/libfaketimeMT.so.1")
        if not found:
            raise FileNotFoundError("libfaketime is not installed: scripts/setup-test.sh does that")
        return {
            "LD_PRELOAD": found[0],
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            # durations are real: time-outs, polling, what a password's hash takes
            "DONT_FAKE_MONOTONIC": "1",
        }

    def now(self):
        """The portal's time, in seconds since 1970."""
        return time.time() + self.ahead

    def move(self, seconds):
        """Sets the clock forward by so many seconds (back: a negative number)."""
        self.ahead += seconds
        # in one go: a reader must never see half of it
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.ahead:+.3f}\n")
        os.replace(new, self.file)
