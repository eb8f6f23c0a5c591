// Where the portal's mails arrive: an SMTP server that isn't ours, read by a MIME parser that isn't ours.
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";

/** A mail that has arrived. */
export interface Mail {
  /** The recipients of the envelope, not of the header. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  parsed: Email;
}

/** Which mail is waited for. */
export interface Wanted {
  to: string;
  subject?: string | RegExp;
}

interface Waiter {
  wanted: Wanted;
  resolve: (mail: Mail) => void;
}

const PATIENCE = 15_000;

export class Mailbox {
  /** Every mail that has arrived, in order. */
  readonly all: Mail[] = [];
  readonly #unread: Mail[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      logger: false,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const envelope = session.envelope.rcptTo.map((recipient) => recipient.address);
          this.#arrived(Buffer.concat(parts), envelope).then(() => done(), done);
        });
      },
    });
  }

  static async open(): Promise<Mailbox> {
    const box = new Mailbox();
    await new Promise<void>((resolve, reject) => {
      box.#server.on("error", reject);
      box.#server.listen(0, "127.0.0.1", resolve);
    });
    return box;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The next mail like that which nobody has asked for yet, as soon as it is there. */
  next(wanted: Wanted): Promise<Mail> {
    const at = this.#unread.findIndex((mail) => matches(mail, wanted));
    if (at >= 0) return Promise.resolve(this.#unread.splice(at, 1)[0]!);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        wanted,
        resolve: (mail) => {
          clearTimeout(timer);
          resolve(mail);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        const arrived = this.all.map((mail) => `${mail.to.join(", ")}: ${mail.subject}`).join("\n  ");
        reject(new Error(`no mail to ${wanted.to} (${wanted.subject ?? "any subject"}); arrived:\n  ${arrived}`));
      }, PATIENCE);
      this.#waiters.push(waiter);
    });
  }

  /** The six digits of the next confirmation code to `to`. */
  async code(to: string, subject: string | RegExp = "Confirmation Code"): Promise<string> {
    const mail = await this.next({ to, subject });
    const code = /^(\d{6})$/m.exec(mail.text)?.[1];
    if (!code) throw new Error(`no code in the mail:\n${mail.text}`);
    return code;
  }

  /** The link in the next mail like that. */
  async link(wanted: Wanted): Promise<string> {
    const mail = await this.next(wanted);
    const link = /https?:\/\/\S+token=\S+/.exec(mail.text)?.[0];
    if (!link) throw new Error(`no link in the mail:\n${mail.text}`);
    return link;
  }

  async #arrived(raw: Buffer, to: string[]): Promise<void> {
    const parsed = await PostalMime.parse(raw);
    const mail: Mail = {
      to,
      from: parsed.from?.address ?? "",
      subject: parsed.subject ?? "",
      text: (parsed.text ?? "").replaceAll("\r\n", "\n"),
      parsed,
    };
    this.all.push(mail);
    const at = this.#waiters.findIndex((waiter) => matches(mail, waiter.wanted));
    if (at >= 0) this.#waiters.splice(at, 1)[0]!.resolve(mail);
    else this.#unread.push(mail);
  }
}

function matches(mail: Mail, wanted: Wanted): boolean {
  const { subject } = wanted;
  const about = subject === undefined || (typeof subject === "string" ? mail.subject === subject : subject.test(mail.subject));
  return about && mail.to.includes(wanted.to);
}
