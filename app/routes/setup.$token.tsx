import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { checkSetUpLink, setUp } from "~/commands/set-up.server";
import { INSTALLATIONS, setUpSchema, type Installation } from "~/domain/set-up";
import { load, param, visit, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { SetUpPage } from "~/ui/setup/set-up-page";

export const handle = { access: "public", title: "setup:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await visit(args);
  await load(() => checkSetUpLink(db.read, param(args, "token")));
  const asked = new URL(args.request.url).searchParams.get("kind");
  const kind: Installation | null = INSTALLATIONS.find((one) => one === asked) ?? null;
  return { kind };
}

const HIDDEN = ["systemAdmin", "securityAdmin", "auditor", "officer"].map(
  (key) => `${key}.password`,
);

export async function action(args: ActionFunctionArgs) {
  const { db, now } = await visit(args);
  const token = param(args, "token");
  await load(() => checkSetUpLink(db.read, token));
  const submission = parseWithZod(await args.request.formData(), { schema: setUpSchema });
  if (submission.status !== "success") return wrong(submission, HIDDEN);
  return carryOut(
    submission,
    async () => {
      await setUp({ db, now }, token, submission.value);
      return redirect("/login", 303);
    },
    HIDDEN,
  );
}

export default function SetUpRoute() {
  return <SetUpPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
