import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import yazl from "yazl";

/** One member of a package: bytes at hand, or a file on disk. */
export type PackageFile = { name: string } & ({ content: string | Buffer } | { path: string });

export interface ManifestEntry {
  name: string;
  size: number;
  sha256: string;
}

export const MANIFEST = "manifest.json";

async function hashFile(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest("hex") };
}

/**
 * Writes a .zip whose `manifest.json` names every member with its size and SHA-256, plus `facts`.
 * @returns the manifest's entries and the digest of the manifest text, which stands for the whole
 */
export async function writePackage(
  target: string,
  files: readonly PackageFile[],
  facts: Record<string, unknown>,
  at: Date,
): Promise<{ entries: ManifestEntry[]; digest: string }> {
  const zip = new yazl.ZipFile();
  const entries: ManifestEntry[] = [];
  for (const file of files) {
    if ("path" in file) {
      entries.push({ name: file.name, ...(await hashFile(file.path)) });
      zip.addFile(file.path, file.name, { mtime: at });
    } else {
      const bytes = Buffer.from(file.content);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      entries.push({ name: file.name, size: bytes.length, sha256 });
      zip.addBuffer(bytes, file.name, { mtime: at });
    }
  }
  const manifest = `${JSON.stringify({ ...facts, files: entries }, null, 2)}\n`;
  zip.addBuffer(Buffer.from(manifest), MANIFEST, { mtime: at });
  zip.end();
  await mkdir(dirname(target), { recursive: true });
  await pipeline(zip.outputStream as Readable, createWriteStream(target));
  return { entries, digest: createHash("sha256").update(manifest).digest("hex") };
}

/**
 * Unpacks a package into an empty folder and checks every member against the manifest.
 * Throws Error for a missing manifest, a name that would leave the folder, or a member that differs.
 */
export async function readPackage(
  source: string,
  folder: string,
): Promise<Record<string, unknown> & { files: ManifestEntry[] }> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(source, { lazyEntries: true, autoClose: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry: yauzl.Entry) => {
      extract(zip, entry, folder).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(join(folder, MANIFEST), "utf8").catch(() => {
    throw new Error(`${source} has no ${MANIFEST}: it is not one of our packages`);
  });
  const manifest = JSON.parse(text) as Record<string, unknown> & { files: ManifestEntry[] };
  for (const entry of manifest.files) {
    const found = await hashFile(join(folder, entry.name));
    if (found.sha256 !== entry.sha256) throw new Error(`${entry.name} differs from the manifest`);
  }
  return manifest;
}

async function extract(zip: yauzl.ZipFile, entry: yauzl.Entry, folder: string): Promise<void> {
  const target = normalize(join(folder, entry.fileName));
  if (!target.startsWith(folder + sep)) throw new Error(`${entry.fileName} would leave the folder`);
  if (entry.fileName.endsWith("/")) return;
  await mkdir(dirname(target), { recursive: true });
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await pipeline(stream, createWriteStream(target));
}
