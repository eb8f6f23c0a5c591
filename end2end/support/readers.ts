// Authenticators that aren't ours: what each of them reads from an `otpauth` URI, and the codes it shows.
import { TOTP, URI } from "otpauth";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** What an authenticator made of a URI. */
export interface Reading {
  issuer: string;
  account: string;
  /** What the URI says, or what goes without saying. */
  algorithm: string;
  digits: number;
  /** In seconds. */
  period: number;
  /** The codes at the times that were asked for. */
  codes: string[];
}

/** Reads `uri` and tells its codes at `times`, in seconds since 1970. */
type Reader = (uri: string, times: number[]) => Reading;

/** The authenticators by their names. */
export const readers: Record<string, Reader> = { otpauth, pyotp, oathtool };

/** The npm package. */
function otpauth(uri: string, times: number[]): Reading {
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error(`not a time-based code: ${uri}`);
  const { issuer, label: account, algorithm, digits, period } = totp;
  return { issuer, account, algorithm, digits, period, codes: times.map((time) => totp.generate({ timestamp: time * 1000 })) };
}

/** Where scripts/setup-test.sh puts the Python packages. */
const PYTHON_PACKAGES = resolve(import.meta.dirname, "../../target/python");

const READ_BY_PYOTP = `
import json, sys
import pyotp

asked = json.load(sys.stdin)
otp = pyotp.parse_uri(asked["uri"])
json.dump({
    "issuer": otp.issuer,
    "account": otp.name,
    "algorithm": otp.digest().name.upper(),
    "digits": otp.digits,
    "period": otp.interval,
    "codes": [otp.at(time) for time in asked["times"]],
}, sys.stdout)
`;

/** The Python package. */
function pyotp(uri: string, times: number[]): Reading {
  const read = execFileSync("python3", ["-c", READ_BY_PYOTP], {
    encoding: "utf8",
    input: JSON.stringify({ uri, times }),
    // it goes by way of local time
    env: { ...process.env, PYTHONPATH: PYTHON_PACKAGES, TZ: "UTC" },
  });
  return JSON.parse(read) as Reading;
}

/**
 * OATH Toolkit. It is given the key only and keeps to its own SHA-1, 6 digits and 30 seconds, as do Google
 * Authenticator, Microsoft Authenticator and Authy whatever the URI says. What is around the key, Node's URL
 * parser reads, and the label goes by the letter of the Key URI Format: one colon, encoded or not.
 */
function oathtool(uri: string, times: number[]): Reading {
  const { protocol, host, pathname, searchParams } = new URL(uri);
  if (protocol !== "otpauth:" || host !== "totp") throw new Error(`not a time-based code: ${uri}`);
  const label = decodeURIComponent(pathname.slice(1)).split(":");
  if (label.length > 2) throw new Error(`more than one colon in the label: ${label.join(":")}`);
  const key = searchParams.get("secret") ?? "";
  const code = (time: number) =>
    execFileSync("oathtool", ["--totp", "--base32", "--now", `@${time}`, "-"], { encoding: "utf8", input: key }).trim();
  return {
    issuer: searchParams.get("issuer") ?? label[0]!,
    account: label.at(-1)!,
    algorithm: searchParams.get("algorithm") ?? "SHA1",
    digits: Number(searchParams.get("digits") ?? 6),
    period: Number(searchParams.get("period") ?? 30),
    codes: times.map(code),
  };
}
