import { advanceCycle } from "~/commands/advance-cycle.server";
import { createCycle } from "~/commands/create-cycle.server";
import { defaultOptions } from "~/domain/lifecycle/options";
import {
  partOf,
  planAcceptance,
  planDraft,
  planEndorsement,
  planSubmission,
  type Staff,
} from "./project-steps";
import { prizes, RUBRIC, RUBRIC_NAME, ruleWith } from "./rubric";
import type { Stage } from "./stage";
import { CATEGORIES } from "./texts/categories";
import { OTHER_PROJECTS } from "./texts/projects";

const STAFF: Staff = {
  门诊部: ["lead2", "舒晓岚"],
  肾内科: ["葛青崖", "焦成蹊"],
  护理部: ["", "单从云"],
};

/** Three applications of another hospital: what the first hospital must never see. */
export function planSecondHospital(stage: Stage): void {
  const cycle = { id: "" };
  const part = (text: (typeof OTHER_PROJECTS)[keyof typeof OTHER_PROJECTS]) =>
    partOf(text, { hospital: "h2", office: "office2", staff: STAFF });
  stage.plan(stage.at(-70, "09:20"), async (hand) => {
    const ctx = await hand("office2", "office");
    cycle.id = await createCycle(ctx, {
      kind: "hospital",
      organisationId: stage.organisation("h2"),
      roundName: "",
      rubric: { name: RUBRIC_NAME, body: RUBRIC },
      settings: {
        year: 2024,
        name: "2024 年度示范第二医院主动治理项目（演示）",
        dates: {
          applyFrom: stage.day(-68),
          applyUntil: stage.day(45),
          scoreUntil: "",
          reviewOn: "",
        },
        options: defaultOptions,
        categories: CATEGORIES,
        quotas: { applicationsPerDepartment: 5 },
        rule: ruleWith(3, prizes(1, 2, 3), null),
        participants: [],
      },
    });
    await stage.db.write("cycles").where({ id: cycle.id }).update({ isDemo: 1 });
  });
  stage.plan(stage.at(-68, "08:40"), async (hand) => {
    await advanceCycle(await hand("office2", "office"), {
      cycleId: cycle.id,
      transition: "open",
      expectedState: "preparing",
      reason: "",
    });
  });
  const wheelchair = part(OTHER_PROJECTS.wheelchair);
  planDraft(stage, cycle, wheelchair, -40, 20);
  planSubmission(stage, wheelchair, -38);
  planEndorsement(stage, wheelchair, STAFF, -35);
  planAcceptance(stage, wheelchair, -30);
  const dialysis = part(OTHER_PROJECTS.dialysis);
  planDraft(stage, cycle, dialysis, -14, 30);
  planSubmission(stage, dialysis, -10);
  planEndorsement(stage, dialysis, STAFF, -7);
  planDraft(stage, cycle, part(OTHER_PROJECTS.signage), -2, 40);
}
