import { advanceProject, type PersonInput } from "~/commands/advance-project.server";
import { checkForm } from "~/commands/check-form.server";
import { createProject } from "~/commands/create-project.server";
import { applicationSchema, type Application } from "~/domain/application";
import { CHECK_ITEMS } from "~/domain/application-fields";
import type { Role } from "~/domain/people";
import type { Hand, Stage } from "./stage";
import type { ProjectText } from "./texts/projects";

/** A project of the plot: known by its text until the plot has created it. */
export interface Part {
  readonly text: ProjectText;
  readonly hospital: string;
  readonly lead: string;
  readonly head: string;
  readonly office: string;
  /** Who endorses: the leader in charge where the head leads the project. */
  readonly endorser: readonly [who: string, role: Role];
  readonly members: readonly string[];
  id: string;
  code: string;
}

/** Whom a department sends: the lead and the head, by department of a hospital. */
export type Staff = Readonly<Record<string, readonly [lead: string, head: string]>>;

export function partOf(
  text: ProjectText,
  cast: {
    hospital: string;
    office: string;
    staff: Staff;
    lead?: string;
    members?: readonly string[];
  },
): Part {
  const [lead, head] = cast.staff[text.department] ?? ["", ""];
  const leads = cast.lead ?? lead;
  return {
    text,
    hospital: cast.hospital,
    lead: leads,
    head,
    office: cast.office,
    endorser: leads === head ? ["leader", "leader_in_charge"] : [head, "department_head"],
    members: cast.members ?? [],
    id: "",
    code: "",
  };
}

/** The whole form; days lie where the plot wants the work to be done. */
export function bodyOf(stage: Stage, part: Part, worksFrom: number): Application {
  const { text } = part;
  return applicationSchema.parse({
    title: text.title,
    category: text.category,
    problem: text.problem,
    measures: text.measures.map(([what, owner], index) => ({
      text: what,
      owner,
      dueOn: stage.day(worksFrom + 50 + index * 45),
    })),
    helpers: text.helpers.map((name) => stage.organisation(`${part.hospital}/${name}`)),
    noHelpers: text.helpers.length === 0,
    source: text.source,
    baseline: {
      numerator: text.baseline[0],
      denominator: text.baseline[1],
      period: "申报前六个月",
      source: text.baseline[2],
    },
    causes: text.causes,
    targets: [{ indicator: text.target[0], baseline: text.target[1], target: text.target[2] }],
    milestones: [
      {
        title: "方案与人员到位",
        owner: text.measures[0]?.[1] ?? "",
        plannedOn: stage.day(worksFrom + 30),
      },
      {
        title: "措施全面运行",
        owner: text.measures[0]?.[1] ?? "",
        plannedOn: stage.day(worksFrom + 100),
      },
      {
        title: "数据对比与制度固化",
        owner: text.measures[1]?.[1] ?? "",
        plannedOn: stage.day(worksFrom + 190),
      },
    ],
    members: part.members.map((name, index) => ({
      personId: stage.person(name),
      duty: index === 0 ? "流程实施与培训" : "数据收集与核对",
    })),
    contact: "内线 8012",
    resources: "科室现有人员兼职承担，信息系统改造由信息中心支持。",
    budget: text.budget,
    risks: "高峰期人手紧张，措施可能临时中断；由科室主任协调替补。",
    expectedResults: text.expected,
    spreadValue: "流程与培训材料可供其他科室直接使用。",
    conflictStatement: "项目组成员与评审专家无利益关系。",
  });
}

/** The application is put together by its lead. */
export function planDraft(
  stage: Stage,
  cycle: { id: string },
  part: Part,
  day: number,
  worksFrom: number,
) {
  const minute = String(10 + stage.random.between(0, 45));
  stage.plan(stage.at(day, `09:${minute}`), async (hand) => {
    const made = await createProject(await hand(part.lead, "applicant"), {
      cycleId: cycle.id,
      departmentId: stage.organisation(`${part.hospital}/${part.text.department}`),
      body: bodyOf(stage, part, worksFrom),
    });
    part.id = made.id;
    part.code = made.code;
  });
}

export async function press(
  stage: Stage,
  hand: Hand,
  part: Part,
  [who, role]: readonly [string, Role],
  transition: string,
  reason = "",
  input?: PersonInput,
): Promise<void> {
  const { state } = (await stage.db.read("projects").where({ id: part.id }).first("state")) as {
    state: string;
  };
  await advanceProject(await hand(who, role), {
    projectId: part.id,
    transition,
    expectedState: state,
    reason,
    ...(input ? { input } : {}),
  });
}

export function planSubmission(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "10:20"), (hand) =>
    press(stage, hand, part, [part.lead, "applicant"], "submit"),
  );
}

/** Cooperating departments confirm; with `endorse` the head does, too. */
export function planEndorsement(
  stage: Stage,
  part: Part,
  staff: Staff,
  day: number,
  endorse = true,
): void {
  stage.plan(stage.at(day, "11:05"), async (hand) => {
    for (const name of part.text.helpers) {
      const head = staff[name]?.[1] ?? "";
      await press(stage, hand, part, [head, "department_head"], "co_sign", "", {
        coSignDecision: "confirmed",
        departmentId: stage.organisation(`${part.hospital}/${name}`),
      });
    }
    if (endorse)
      await press(stage, hand, part, part.endorser, "endorse", "问题属实，措施可行，同意申报。");
  });
}

/** The office ticks every item and accepts. */
export function planAcceptance(stage: Stage, part: Part, day: number): void {
  stage.plan(stage.at(day, "15:40"), async (hand) => {
    await checkForm(await hand(part.office, "office"), {
      projectId: part.id,
      revision: 0,
      items: CHECK_ITEMS.map((key) => ({ key, ok: true, reason: "" })),
    });
    await press(stage, hand, part, [part.office, "office"], "accept");
  });
}

/** From the draft to the passed form check, in a week. */
export function planApplication(
  stage: Stage,
  cycle: { id: string },
  part: Part,
  staff: Staff,
  day: number,
  worksFrom: number,
): void {
  planDraft(stage, cycle, part, day, worksFrom);
  planSubmission(stage, part, day + 2);
  planEndorsement(stage, part, staff, day + 4);
  planAcceptance(stage, part, day + 7);
}
