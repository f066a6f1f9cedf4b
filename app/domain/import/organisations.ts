import { plain } from "./columns";

export interface KnownOrganisation {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
}

/** Organisations by the names people write. An ambiguous short name stands for none. */
export class OrganisationIndex {
  readonly #byName = new Map<string, KnownOrganisation | null>();

  constructor(organisations: readonly KnownOrganisation[]) {
    for (const one of organisations)
      for (const name of new Set([plain(one.name), plain(one.shortName)])) {
        if (name === "") continue;
        this.#byName.set(name, this.#byName.has(name) ? null : one);
      }
    for (const one of organisations) this.#byName.set(plain(one.name), one);
  }

  find(name: string): KnownOrganisation | null {
    return this.#byName.get(plain(name)) ?? null;
  }
}
