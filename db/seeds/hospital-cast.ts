import { partOf, type Part, type Staff } from "./project-steps";
import { PROJECTS, type ProjectName } from "./texts/projects";

export const STAFF: Staff = {
  门诊部: ["lead", "head"],
  药学部: ["吴采薇", "郑伯言"],
  后勤保障处: ["丁山河", "崔敬亭"],
  财务处: ["余晚晴", "董明远"],
  急诊科: ["白映雪", "江逐浪"],
  放射科: ["谭知微", "万里程"],
  检验科: ["常清欢", "雷鸣山"],
  骨科: ["侯雪舟", "龙在田"],
  儿科: ["史溪桥", "陶乐之"],
  护理部: ["黎暮云", "漆心远"],
  消化内科: ["毛青山", "邱望岳"],
  心内科: ["秋若水", "尹思安"],
  信息中心: ["", "柯以诚"],
  医患关系协调办公室: ["章怀瑾", "翟仲文"],
};

/** Established a good while ago: carried out, evaluated, closed or given up by now. */
export const FIRST_BATCH = [
  "pharmacy",
  "appointment",
  "attitude",
  "triage",
  "inpatient",
  "reports",
  "screening",
  "parking",
  "canteen",
  "restroom",
  "elderly",
  "dispute",
] as const satisfies readonly ProjectName[];

/** Scored lately: around the committee's table. */
export const SECOND_BATCH = [
  "records",
  "insurance",
  "endoscopy",
  "phone",
  "echo",
] as const satisfies readonly ProjectName[];

export const PANEL = ["expert01", "expert03", "expert05", "expert06", "expert12"] as const;

export type Parts = Readonly<Record<ProjectName, Part>>;

export function castParts(): Parts {
  const members: Partial<Record<ProjectName, readonly string[]>> = {
    pharmacy: ["lead"],
    infusion: ["lead", "白映雪"],
    elderly: ["黎暮云"],
    records: ["章怀瑾"],
  };
  return Object.fromEntries(
    Object.entries(PROJECTS).map(([name, text]) => [
      name,
      partOf(text, {
        hospital: "h1",
        office: "office",
        staff: STAFF,
        // A head who leads a project cannot endorse it: the leader in charge does.
        ...(name === "translation" ? { lead: "head" } : {}),
        members: members[name as ProjectName] ?? [],
      }),
    ]),
  ) as Record<ProjectName, Part>;
}
