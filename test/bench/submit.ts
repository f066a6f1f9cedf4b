import type { BenchWorld } from "./world";
import { cookieOf, median, type Running } from "./server";

interface Job {
  entryId: string;
  token: string;
}

/** Submits one sheet as the scoring page does, over HTTP. @returns milliseconds */
async function submit(origin: string, { entryId, token }: Job): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${origin}/scoring/${entryId}`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookieOf(token), Origin: origin },
    body: new URLSearchParams({
      intent: "submit",
      revision: "0",
      "score.problem": "27.5",
      "score.measures": "26",
      "score.effect": "35",
      comment: "建议补充长期数据。",
    }),
  });
  const text = await answer.text();
  if (answer.status !== 303)
    throw new Error(`a sheet was answered ${answer.status}: ${text.slice(0, 400)}`);
  return performance.now() - started;
}

/**
 * Sheets handed in, durably (one committed transaction each, with event and hash): one after another by
 * one expert, then by twenty experts at once. Afterwards every sheet is there, once.
 */
export async function submitSheets(world: BenchWorld, server: Running) {
  const { entryIds, experts, roundId } = world.open;
  const [first, ...others] = experts;
  if (!first) throw new Error("there is no expert");
  const alone: number[] = [];
  for (const entryId of entryIds.slice(0, 60))
    alone.push(await submit(server.origin, { entryId, token: first.token }));
  const started = performance.now();
  const together = others.map(async ({ token }) => {
    for (const entryId of entryIds.slice(0, 60)) await submit(server.origin, { entryId, token });
    return 60;
  });
  const handedIn = (await Promise.all(together)).reduce((sum, n) => sum + n, 0);
  const seconds = (performance.now() - started) / 1000;
  const [counted] = (await world.db
    .read("sheets")
    .where({ roundId, state: "submitted" })
    .count({ n: "*" })) as { n: number }[];
  const expected = handedIn + alone.length;
  if (Number(counted?.n) !== expected)
    throw new Error(`${expected} sheets were handed in and ${counted?.n} are there`);
  return [
    { name: "sequential p50", value: median(alone), unit: "ms" },
    {
      name: `${others.length} experts at once`,
      value: handedIn / seconds,
      unit: "/s",
      note: `${expected} sheets, none lost, none doubled`,
    },
  ];
}
