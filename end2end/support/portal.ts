// A portal of one's own: the real binary with a database, a secret key, a clock and a mailbox that nobody else
// uses.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Clock } from "./clock";
import { Mailbox } from "./mailbox";
import { freePort } from "./ports";

const BINARY = process.env.SEKISHO_BINARY ?? resolve(import.meta.dirname, "../../target/debug/sekisho");

/** How a command ended. */
export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/** Somebody with an account. */
export interface Person {
  email: string;
  name: string;
  password: string;
}

export interface NewPerson {
  name?: string;
  email?: string;
  role?: "general" | "support" | "admin";
  language?: "en" | "ja";
}

/** What every account gets at first. */
export const PASSWORD = "plum-Lantern-27-river-cobalt";

const IMPORT = `
import sqlite3, sys, time
database, email = sys.argv[1:]
rules = sys.stdin.read().split()
with sqlite3.connect(database, timeout=10) as db:
    (account,) = db.execute("SELECT id FROM accounts WHERE email = ?", (email,)).fetchone() if email else (None,)
    rows = ((account, rule, int(time.time())) for rule in rules)
    db.executemany("INSERT INTO allowlist_rules (account_id, rule, created_at) VALUES (?, ?, ?)", rows)
    changed = "accounts SET rules_version = rules_version + 1 WHERE id = ?" if email else "portal_state SET rules_version = rules_version + 1 WHERE id <> ?"
    db.execute("UPDATE " + changed, (account or 0,))
`;

/** Sign-ins of people of their own, each from one address, minutes apart. */
const IMPORT_VISITS = `
import sqlite3, sys, time
database, = sys.argv[1:]
now = int(time.time())
with sqlite3.connect(database, timeout=10) as db:
    for nth, address in enumerate(sys.stdin.read().split()):
        email = f"visitor{nth}@visitors.example.org"
        account = db.execute(
            "INSERT INTO accounts (email, email_key, name, role, state, created_at) VALUES (?, ?, ?, 'general', 'active', ?)",
            (email, email, f"Visitor {nth}", now)).lastrowid
        db.execute(
            "INSERT INTO history (at, account_id, actor, event, event_group, outcome, detail, address, user_agent, request_id)"
            " VALUES (?, ?, 'self', 'sign_in_succeeded', 'sign_in', 'success', '{}', ?, '', '')",
            (now - 60 * (nth % 40_000), account, address))
`;

let people = 0;

export class Portal {
  readonly origin: string;
  readonly clock: Clock;
  readonly mail: Mailbox;
  readonly folder: string;
  readonly #environment: Record<string, string>;
  #server: ChildProcess | undefined;
  /** What it has written so far. */
  output = "";
  /** What it has logged so far. */
  log = "";

  private constructor(folder: string, port: number, mail: Mailbox, settings: Record<string, string>) {
    this.folder = folder;
    this.mail = mail;
    this.origin = `http://127.0.0.1:${port}`;
    this.clock = new Clock(folder);
    this.#environment = {
      PATH: process.env.PATH ?? "",
      ...this.clock.environment(),
      SEKISHO_SERVER__LISTEN: `127.0.0.1:${port}`,
      SEKISHO_SERVER__TRUSTED_PROXIES: "127.0.0.1",
      SEKISHO_DATABASE__URL: `sqlite:${join(folder, "sekisho.db")}`,
      SEKISHO_SECRET__FILE: join(folder, "secret.key"),
      SEKISHO_MAIL__TRANSPORT: "smtp",
      SEKISHO_MAIL__HOST: "127.0.0.1",
      SEKISHO_MAIL__PORT: String(mail.port),
      SEKISHO_MAIL__ENCRYPTION: "none",
      SEKISHO_MAIL__FROM: "Sekisho <portal@portal.example>",
      SEKISHO_PORTAL__SUPPORT_CONTACT: "help@portal.example",
      // a setting may name the portal's own port
      ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, value.replaceAll("{port}", String(port))])),
    };
  }

  /** Starts a portal; `settings` are environment variables over those that every portal here has. */
  static async start(settings: Record<string, string> = {}): Promise<Portal> {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-"));
    const portal = new Portal(folder, await freePort(), await Mailbox.open(), settings);
    await portal.serve();
    return portal;
  }

  /** Starts the server, and is done when it answers. */
  async serve(): Promise<void> {
    const server = spawn(BINARY, ["serve"], { cwd: this.folder, env: this.#environment });
    this.#server = server;
    server.stdout.on("data", (part) => (this.output += part));
    server.stderr.on("data", (part) => (this.log += part));
    const ended = new Promise<never>((_, reject) => {
      server.on("error", reject);
      server.on("exit", (status) => reject(new Error(`the portal ended (${status})\n${this.output}${this.log}`)));
    });
    // whoever waits below is told; afterwards nobody waits any more
    ended.catch(() => {});
    await Promise.race([ended, this.#ready()]);
  }

  async #ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.origin}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Stops the server, as an operator would. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    this.#server = undefined;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
  }

  /** Stops the server and removes everything; fails if the server has logged an error meanwhile. */
  async end(): Promise<void> {
    await this.stop();
    await this.mail.close();
    rmSync(this.folder, { recursive: true, force: true });
    const errors = this.log.split("\n").filter((line) => /"level":"ERROR"|panicked/.test(line));
    if (errors.length > 0) throw new Error(`the portal logged errors:\n${errors.join("\n")}`);
  }

  /** Runs a command of the portal's command line. */
  command(args: string[], input = ""): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(BINARY, args, { cwd: this.folder, env: this.#environment });
      const ended: Ended = { status: -1, stdout: "", stderr: "" };
      child.stdout.on("data", (part) => (ended.stdout += part));
      child.stderr.on("data", (part) => (ended.stderr += part));
      child.on("error", reject);
      child.on("close", (status) => resolve({ ...ended, status: status ?? -1 }));
      child.stdin.end(input);
    });
  }

  /** Runs a command that must succeed, and answers what it printed. */
  async run(args: string[], input = ""): Promise<string> {
    const { status, stdout, stderr } = await this.command(args, input);
    if (status !== 0) throw new Error(`sekisho ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Makes an account by the command line. */
  async person(wanted: NewPerson = {}): Promise<Person> {
    people += 1;
    const name = wanted.name ?? "Ada Example";
    const email = wanted.email ?? `${mailName(name)}-${people}@people.example`;
    const args = ["user", "add", "--email", email, "--name", name, "--role", wanted.role ?? "general"];
    if (wanted.language) args.push("--language", wanted.language);
    await this.run([...args, "--password-stdin"], `${PASSWORD}\n`);
    return { email, name, password: PASSWORD };
  }

  /** Puts rules into somebody's list, or the portal's, straight into the database: thousands at once, as no command does. */
  importRules(person: Person | undefined, rules: string[]): void {
    const database = join(this.folder, "sekisho.db");
    execFileSync("python3", ["-c", IMPORT, database, person?.email ?? ""], { input: rules.join("\n") });
  }

  /** Somebody signed in from each of these addresses: thousands of people at once, as no command makes them. */
  importVisits(addresses: string[]): void {
    const database = join(this.folder, "sekisho.db");
    execFileSync("python3", ["-c", IMPORT_VISITS, database], { input: addresses.join("\n") });
  }
}

/** What stands before the @ for somebody of that name. */
function mailName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, ".") || "person";
}
