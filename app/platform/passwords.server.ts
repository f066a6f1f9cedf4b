import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default kind) with OWASP's first choice of cost: 19 MiB, 2 passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export const verifyPassword = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password);

let decoy: Promise<string> | undefined;

/** Takes as long as a real check, so that an unknown user name is not told apart by the clock. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword("no account has this password");
  await verifyPassword(await decoy, password);
  return false;
}

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to be read out or copied once: 60 bits, without signs that look alike. */
export function newPassword(): string {
  const sign = () => LETTERS.charAt(randomInt(LETTERS.length));
  const group = () => Array.from({ length: 4 }, sign).join("");
  return [group(), group(), group()].join("-");
}
