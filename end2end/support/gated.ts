// An application behind a real nginx, configured by the files of `deploy/nginx`, before a portal of one's own.
import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Lines, python } from "./mail_software";
import type { Portal } from "./portal";

/** What the application was asked. */
export interface Asked {
  method: string;
  path: string;
  headers: [string, string][];
}

export class Gated {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Starts nginx at `port`, before `portal`; the application has these names. */
  static async start(portal: Portal, port: number, hosts: string[]): Promise<Gated> {
    const at = new URL(portal.origin).host;
    const server = python(["-m", "harness.gated", "--portal", at, "--port", String(port), "--hosts", ...hosts]);
    await new Lines(server).next();
    return new Gated(server);
  }

  async end(): Promise<void> {
    const exit = once(this.#process, "exit");
    this.#process.stdin!.end();
    await exit;
  }
}
