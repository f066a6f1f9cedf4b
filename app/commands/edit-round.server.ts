import { NO_DUE_DATE, roundOptions } from "~/data/rounds.server";
import { fromJson } from "~/data/rows.server";
import { workflowOptionsSchema } from "~/domain/lifecycle/options";
import { refuse } from "~/domain/refusal";
import type { StandingRule } from "~/domain/standing/types";
import { canonicalJson } from "~/domain/standing/canonical-json";
import type { Context } from "~/platform/context";
import { checkDueDay, checkMinima } from "./create-round.server";
import { roundToManage, stateFact } from "./round-access.server";
import { inTransaction } from "./transaction.server";

export interface RoundEdit {
  readonly roundId: string;
  readonly name: string;
  readonly rule: StandingRule;
  readonly minimumPanel: number;
  readonly dueOn: string;
}

/**
 * Changes name, rule, minimum panel and last day while a round is prepared. Once it is open only the
 * last day can be put off: the rule was declared before the first score.
 */
export function editRound(ctx: Context, input: RoundEdit): Promise<void> {
  return inTransaction(ctx, "round.edit", { kind: "round", id: input.roundId }, async (tx) => {
    const round = await roundToManage(tx, ctx, input.roundId);
    if (round.state !== "preparing" && round.state !== "open")
      refuse("round_not_preparing", stateFact(round), 409);
    checkDueDay(input.dueOn, ctx.now);
    const dueOn = input.dueOn || NO_DUE_DATE;
    if (round.state === "open") {
      const rule = canonicalJson(fromJson(round.rule));
      if (
        canonicalJson(input.rule) !== rule ||
        input.minimumPanel !== roundOptions(round).minimumPanel
      )
        refuse("rule_declared", {}, 409);
      await tx("rounds").where({ id: round.id }).update({ dueOn });
      return;
    }
    checkMinima(input, workflowOptionsSchema.parse(fromJson(round.options)));
    await tx("rounds")
      .where({ id: round.id })
      .update({
        name: input.name,
        rule: JSON.stringify(input.rule),
        minimumPanel: input.minimumPanel,
        dueOn,
      });
  });
}
