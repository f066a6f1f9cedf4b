import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { declareRecusal } from "~/commands/declare-recusal.server";
import { declineToScore } from "~/commands/decline-to-score.server";
import { readSheetForm, sentFields } from "~/commands/read-sheet-form.server";
import { reopenSheet } from "~/commands/reopen-sheet.server";
import { saveSheet } from "~/commands/save-sheet.server";
import { ownSheet } from "~/commands/sheet-desk.server";
import { submitSheet } from "~/commands/submit-sheet.server";
import { findScoringPage } from "~/data/scoring.server";
import { refuse } from "~/domain/refusal";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ScoringPage } from "~/ui/scoring/scoring-page";

export const handle = { access: "sheet.save" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const page = await findScoringPage(db.read, actor, param(args, "id"));
    return {
      ...page,
      sheet: page.sheet && ownSheet(page.sheet),
      owner: actor.personId,
      pageTitle: page.entry.title,
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const entryId = param(args, "id");
  const reason = text(form, "reason");
  const here = redirect(`/scoring/${entryId}`, 303);
  return attempt(async () => {
    switch (text(form, "intent")) {
      case "save": {
        const saved = await saveSheet(ctx, await readSheetForm(ctx, entryId, form));
        if (!saved.saved)
          return data({ refusal: saved.refusal, other: saved.other, sent: sentFields(form) }, 409);
        if (Object.keys(saved.refusals).length === 0) return here;
        return data({ refusals: saved.refusals, sent: sentFields(form) }, 422);
      }
      case "submit": {
        const typed = await readSheetForm(ctx, entryId, form);
        const saved = await submitSheet(ctx, typed);
        if (!saved.submitted)
          return data({ refusals: saved.refusals, sent: sentFields(form) }, 422);
        const { nextId } = await findScoringPage(ctx.db.read, ctx.actor, entryId);
        return redirect(nextId ? `/scoring/${nextId}` : "/scoring?done=1", 303);
      }
      case "reopen":
        await reopenSheet(ctx, entryId);
        return here;
      case "decline":
        await declineToScore(ctx, { entryId, reason });
        return here;
      case "recuse":
        await declareRecusal(ctx, { entryId, kind: text(form, "kind"), reason });
        return redirect("/scoring", 303);
      default:
        return refuse("bad_request", {}, 400);
    }
  });
}

export default function ScoringEntryRoute() {
  return (
    <ScoringPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
