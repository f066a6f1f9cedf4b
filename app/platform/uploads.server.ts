import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { fileTypeFromFile } from "file-type";
import type { Transaction } from "~/data/connection.server";
import { bytesOf, insertAttachment, type AttachmentRow } from "~/data/attachments.server";
import { newId } from "~/data/ids.server";
import { refusal, refuse, Refused, type Refusal } from "~/domain/refusal";
import { config } from "./config.server";

/** A file that lies in the temporary folder, measured, hashed and looked into. */
export interface ReceivedFile {
  readonly field: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
  /** Where it lies now; keeping it moves it. */
  path: string;
}

export interface Received {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
}

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** Endings that may be uploaded, each with the media type stored and the contents it may have. */
const KINDS: Readonly<Record<string, { mediaType: string; sniffed: readonly string[] }>> = {
  ".pdf": { mediaType: "application/pdf", sniffed: ["application/pdf"] },
  ".png": { mediaType: "image/png", sniffed: ["image/png"] },
  ".jpg": { mediaType: "image/jpeg", sniffed: ["image/jpeg"] },
  ".jpeg": { mediaType: "image/jpeg", sniffed: ["image/jpeg"] },
  ".webp": { mediaType: "image/webp", sniffed: ["image/webp"] },
  ".docx": office("wordprocessingml.document"),
  ".xlsx": office("spreadsheetml.sheet"),
  ".pptx": office("presentationml.presentation"),
  ".doc": { mediaType: "application/msword", sniffed: ["application/x-cfb"] },
  ".xls": { mediaType: "application/vnd.ms-excel", sniffed: ["application/x-cfb"] },
  ".txt": { mediaType: "text/plain", sniffed: ["text"] },
  ".csv": { mediaType: "text/csv", sniffed: ["text"] },
};

function office(kind: string) {
  const mediaType = `${OFFICE}.${kind}`;
  return { mediaType, sniffed: [mediaType] };
}

/** For `accept` of file fields. */
export const ACCEPTED = Object.keys(KINDS).join(",");

const temporary = () => join(config().filesPath, "tmp");
export const storedPath = (storageKey: string) => join(config().filesPath, storageKey);

/**
 * Reads a multipart form: files are streamed to a temporary folder, so their size costs no memory.
 * Refuses files larger than `maxBytes` (413), kinds that are not accepted and contents that are not
 * what the name says (422). The caller keeps the files or discards them; see `withUpload`.
 */
export async function receiveUpload(
  request: Request,
  { maxBytes, maxFiles = 10 }: { maxBytes: number; maxFiles?: number },
): Promise<Received> {
  const contentType = request.headers.get("Content-Type") ?? "";
  if (!request.body || !contentType.startsWith("multipart/form-data"))
    refuse("file_missing", {}, 422, "file");
  await mkdir(temporary(), { recursive: true });
  const fields: Record<string, string> = {};
  const files: ReceivedFile[] = [];
  const writing: Promise<void>[] = [];
  let refused: Refusal | null = null;
  const parser = busboy({
    headers: { "content-type": contentType },
    defParamCharset: "utf8",
    limits: { fileSize: maxBytes, files: maxFiles, fields: 100, fieldSize: 1024 * 1024 },
  });
  parser.on("field", (name, value) => {
    fields[name] = value;
  });
  parser.on("file", (field, stream, info) => {
    const name = plainName(info.filename);
    if (name === "") {
      stream.resume(); // an empty file field of a form sent without a file
      return;
    }
    const path = join(temporary(), newId());
    writing.push(
      save(stream, path).then(async ({ size, sha256 }) => {
        const cut = (stream as Readable & { truncated?: boolean }).truncated === true;
        const mediaType = cut ? null : await mediaTypeOf(path, name);
        if (size === 0) refused ??= refusal("file_empty", { name }, 422, field);
        else if (cut)
          refused ??= refusal("file_too_large", { name, limit: megabytes(maxBytes) }, 413, field);
        else if (!mediaType) refused ??= refusal("file_type_refused", { name }, 422, field);
        files.push({ field, name, size, sha256, mediaType: mediaType ?? "", path });
      }),
    );
  });
  parser.on("filesLimit", () => {
    refused ??= refusal("too_many_files", { max: maxFiles }, 422, "file");
  });
  try {
    await pipeline(
      Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
      parser,
    );
  } catch {
    refused ??= refusal("upload_broken", {}, 400);
  }
  for (const answer of await Promise.allSettled(writing))
    if (answer.status === "rejected") refused ??= refusal("upload_broken", {}, 400);
  if (refused) {
    await discard({ fields, files });
    throw new Refused(refused);
  }
  return { fields, files };
}

