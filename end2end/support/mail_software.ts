// Real mail servers before the portal, and mail software: Dovecot and Postfix as `deploy/` configures them, and
// Python's own clients, each from an address of the loopback.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Portal } from "./portal";

const GATES = resolve(import.meta.dirname, "../gates");

/** What mail servers show to the portal. */
const SECRET = "gate-secret-for-tests-only";
/** What the portal shows to doveadm: the key of the servers that `end2end/gates` starts. */
const DOVEADM_KEY = "doveadm-key-for-tests-only";

export type Protocol = "imap" | "pop3" | "submission";
export const PROTOCOLS: Protocol[] = ["imap", "pop3", "submission"];

/** Signs in by each line of its input, and says how that went; with `hold` it stays until the server ends it. */
const CLIENT = `
import json, sys
from harness.clients import Refused, leave, sign_in
for line in sys.stdin:
    wanted = json.loads(line)
    hold = wanted.pop("hold")
    try:
        client = sign_in(**wanted)
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}), flush=True)
        continue
    print(json.dumps({"refused": None}), flush=True)
    if not hold:
        leave(client)
        continue
    client.sock.settimeout(60)
    try:
        words = client.readline()
    except OSError as error:
        words = str(error).encode()
    print(json.dumps({"ended": words.decode(errors="replace")}), flush=True)
`;

/** A user name and password, at an address. */
export interface At {
  user: string;
  password: string;
  source: string;
}

/** The settings of a portal before which mail servers stand, whose doveadm listens at a port. */
export function gateSettings(doveadm: number): Record<string, string> {
  return {
    SEKISHO_GATE__MAIL__SECRET: SECRET,
    SEKISHO_GATE__MAIL__DOVEADM_URL: `http://127.0.0.1:${doveadm}`,
    SEKISHO_GATE__MAIL__DOVEADM_KEY: DOVEADM_KEY,
  };
}

export class MailServers {
  readonly #process: ChildProcess;
  readonly #ports: Record<Protocol, number | null>;

  private constructor(process: ChildProcess, ports: Record<Protocol, number | null>) {
    this.#process = process;
    this.#ports = ports;
  }

  /** Starts them before `portal`; `doveadm` is the port that its settings name. */
  static async start(portal: Portal, doveadm: number): Promise<MailServers> {
    const args = ["-m", "harness.mail", "--portal", portal.origin, "--secret", SECRET, "--doveadm-port", String(doveadm)];
    const servers = python(args);
    const ports = JSON.parse(await new Lines(servers).next()) as Record<Protocol, number | null>;
    const running = new MailServers(servers, ports);
    if (ports.submission === null) {
      const why = "Postfix runs as root only, so mail software can't send here: the guide's SMTP submission is not tested";
      if (process.env.CI) {
        await running.end();
        throw new Error(`${why}. Run the tests as root where CI is set.`);
      }
      console.warn(why);
    }
    return running;
  }

  /** Those that run here: submission needs root, and where CI is set it is there. */
  get protocols(): Protocol[] {
    return PROTOCOLS.filter((protocol) => this.#ports[protocol] !== null);
  }

  /** Signs in as mail software does; answers the words in which that is refused, or `null`. */
  async refusal(protocol: Protocol, at: At): Promise<string | null> {
    const { lines, end } = this.#client(protocol, at, false);
    const said = JSON.parse(await lines.next()) as { refused: string | null };
    await end();
    return said.refused;
  }

  /** Signs in by IMAP and stays: `ended` is what the server says when it ends that. */
  async stay(at: At): Promise<{ ended: Promise<string> }> {
    const { lines, end } = this.#client("imap", at, true);
    const said = JSON.parse(await lines.next()) as { refused: string | null };
    if (said.refused !== null) throw new Error(`IMAP refused ${at.user} at ${at.source}: ${said.refused}`);
    const ended = lines.next().then(async (line) => {
      await end();
      return (JSON.parse(line) as { ended: string }).ended;
    });
    return { ended };
  }

  #client(protocol: Protocol, at: At, hold: boolean): { lines: Lines; end: () => Promise<void> } {
    const client = python(["-c", CLIENT]);
    const exit = once(client, "exit");
    client.stdin!.write(`${JSON.stringify({ protocol, port: this.#ports[protocol], hold, ...at })}\n`);
    const end = async () => {
      client.stdin!.end();
      await exit;
    };
    return { lines: new Lines(client), end };
  }

  async end(): Promise<void> {
    const exit = once(this.#process, "exit");
    this.#process.stdin!.end();
    await exit;
  }
}

/** A program of `end2end/gates`, or one that uses what is there. */
export function python(args: string[]): ChildProcess {
  const path = [GATES, resolve(GATES, "../../target/python")].join(":");
  return spawn("python3", args, { cwd: GATES, env: { ...process.env, PYTHONPATH: path } });
}

/** What a program says, line by line. */
export class Lines {
  readonly #lines: AsyncIterator<string>;
  readonly #process: ChildProcess;
  #errors = "";

  constructor(process: ChildProcess) {
    this.#process = process;
    process.stderr!.on("data", (part) => (this.#errors += part));
    this.#lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#process.spawnargs.join(" ")} said nothing more\n${this.#errors}`);
    return value as string;
  }
}
