import { createRound } from "~/commands/create-round.server";
import { inviteExperts } from "~/commands/invite-experts.server";
import { accept, desks, pressRound, score } from "./municipal";
import type { Part } from "./project-steps";
import { prizes, ruleWith } from "./rubric";
import type { Judges } from "./scores";
import type { Stage } from "./stage";

export interface HospitalRound {
  readonly kind: "establishment" | "closure";
  readonly name: string;
  readonly parts: readonly Part[];
  readonly experts: readonly string[];
  readonly opens: number;
  /** Days after the opening on which the sheets come in, the round is frozen and revealed. */
  readonly ends?: number;
  /** Of an open round: how many experts have handed in, and its last day. */
  readonly scored?: number;
  readonly dueOn?: string;
}

/** Prepares and opens a round of the hospital; closes, freezes and reveals it where it has an end. */
export function planRound(
  stage: Stage,
  cycle: { id: string },
  judges: Judges,
  round: HospitalRound,
): void {
  const made = { id: "" };
  stage.plan(stage.at(round.opens - 5, "10:00"), async (hand) => {
    const rubric = (await stage.db
      .read("rubrics")
      .where({ cycleId: cycle.id, roundKind: round.kind })
      .first("id")) as { id: string };
    const ctx = await hand("office", "office");
    made.id = await createRound(ctx, {
      cycleId: cycle.id,
      kind: round.kind,
      name: round.name,
      rubricId: rubric.id,
      rule: ruleWith(3, prizes(1, 2, 3), null),
      minimumPanel: 5,
      dueOn: round.dueOn ?? "",
      affiliationsRecuse: false,
      projectIds: round.parts.map((part) => part.id),
    });
    await inviteExperts(ctx, {
      roundId: made.id,
      personIds: round.experts.map((key) => stage.person(key)),
      seat: "member",
    });
    await inviteExperts(ctx, {
      roundId: made.id,
      personIds: [stage.person("chair")],
      seat: "chair",
    });
  });
  stage.plan(stage.at(round.opens - 3, "16:10"), async (hand) => {
    for (const who of [...round.experts, "chair"]) await accept(stage, hand, made.id, who);
  });
  stage.plan(stage.at(round.opens, "09:00"), (hand) =>
    pressRound(hand, made.id, "open", "preparing", "office"),
  );
  const { ends } = round;
  if (ends === undefined) {
    stage.plan(stage.at(-2, "19:30"), async (hand) => {
      const seats = await desks(stage, made.id);
      const through = round.experts.slice(-(round.scored ?? 0));
      await score(
        hand,
        judges,
        seats.filter(({ who }) => through.includes(who)),
      );
    });
    return;
  }
  stage.plan(stage.at(round.opens + ends - 2, "09:30"), async (hand) => {
    await score(hand, judges, await desks(stage, made.id));
  });
  stage.plan(stage.at(round.opens + ends, "14:00"), async (hand) => {
    await pressRound(hand, made.id, "close", "open", "office");
    await pressRound(hand, made.id, "freeze", "closed", "office");
    await pressRound(hand, made.id, "freeze", "closed", "witness");
  });
  stage.plan(stage.at(round.opens + ends + 1, "09:00"), (hand) =>
    pressRound(hand, made.id, "reveal", "frozen", "office"),
  );
}
