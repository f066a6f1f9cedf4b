import { desks, planReview, score, type Nomination } from "./municipal";
import { EXPERTS } from "./municipal-2023";
import { HOSPITALS } from "./organisations";
import { prizes } from "./rubric";
import { Judges } from "./scores";
import type { Stage } from "./stage";
import { ENTRIES_2024 } from "./texts/entries-2024";

/** The review that is being scored today: whoever signs in as an expert can score at once. */
export function plan2024(stage: Stage): void {
  const hospitals = HOSPITALS.slice(0, 8);
  const nominations: Nomination[] = ENTRIES_2024.map(([category, text], index) => ({
    category,
    text,
    hospital: hospitals[index % hospitals.length] ?? "h1",
  }));
  const made = planReview(stage, {
    year: 2024,
    name: "2024 年度市属医院主动治理项目集中评审·第一批（演示）",
    roundName: "2024 年度第一批评审",
    hospitals,
    nominations,
    experts: EXPERTS,
    chair: "chair",
    minimum: 7,
    tiers: prizes(2, 4, 6),
    begins: stage.day(-40),
    offsets: { nominate: 7, draw: 31, present: 38 },
    scoreUntil: stage.workingDay(3),
  });
  const judges = new Judges();
  stage.plan(stage.at(-1, "10:00"), async (hand) => {
    const seats = await desks(stage, made.roundId);
    // Some experts are through, some have begun, expert01 has everything before them.
    const through = ["expert05", "expert09", "expert12"];
    const begun = seats.filter(
      ({ who }, index) => who !== "expert01" && !through.includes(who) && index % 5 === 0,
    );
    const done = seats.filter(({ who }) => through.includes(who));
    await score(hand, judges, [...done, ...begun]);
  });
}
