import { findCharter } from "~/data/charters.server";
import { projectAtHand } from "~/data/execution-projects.server";
import { tell } from "~/data/outbox.server";
import { tidyCharter, type Charter } from "~/domain/execution";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

/**
 * The lead or the office writes the charter, until everybody has signed. Whoever signed has signed a
 * text: a change of it takes the signatures back and tells those who gave them. Refuses (409) when
 * another tab, device or person has saved since `revision`.
 */
export function saveCharter(
  ctx: Context,
  input: { projectId: string; revision: number; body: Charter },
): Promise<{ revision: number; signaturesLost: number }> {
  const { projectId } = input;
  return inTransaction(ctx, "charter.save", { kind: "project", id: projectId }, async (tx) => {
    const project = await projectAtHand(tx, ctx.actor, projectId, "charter.edit");
    const charter = (await findCharter(tx, projectId)) ?? refuse("not_found", {}, 404);
    if (project.state !== "established" || charter.signedAt !== null)
      refuse("not_editable", { state: stateLabel("project", project.state) }, 409);
    const body = tidyCharter(input.body);
    const revision = input.revision + 1;
    const changed = await tx("charters")
      .where({ id: charter.id, revision: input.revision })
      .update({ body: JSON.stringify(body), revision });
    if (changed !== 1) refuse("charter_changed", {}, 409);
    if (canonicalJson(body) === canonicalJson(charter.body)) return { revision, signaturesLost: 0 };
    const signed = { subjectKind: "project", subjectId: projectId, transition: "sign_charter" };
    const signers = (await tx("consents").where(signed).pluck("personId")) as string[];
    await tx("consents").where(signed).delete();
    await tell(
      tx,
      signers.filter((id) => id !== ctx.actor.personId),
      {
        kind: "charter_changed",
        link: `/projects/${projectId}/charter`,
        facts: { title: project.title, by: ctx.actor.name },
      },
      ctx.now,
    );
    return { revision, signaturesLost: signers.length };
  });
}
