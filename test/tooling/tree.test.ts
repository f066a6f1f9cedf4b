import { builtinModules } from "node:module";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const made = new Set([
  ".git",
  "node_modules",
  "build",
  "data",
  ".cache",
  "coverage",
  "test-results",
]);
const written = /\.(tsx?|[cm]?js|json|md|css|html|ya?ml|sh|sql|csv|svg|txt)$|^\.?[a-z]+rc$|^run$/;

function filesOfTheTree(folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesOfTheTree(path);
    return entry.isFile() && written.test(entry.name) ? [path] : [];
  });
}

const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the tree", () => {
  it("names no folder of a machine it was written on", () => {
    const homes = ["root", "work", "home", "Users"].join("|");
    const absolute = new RegExp(`(?<![\\w.:/*}-])/(${homes})/[\\w.-]`);
    const naming = filesOfTheTree().filter((path) => absolute.test(read(path)));
    expect(naming).toEqual([]);
  });

  it("locks packages by version and digest, not by the host they were fetched from", () => {
    const lock = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { resolved?: string; integrity?: string; version?: string }>;
    };
    const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity)).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(/https?:\/\/(localhost|127\.|10\.|192\.168\.)/);
  });

  it("starts on a fresh clone: what runs before the install imports only Node's own modules", () => {
    const scripts = filesOfTheTree("scripts").filter((path) => path.endsWith(".mjs"));
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) {
      const imported = [
        ...read(path).matchAll(/^import .*?["']([^"']+)["'];?$|^\} from "([^"]+)"/gm),
      ];
      const foreign = imported
        .map(([, whole, end]) => whole ?? end ?? "")
        .filter((name) => !name.startsWith("./") && !builtinModules.includes(name.slice(5)));
      expect({ path, foreign }).toEqual({ path, foreign: [] });
    }
  });

  it("keeps the check that runs on every change executable", () => {
    expect(statSync(join(root, ".ci/run")).mode & 0o111).not.toBe(0);
  });
});
