"""Caddy with a configuration that a test brings along."""

import os

from .process import Program, program


class Caddy(Program):
    """A running Caddy. `caddyfile` is its configuration; `ports` are those that it is to answer on."""

    name = "caddy"

    def __init__(self, caddyfile, ports):
        super().__init__()
        # no certificates, no administration, nothing kept
        self.write("Caddyfile", "{\n\tadmin off\n\tauto_https off\n}\n" + caddyfile)
        homes = {name: str(self.folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        command = [program("caddy"), "run", "--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"]
        self.spawn(command, env={"PATH": os.environ.get("PATH", ""), **homes})
        for port in ports:
            self.wait_for_port(port)
