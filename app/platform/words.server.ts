import type { TFunction } from "i18next";
import { translator, type Locale } from "./i18n";

/** Words for files and messages made on the server. */
export async function words(locale: Locale, namespace: string): Promise<TFunction> {
  return (await translator(locale)).getFixedT(locale, namespace);
}
