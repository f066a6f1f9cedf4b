import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import { canonicalJson } from "~/domain/standing/canonical-json";
import { config } from "~/platform/config.server";
import { never, select, type Invariant } from "./invariant";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Tables whose rows are numbered 1, 2, 3 … within what they belong to. */
const NUMBERED: readonly (readonly [table: string, owner: string, number: string])[] = [
  ["application_versions", "project_id", "number"],
  ["charters", "project_id", "version"],
  ["amendments", "project_id", "number"],
  ["effect_evaluations", "project_id", "version"],
  ["report_calls", "cycle_id", "number"],
  ["entry_versions", "entry_id", "number"],
  ["standings", "round_id", "version"],
];

/** States that a project reaches only with a submitted application. */
const BEFORE_SUBMISSION = "('draft', 'withdrawn')";
const RUNNING = "('executing', 'evaluating', 'closing', 'rectifying', 'closed')";

/** JSON text columns whose stored digest is that of their canonical form. */
const DIGESTED: readonly (readonly [table: string, condition: string])[] = [
  ["application_versions", "1 = 1"],
  ["entry_versions", "1 = 1"],
  ["charters", "signed_at is not null"],
];

interface Sealed {
  id: string;
  digest: string | null;
  storageKey: string | null;
  sha256: string | null;
}

async function isSealed({ digest, storageKey, sha256: named }: Sealed): Promise<boolean> {
  if (digest === null || storageKey === null) return false;
  try {
    const bytes = await readFile(join(config().filesPath, storageKey));
    return createHash("sha256").update(bytes).digest("hex") === named;
  } catch {
    return false;
  }
}

export const projectInvariants: readonly Invariant[] = [
  ...NUMBERED.map(([table, owner, number]) =>
    never(
      `${table}_numbered`,
      `The ${table} of one owner are numbered from 1 without a gap.`,
      `select ${owner} as id from ${table} group by ${owner}
       having count(*) <> max(${number}) or min(${number}) <> 1`,
    ),
  ),
  {
    name: "versions_unchanged",
    says: "What was submitted, stamped or signed still has the digest of that day.",
    async find(db) {
      const found: string[] = [];
      for (const [table, condition] of DIGESTED) {
        const rows = await select<{ id: string; body: string; digest: string }>(
          db,
          `select id, body, digest from ${table} where ${condition}`,
        );
        found.push(
          ...rows
            .filter(({ body, digest }) => sha256(canonicalJson(JSON.parse(body))) !== digest)
            .map(({ id }) => `${table} ${id}`),
        );
      }
      return found;
    },
  },
  never(
    "submitted_with_a_version",
    "A project beyond its draft has the version that was submitted.",
    `select p.id from projects p where p.state not in ${BEFORE_SUBMISSION}
       and not exists (select 1 from application_versions v where v.project_id = p.id)`,
  ),
  never(
    "projects_in_their_hospital",
    "Cycle, department and branch of a project are its hospital's.",
    `select p.id from projects p
       join cycles c on c.id = p.cycle_id join organisations d on d.id = p.department_id
       left join organisations b on b.id = p.branch_id
     where c.kind <> 'hospital' or c.organisation_id <> p.hospital_id
       or coalesce(d.hospital_id, '') <> p.hospital_id
       or (b.id is not null and coalesce(b.hospital_id, '') <> p.hospital_id)`,
  ),
  never(
    "cooperating_in_their_hospital",
    "Cooperating departments are other departments of the same hospital.",
    `select s.project_id as id from co_signs s join projects p on p.id = s.project_id
       join organisations d on d.id = s.department_id
     where d.id = p.department_id or coalesce(d.hospital_id, '') <> p.hospital_id
       or (s.decision = '') <> (s.decided_at is null)`,
  ),
  never(
    "lead_is_no_member",
    "The lead of a project is not listed among its members too.",
    `select p.id from projects p join project_members m
       on m.project_id = p.id and m.person_id = p.lead_id`,
  ),
  never(
    "returned_knows_the_way_back",
    "A returned project remembers where it resumes, has a due date and an unanswered return.",
    `select p.id from projects p where p.state = 'returned' and (p.resume_to is null
       or p.due_on = '9999-12-31' or not exists (select 1 from returns r
         where r.project_id = p.id and r.answered_by_version is null))`,
  ),
  never(
    "merged_into_another",
    "A merged project names another project of the same cycle.",
    `select p.id from projects p left join projects t on t.id = p.merged_into_id
     where p.state = 'merged' and (t.id is null or t.id = p.id or t.cycle_id <> p.cycle_id)`,
  ),
  never(
    "on_hold_while_executing",
    "Only a project that is being carried out can be on hold.",
    "select id from projects where is_on_hold = 1 and state <> 'executing'",
  ),
  never(
    "closed_with_a_grade",
    "A closed project has its grade, and only an archived end has an archive date.",
    `select id from projects
     where (state = 'closed' and outcome not in ('excellent', 'qualified', 'unqualified'))
       or (archived_at is not null and state not in ('closed', 'not_accepted', 'not_approved',
         'withdrawn', 'merged', 'terminated', 'revoked'))`,
  ),
  never(
    "carried_out_on_a_charter",
    "A project is carried out on a signed charter.",
    `select p.id from projects p where p.state in ${RUNNING}
       and not exists (select 1 from charters c where c.project_id = p.id and c.signed_at is not null)`,
  ),
  never(
    "reports_in_their_cycle",
    "A stage report answers a call of its project's own cycle.",
    `select r.id from stage_reports r join report_calls c on c.id = r.call_id
       join projects p on p.id = r.project_id where c.cycle_id <> p.cycle_id`,
  ),
  never(
    "one_amendment_at_a_time",
    "At most one amendment of a project waits for a decision.",
    `select project_id as id from amendments where state = 'proposed'
     group by project_id having count(*) > 1`,
  ),
  {
    name: "archived_with_a_package",
    says: "An archived project has its sealed package, and the file is the one that was sealed.",
    async find(db) {
      const rows = await select<Sealed>(
        db,
        `select p.id, a.digest, f.storage_key, f.sha256 from projects p
           left join archives a on a.project_id = p.id
           left join attachments f on f.id = a.attachment_id and f.removed_at is null
             and f.subject_kind = 'project' and f.subject_id = p.id
         where p.archived_at is not null`,
      );
      const whole = await Promise.all(rows.map(isSealed));
      return rows.filter((_row, index) => !whole[index]).map(({ id }) => id);
    },
  },
  never(
    "entries_take_part",
    "An entry of a municipal cycle comes from an organisation that takes part in it.",
    `select e.id from entries e join cycles c on c.id = e.cycle_id
     where c.kind = 'municipal' and e.organisation_id is not null
       and not exists (select 1 from cycle_participants t
         where t.cycle_id = c.id and t.organisation_id = e.organisation_id)`,
  ),
  never(
    "entries_of_their_project",
    "An entry taken from a project belongs to that project's hospital.",
    `select e.id from entries e join projects p on p.id = e.project_id
     where e.organisation_id is not null and e.organisation_id <> p.hospital_id
       and e.organisation_id <> p.department_id`,
  ),
  {
    name: "options_readable",
    says: "The options of every cycle and project can be read by this version.",
    async find(db) {
      const rows = await select<{ id: string; options: string }>(
        db,
        "select id, options from cycles union all select id, options from projects",
      );
      return rows
        .filter(({ options }) => !workflowOptionsSchema.safeParse(JSON.parse(options)).success)
        .map(({ id }) => id);
    },
  },
];
