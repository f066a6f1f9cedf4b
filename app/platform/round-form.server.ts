import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import { roundFormSchema, ruleOfForm } from "~/domain/scoring/round-form";
import type { StandingRule } from "~/domain/standing/types";

export interface RoundFormAnswer {
  readonly errors: Record<string, string[]>;
}

interface RoundValues {
  name: string;
  minimumPanel: number;
  dueOn: string;
  affiliationsRecuse: boolean;
  rule: StandingRule;
}

/** Reads the form of a round: its values, or the answer that names what is wrong. */
export function readRoundForm(form: FormData, entriesRequired: number | null) {
  const submission = parseWithZod(form, { schema: roundFormSchema });
  if (submission.status !== "success")
    return answer((submission.reply().error ?? {}) as Record<string, string[]>);
  const { value } = submission;
  const read = ruleOfForm(value, entriesRequired);
  if ("errors" in read) return answer(read.errors);
  const values: RoundValues = {
    name: value.name,
    minimumPanel: value.minimumPanel,
    dueOn: value.dueOn,
    affiliationsRecuse: value.affiliationsRecuse !== undefined,
    rule: read.rule,
  };
  return { values };

  function answer(errors: Record<string, string[]>) {
    return { answer: data({ errors, typed: typedIn(form) }, { status: 422 }) };
  }
}

/** What was typed, to be shown again. */
function typedIn(form: FormData): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const match = /^(\w+)\[(\d+)\]$/.exec(name);
    const value = form.getAll(name).filter((one): one is string => typeof one === "string");
    if (match?.[1]) {
      const list = Array.isArray(typed[match[1]]) ? (typed[match[1]] as string[]) : [];
      list[Number(match[2])] = value[0] ?? "";
      typed[match[1]] = list;
    } else typed[name] = name === "projectIds" ? value : (value[0] ?? "");
  }
  return typed;
}
