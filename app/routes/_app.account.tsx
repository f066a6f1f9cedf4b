import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changePassword } from "~/commands/change-password.server";
import { endOtherSessions } from "~/commands/sign-out.server";
import { findAccountOf } from "~/data/accounts.server";
import { grantsOf } from "~/data/grants.server";
import { listSessions } from "~/data/sessions.server";
import { changePasswordSchema } from "~/domain/credentials";
import { config } from "~/platform/config.server";
import { attempt, protect, text, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { AccountPage } from "~/ui/account/account-page";

export const handle = { access: "account.manage", title: "account:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, sessionId, now } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const since = new Date(Date.parse(now) - config().idleMinutes * 60_000).toISOString();
  const sessions = await listSessions(db.read, actor.personId);
  const account = await findAccountOf(db.read, actor.personId);
  return {
    name: actor.name,
    username: account?.username ?? "",
    first: actor.mustChangePassword,
    changed: params.get("changed") === "1",
    sessions: sessions
      .filter((session) => session.seenAt >= since)
      .map((session) => ({ ...session, current: session.publicId === sessionId })),
    grants: await grantsOf(db.read, actor.personId, now),
  };
}

const PASSWORDS = ["current", "next", "again"];

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const intent = text(form, "intent");
  if (intent === "end_session" || intent === "end_others")
    return attempt(async () => {
      await endOtherSessions(ctx, intent === "end_session" ? text(form, "sessionId") : null);
      return redirect("/account", 303);
    });
  const submission = parseWithZod(form, { schema: changePasswordSchema });
  if (submission.status !== "success") return wrong(submission, PASSWORDS);
  return carryOut(
    submission,
    async () => {
      await changePassword(ctx, submission.value);
      return redirect(ctx.actor.mustChangePassword ? "/" : "/account?changed=1", 303);
    },
    PASSWORDS,
  );
}

export default function AccountRoute() {
  const answer = useActionData<typeof action>();
  return <AccountPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
