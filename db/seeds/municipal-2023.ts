import { HOSPITALS } from "./organisations";
import { desks, planPublication, planReview, score, type Nomination } from "./municipal";
import { prizes } from "./rubric";
import { Judges } from "./scores";
import type { Stage } from "./stage";
import { CATEGORY_KEYS } from "./texts/categories";
import { ENTRIES_2023 } from "./texts/entries-2023";

export const EXPERTS = Array.from(
  { length: 15 },
  (_, index) => `expert${String(index + 1).padStart(2, "0")}`,
);

/** The published year: 22 hospitals, 66 entries, 15 experts, held in the days it was held in. */
export function plan2023(stage: Stage): void {
  const texts = stage.random.shuffled(
    CATEGORY_KEYS.flatMap((category) => ENTRIES_2023[category].map((text) => ({ category, text }))),
  );
  const nominations: Nomination[] = texts.map((one, index) => ({
    ...one,
    hospital: HOSPITALS[index % HOSPITALS.length] ?? "h1",
  }));
  const made = planReview(stage, {
    year: 2023,
    name: "2023 年度市属医院“未诉先办”主动治理项目集中评审（演示）",
    roundName: "2023 年度现场评审",
    hospitals: HOSPITALS,
    nominations,
    experts: EXPERTS,
    chair: null,
    minimum: 9,
    tiers: prizes(6, 10, 16),
    begins: "2023-11-01",
    offsets: { nominate: 8, draw: 26, present: 33 },
    scoreUntil: "2023-12-06",
  });
  const judges = new Judges();
  stage.plan(stage.at("2023-12-04", "09:10"), async (hand) => {
    await score(hand, judges, await desks(stage, made.roundId));
  });
  planPublication(stage, made, {
    freeze: "2023-12-06",
    announce: "2023-12-08",
    over: "2023-12-16",
    publish: "2023-12-18",
  });
}
