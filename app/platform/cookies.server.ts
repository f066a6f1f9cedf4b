import { createCookie } from "@remix-run/node";
import { config } from "./config.server";

/** `Secure` follows the configured public address, not NODE_ENV: many intranets speak http. */
const secure = () => config().publicUrl?.protocol === "https:";

export const sessionCookie = {
  parse: async (header: string | null): Promise<string | null> => {
    const value: unknown = await plain("xianban_session").parse(header);
    return typeof value === "string" && value !== "" ? value : null;
  },
  set: (token: string) => plain("xianban_session").serialize(token, { secure: secure() }),
  clear: () => plain("xianban_session").serialize("", { secure: secure(), maxAge: 0 }),
};

export const localeCookie = {
  parse: async (header: string | null): Promise<unknown> => plain("xianban_locale").parse(header),
  set: (locale: string) =>
    plain("xianban_locale").serialize(locale, { secure: secure(), maxAge: 365 * 86_400 }),
};

function plain(name: string) {
  return createCookie(name, { httpOnly: true, sameSite: "lax", path: "/" });
}
