import { createHash, randomBytes } from "node:crypto";
import { holdersOf } from "~/data/audience.server";
import { countRows } from "~/data/facts/shared.server";
import { newId } from "~/data/ids.server";
import { tell } from "~/data/outbox.server";
import { OBJECTIONS_PER_HOUR, type ObjectionForm } from "~/domain/objection";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { inTransaction, type CommandContext } from "./transaction.server";

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // nothing that reads like something else
const HOUR = 3_600_000;

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** 16 signs in groups of four: about 78 bits, short enough to be copied by hand. */
function newReceipt(): string {
  const signs = [...randomBytes(64)]
    .filter((byte) => byte < 240) // 8 × 30: every sign equally often
    .slice(0, 16)
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}

/** As it is stored: typed in small letters or without hyphens it still is the same receipt. */
export const receiptHash = (typed: string): string =>
  hash(typed.toUpperCase().replace(/[^0-9A-Z]/g, ""));

/**
 * Anybody objects to what stands in an open notice. Refuses: not_found, notice_over_for_objections,
 * not_in_notice, too_many_objections.
 * @returns the receipt, shown once: only its hash is kept
 */
export function lodgeObjection(
  ctx: CommandContext,
  input: { noticeId: string; form: ObjectionForm; address: string },
): Promise<string> {
  const { noticeId, form } = input;
  const receipt = newReceipt();
  const id = newId();
  return inTransaction(ctx, "objection.lodge", { kind: "objection", id }, async (tx) => {
    const notice = (await tx("notices").where({ id: noticeId }).first()) as
      | {
          organisationId: string;
          standingId: string | null;
          title: string;
          state: string;
          endsOn: string;
        }
      | undefined;
    if (!notice) refuse("not_found", {}, 404);
    if (notice.state !== "open" || shanghaiDate(ctx.now) > notice.endsOn)
      refuse("notice_over_for_objections", { until: notice.endsOn }, 409);
    // A machine filled in the field that people do not see: it gets an answer that looks like success.
    if (form.website !== "") return receipt;
    const addressHash = hash(`${noticeId} ${input.address}`);
    const since = new Date(Date.parse(ctx.now) - HOUR).toISOString();
    const recent = await countRows(
      tx("objections").where({ addressHash }).andWhere("lodgedAt", ">", since).count({ n: "*" }),
    );
    if (recent >= OBJECTIONS_PER_HOUR) refuse("too_many_objections", {}, 429);
    const projectId = form.projectId || null;
    const entryId = form.entryId || null;
    if (projectId) {
      const listed: unknown = await tx("noticeProjects")
        .where({ noticeId, projectId })
        .whereNull("withdrawnAt")
        .first("projectId");
      if (!listed) refuse("not_in_notice", {}, 400, "projectId");
    }
    if (entryId) {
      const listed: unknown = await tx("standingEntries")
        .where({ standingId: notice.standingId ?? "", entryId })
        .first("entryId");
      if (!listed) refuse("not_in_notice", {}, 400, "entryId");
    }
    await tx("objections").insert({
      id,
      noticeId,
      projectId,
      entryId,
      state: "lodged",
      stateSince: ctx.now,
      text: form.text,
      contactName: form.contactName,
      contact: form.contact,
      receipt: receiptHash(receipt),
      addressHash,
      personId: ctx.actor?.personId ?? null,
      lodgedAt: ctx.now,
      answeredAt: null,
    });
    const people = await holdersOf(
      tx,
      ["office", "centre_officer", "witness"],
      [notice.organisationId],
      ctx.now,
    );
    await tell(
      tx,
      people,
      { kind: "objection_lodged", link: `/objections/${id}`, facts: { title: notice.title } },
      ctx.now,
    );
    return receipt;
  });
}
