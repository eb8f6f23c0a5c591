// Ports for programs that can't be told to take any. Those that the system itself hands out (on Linux 32768 and up) are
// left to it: between the look at such a port and the program's start, some outgoing connection may sit down on it.
import { once } from "node:events";
import { createServer } from "node:net";

/** The gates' tests take the ports below, and the server's the next. */
const FIRST = 28_000;
const EACH = 2_000;

const mine = FIRST + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 2) * EACH;
let next = Math.floor(Math.random() * EACH);

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "0.0.0.0");
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

/** A port of this machine on which nobody listens; never the same twice in a row. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < EACH; tried += 1) {
    const port = mine + (next++ % EACH);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`no free port from ${mine} to ${mine + EACH - 1}`);
}
