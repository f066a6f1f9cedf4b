import type { Actor } from "~/domain/people";
import { roleMayEver, type Ability } from "~/domain/permissions";

export interface NavigationItem {
  to: string;
  /** Key of the `shell` locale namespace under `nav`. */
  label: string;
}

export interface NavigationGroup {
  label: string | null;
  items: NavigationItem[];
}

interface Entry extends NavigationItem {
  ability: Ability;
}

/** Every page of the side bar and the ability that opens it: what a role may not open is not listed. */
const MAIN: Entry[] = [
  { to: "/", label: "home", ability: "home.read" },
  { to: "/projects", label: "projects", ability: "project.list" },
  { to: "/scoring", label: "scoring", ability: "scoring.list" },
  { to: "/rounds", label: "rounds", ability: "round.list" },
  { to: "/meetings", label: "meetings", ability: "meeting.list" },
  { to: "/execution", label: "execution", ability: "execution.list" },
  { to: "/objections", label: "objections", ability: "objection.list" },
  { to: "/dashboard", label: "dashboard", ability: "project.dashboard" },
  { to: "/cycles", label: "cycles", ability: "cycle.list" },
];

const SETTINGS: Entry[] = [
  { to: "/organisations", label: "organisations", ability: "organisation.manage" },
  { to: "/people", label: "people", ability: "person.read" },
  { to: "/grants", label: "grants", ability: "grant.manage" },
  { to: "/audit", label: "audit", ability: "audit.read" },
  { to: "/calendar", label: "calendar", ability: "calendar.manage" },
];

export function navigationOf(actor: Actor | null): NavigationGroup[] {
  if (!actor) return [];
  const open = (entries: Entry[]): NavigationItem[] =>
    entries
      .filter((entry) => roleMayEver(actor.role, entry.ability))
      .map(({ to, label }) => ({ to, label }));
  const groups: NavigationGroup[] = [
    { label: null, items: [...open(MAIN), { to: "/notices", label: "notices" }] },
  ];
  const settings = open(SETTINGS);
  if (settings.length > 0) groups.push({ label: "settings", items: settings });
  return groups;
}
