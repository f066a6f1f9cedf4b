import { readFile } from "node:fs/promises";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { confirmImport } from "~/commands/confirm-import.server";
import { dropImport } from "~/commands/drop-import.server";
import { previewImport } from "~/commands/preview-import.server";
import { startImport } from "~/commands/start-import.server";
import { loadImportPage } from "~/data/import-page.server";
import { isLayout } from "~/domain/import/columns";
import { refuse } from "~/domain/refusal";
import {
  attempt,
  load,
  param,
  protect,
  text,
  type ProtectedContext,
  type RouteHandle,
} from "~/platform/protect.server";
import { MAX_FILE_BYTES, readTable } from "~/platform/spreadsheet.server";
import { withUpload } from "~/platform/uploads.server";
import { ImportPage } from "~/ui/imports/import-page";

export const handle = { access: "entry.import", title: "imports:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  return load(() => loadImportPage(db.read, actor, param(args, "id"), params.get("import") ?? ""));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return attempt(async () => {
    const cycleId = param(args, "id");
    const page = (importId: string) =>
      redirect(`/cycles/${cycleId}/import?import=${importId}`, 303);
    const multipart = args.request.headers.get("Content-Type")?.startsWith("multipart/form-data");
    if (multipart) return page(await receive(ctx, args.request, cycleId));
    const form = await args.request.formData();
    const input = { cycleId, importId: text(form, "importId") };
    switch (text(form, "intent")) {
      case "preview":
        await previewImport(ctx, {
          ...input,
          columns: columnsOf(form),
          criterion: text(form, "criterion"),
        });
        break;
      case "confirm":
        await confirmImport(ctx, input);
        break;
      case "drop":
        await dropImport(ctx, input);
        break;
      default:
        refuse("file_missing", {}, 422, "file");
    }
    return page(input.importId);
  });
}

function receive(ctx: ProtectedContext, request: Request, cycleId: string): Promise<string> {
  return withUpload(
    request,
    { maxBytes: MAX_FILE_BYTES, maxFiles: 1 },
    async ({ fields, files }) => {
      const [file] = files;
      if (!file) return refuse("file_missing", {}, 422, "file");
      const layout = fields.layout ?? "";
      if (!isLayout(layout)) return refuse("import_layout_missing", {}, 422, "layout");
      const table = await readTable({ name: file.name, bytes: await readFile(file.path) });
      return startImport(ctx, {
        cycleId,
        layout,
        roundId: fields.roundId ?? "",
        file: { name: file.name, sha256: file.sha256, table },
      });
    },
  );
}

function columnsOf(form: FormData): string[] {
  const columns: string[] = [];
  for (const [name, value] of form) {
    const match = /^column\.(\d{1,3})$/.exec(name);
    if (match && typeof value === "string") columns[Number(match[1])] = value;
  }
  return Array.from(columns, (role) => role ?? "");
}

export default function ImportRoute() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [params] = useSearchParams();
  const chosen = { layout: params.get("layout") ?? "", roundId: params.get("round") ?? "" };
  return <ImportPage {...data} chosen={chosen} refusal={answer?.refusal ?? null} />;
}
