import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { DEFAULT_LOCALE, loadResources, type Locale } from "~/locales/resources";

const instances = new Map<Locale, Promise<i18n>>();

/** The translator of one language, with every namespace in memory, so that no page waits for words. */
export function translator(locale: Locale): Promise<i18n> {
  let instance = instances.get(locale);
  if (!instance) {
    instance = create(locale);
    instances.set(locale, instance);
  }
  return instance;
}

async function create(locale: Locale): Promise<i18n> {
  const resources = await loadResources(locale);
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    ns: Object.keys(resources),
    defaultNS: "common",
    resources: { [locale]: resources },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    saveMissing: true,
    missingKeyHandler: (_languages, namespace, key) => {
      console.error(`missing text ${locale} ${namespace}:${key}`);
    },
    react: { useSuspense: false },
  });
  return instance;
}

export { DEFAULT_LOCALE, type Locale };
