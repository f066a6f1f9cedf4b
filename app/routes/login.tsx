import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { signIn } from "~/commands/sign-in.server";
import { Refused } from "~/domain/refusal";
import { clock } from "~/platform/clock.server";
import { config } from "~/platform/config.server";
import { sessionCookie } from "~/platform/cookies.server";
import { database } from "~/platform/database.server";
import { refused, safeReturn, whoIs, type RouteHandle } from "~/platform/protect.server";
import { SignInPage } from "~/ui/account/sign-in-page";

export const handle = { access: "public", title: "account:sign_in.submit" } satisfies RouteHandle;

const schema = z.object({
  username: z.string({ error: "errors:required" }).trim().min(1, "errors:required").max(80),
  password: z.string({ error: "errors:required" }).min(1, "errors:required").max(200),
});

export async function loader(args: LoaderFunctionArgs) {
  const returnTo = safeReturn(new URL(args.request.url).searchParams.get("returnTo"));
  if (await whoIs(args)) throw redirect(returnTo, 303);
  return { returnTo, demo: config().demo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success")
    return data({ reply: submission.reply({ hideFields: ["password"] }) }, { status: 400 });
  try {
    const token = await signIn(
      { db: database(), now: clock() },
      {
        ...submission.value,
        address: typeof context.address === "string" ? context.address : "",
        device: request.headers.get("User-Agent") ?? "",
      },
    );
    const to = form.get("returnTo");
    return redirect(safeReturn(typeof to === "string" ? to : null), {
      status: 303,
      headers: { "Set-Cookie": await sessionCookie.set(token) },
    });
  } catch (error) {
    if (error instanceof Refused) return refused(error.refusal);
    throw error;
  }
}

export default function LoginRoute() {
  return <SignInPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
