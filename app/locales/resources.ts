/** One chunk a language, loaded whole: its namespaces are the files of the folder. */
export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "zh-CN";

export function isLocale(text: string | null | undefined): text is Locale {
  return (LOCALES as readonly (string | null | undefined)[]).includes(text);
}

export type Resources = Record<string, Record<string, unknown>>;

/** "./zh-CN/common.json" → "common" */
function byNamespace(files: Record<string, Record<string, unknown>>): Resources {
  const resources: Resources = {};
  for (const [path, content] of Object.entries(files))
    resources[path.replace(/^.*\/|\.json$/g, "")] = content;
  return resources;
}

export async function loadResources(locale: Locale): Promise<Resources> {
  const files = locale === "en" ? await import("./en") : await import("./zh-CN");
  return byNamespace(files.default);
}
