import { PLACES } from "~/domain/grants";
import type { OrganisationKind, Role, ScopeKind } from "~/domain/people";
import { accountInvariants } from "../invariants-accounts";
import { never, select, type Invariant } from "./invariant";

interface GrantRow {
  id: string;
  personId: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  validFrom: string;
  validUntil: string | null;
  organisationKind: OrganisationKind | null;
}

const LIVE_GRANTS = `select g.id, g.person_id, g.role, g.scope_kind, g.scope_id, g.valid_from,
    g.valid_until, o.kind as organisation_kind
  from role_grants g left join organisations o on o.id = g.scope_id and g.scope_kind = 'organisation'
  where g.revoked_at is null order by g.person_id`;

export const peopleInvariants: readonly Invariant[] = [
  {
    name: "accounts_in_order",
    says: "Administrators hold one role alone, scopes exist, hospitals agree, nobody disabled is signed in.",
    find: accountInvariants,
  },
  {
    name: "grants_in_place",
    says: "A role is granted over something it can be held over, and that exists.",
    async find(db) {
      const grants = await select<GrantRow>(db, LIVE_GRANTS);
      return grants
        .filter(({ role, scopeKind, organisationKind }) => {
          if (scopeKind === "project") return false;
          if (scopeKind === "organisation")
            return organisationKind === null || !PLACES[role].includes(organisationKind);
          return !PLACES[role].includes(scopeKind);
        })
        .map(({ id, role }) => `${id} ${role}`);
    },
  },
  never(
    "organisations_know_their_hospital",
    "A hospital is its own, what lies below it is its, the centre and outside bodies are no hospital's.",
    `select o.id from organisations o left join organisations p on p.id = o.parent_id
     where (o.kind = 'hospital' and coalesce(o.hospital_id, '') <> o.id)
       or (o.kind in ('centre', 'external') and o.hospital_id is not null)
       or (o.kind in ('department', 'branch')
         and (p.hospital_id is null or coalesce(o.hospital_id, '') <> p.hospital_id))`,
  ),
  never(
    "acting_in_an_own_grant",
    "A session acts in a grant of the person who signed in.",
    `select s.public_id as id from sessions s join role_grants g on g.id = s.grant_id
     where g.person_id <> s.person_id`,
  ),
];
