import { never, type Invariant } from "./invariant";

export const deliveryInvariants: readonly Invariant[] = [
  never(
    "outbox_delivered_once",
    "What left the outbox lies in one inbox, what waits there in none.",
    `select 'outbox ' || o.seq as id from outbox o left join (
       select outbox_seq, count(*) as n from notifications group by outbox_seq) n on n.outbox_seq = o.seq
     where (o.delivered_at is not null and coalesce(n.n, 0) <> 1)
       or (o.delivered_at is null and coalesce(n.n, 0) <> 0)`,
  ),
  never(
    "notifications_reach_whom_they_concern",
    "A notification lies with the person it was addressed to, in the words it was queued with.",
    `select n.id from notifications n join outbox o on o.seq = n.outbox_seq
     where n.person_id <> o.person_id or n.kind <> o.kind or n.link <> o.link`,
  ),
  never(
    "no_notification_across_hospitals",
    "Nobody is told of a project of a hospital where they neither work nor hold a role.",
    `select n.id from outbox o join notifications n on n.outbox_seq = o.seq
       join people p on p.id = n.person_id
       join projects j on n.link = '/projects/' || j.id or n.link like '/projects/' || j.id || '/%'
     where coalesce(p.hospital_id, '') <> j.hospital_id
       and not exists (select 1 from role_grants g where g.person_id = p.id
         and g.scope_id in (j.hospital_id, j.department_id, j.cycle_id, j.id))`,
  ),
  never(
    "attachments_of_their_hospital",
    "A file belongs to the hospital of what it is attached to.",
    `select a.id from attachments a join projects p on p.id = a.subject_id
       where a.subject_kind = 'project' and coalesce(a.hospital_id, '') <> p.hospital_id
     union all select a.id from attachments a join meetings m on m.id = a.subject_id
       where a.subject_kind = 'meeting' and coalesce(a.hospital_id, '') <> m.hospital_id
     union all select a.id from attachments a
         join cycles c on c.id = a.subject_id
         join organisations o on o.id = c.organisation_id
       where a.subject_kind = 'cycle' and a.hospital_id is not null
         and a.hospital_id <> coalesce(o.hospital_id, '')`,
  ),
  never(
    "attachments_have_subjects",
    "A file is attached to something that exists.",
    `select a.id from attachments a
       left join projects p on p.id = a.subject_id and a.subject_kind = 'project'
       left join entries e on e.id = a.subject_id and a.subject_kind = 'entry'
       left join meetings m on m.id = a.subject_id and a.subject_kind = 'meeting'
       left join cycles c on c.id = a.subject_id and a.subject_kind = 'cycle'
       left join people q on q.id = a.subject_id and a.subject_kind = 'person'
     where coalesce(p.id, e.id, m.id, c.id, q.id) is null`,
  ),
];