/** Runs `work` on what was uploaded; what it did not keep, or everything when it fails, is deleted. */
export async function withUpload<T>(
  request: Request,
  limits: { maxBytes: number; maxFiles?: number },
  work: (received: Received) => Promise<T>,
): Promise<T> {
  const received = await receiveUpload(request, limits);
  try {
    const answer = await work(received);
    await discard({ ...received, files: received.files.filter((file) => isTemporary(file.path)) });
    return answer;
  } catch (error) {
    await discard(received);
    throw error;
  }
}

const isTemporary = (path: string) => path.startsWith(temporary());

/** Deletes received files wherever they lie now. */
export async function discard(received: Received): Promise<void> {
  await Promise.all(received.files.map((file) => rm(file.path, { force: true })));
}

export interface AttachmentOwner {
  subjectKind: "project" | "entry" | "meeting" | "cycle" | "person";
  subjectId: string;
  purpose: string;
  hospitalId: string | null;
  uploadedBy: string | null;
}

/**
 * Moves a received file to its place and writes its row. Refuses (413) when a subject's files would
 * exceed the quota. When the transaction fails later, `withUpload` deletes the moved file too.
 */
export async function keepFile(
  tx: Transaction,
  file: ReceivedFile,
  owner: AttachmentOwner,
  now: string,
): Promise<AttachmentRow> {
  const quota = config().projectQuotaBytes;
  const used = await bytesOf(tx, owner.subjectKind, owner.subjectId);
  if (used + file.size > quota)
    refuse(
      "attachments_quota",
      { limit: megabytes(quota), used: megabytes(used) },
      413,
      file.field,
    );
  const id = newId();
  const storageKey = `${id.slice(0, 2)}/${id}`;
  const path = storedPath(storageKey);
  await mkdir(dirname(path), { recursive: true });
  await rename(file.path, path);
  file.path = path;
  const { name, size, sha256, mediaType } = file;
  const row = {
    id,
    ...owner,
    name,
    mediaType,
    size,
    sha256,
    storageKey,
    uploadedAt: now,
    removedAt: null,
  };
  await insertAttachment(tx, row);
  return row;
}

const megabytes = (bytes: number) => `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;

/** The last part of what the browser sent, without signs that a file system or a header minds. */
function plainName(sent: string | undefined): string {
  const last = (sent ?? "").split(/[\\/]/).pop() ?? "";
  const clean = last.replace(/[\p{Cc}"<>|:*?]/gu, "_").trim();
  return clean.length > 150 ? clean.slice(0, 140) + extname(clean).slice(0, 10) : clean;
}

async function save(stream: Readable, path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(stream, meter, createWriteStream(path));
  return { size, sha256: hash.digest("hex") };
}

/** The media type, when the content is what the name's ending says; null when it is not accepted. */
async function mediaTypeOf(path: string, name: string): Promise<string | null> {
  const kind = KINDS[extname(name).toLowerCase()];
  if (!kind) return null;
  const found = (await fileTypeFromFile(path))?.mime;
  const sniffed = found ?? ((await looksLikeText(path)) ? "text" : "");
  return kind.sniffed.includes(sniffed) ? kind.mediaType : null;
}

/** Text has no NUL; UTF-8 and GB18030 have none in anything but NUL itself. */
async function looksLikeText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return bytesRead > 0 && !buffer.subarray(0, bytesRead).includes(0);
  } finally {
    await file.close();
  }
}
