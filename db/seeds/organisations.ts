import type { OrganisationKind } from "~/domain/people";

export interface DemoOrganisation {
  /** How the other seeds name it: `h1`, `h1/门诊部`. */
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly parent: string | null;
  readonly code: string;
  readonly category: "" | "clinical" | "medical_technical" | "functional";
}

const DIGITS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 1 → 一, 12 → 十二, 22 → 二十二. */
function inChinese(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  const head = tens === 0 ? "" : tens === 1 ? "十" : `${DIGITS[tens] ?? ""}十`;
  return head + (ones === 0 && tens > 0 ? "" : (DIGITS[ones] ?? ""));
}

export const HOSPITALS = Array.from({ length: 22 }, (_, index) => `h${index + 1}`);

type Department = readonly [name: string, category: DemoOrganisation["category"]];

const FIRST: readonly Department[] = [
  ["门诊部", "functional"],
  ["急诊科", "clinical"],
  ["心内科", "clinical"],
  ["消化内科", "clinical"],
  ["骨科", "clinical"],
  ["儿科", "clinical"],
  ["药学部", "medical_technical"],
  ["检验科", "medical_technical"],
  ["放射科", "medical_technical"],
  ["护理部", "functional"],
  ["后勤保障处", "functional"],
  ["信息中心", "functional"],
  ["财务处", "functional"],
  ["质量控制科", "functional"],
  ["医患关系协调办公室", "functional"],
  ["党委办公室", "functional"],
];

const SECOND: readonly Department[] = [
  ["门诊部", "functional"],
  ["肾内科", "clinical"],
  ["护理部", "functional"],
  ["信息中心", "functional"],
  ["医务处", "functional"],
  ["社会工作部", "functional"],
];

const ELSEWHERE: readonly Department[] = [
  ["门诊部", "functional"],
  ["护理部", "functional"],
  ["医务处", "functional"],
  ["质量控制科", "functional"],
  ["医患关系协调办公室", "functional"],
];

const OUTSIDE: readonly (readonly [key: string, name: string])[] = [
  ["ministry", "演示部委政策研究中心"],
  ["hotline", "演示市民热线服务中心"],
  ["television", "演示电视台"],
  ["newspaper", "演示日报社"],
  ["university", "演示大学"],
  ["medical_university", "演示医科大学"],
  ["consumer", "演示消费者协会"],
];

function hospital(key: string, number: number): DemoOrganisation[] {
  const departments = number === 1 ? FIRST : number === 2 ? SECOND : ELSEWHERE;
  const branches = number === 1 ? ["门诊党支部", "职能党支部"] : [];
  const plain = { parent: key, category: "" as const };
  return [
    {
      key,
      kind: "hospital",
      name: `示范第${inChinese(number)}医院`,
      parent: "centre",
      code: `H${String(number).padStart(2, "0")}`,
      category: "",
    },
    ...departments.map(([name, category], index) => ({
      ...plain,
      key: `${key}/${name}`,
      kind: "department" as const,
      name,
      code: String(index + 1).padStart(2, "0"),
      category,
    })),
    ...branches.map((name, index) => ({
      ...plain,
      key: `${key}/branch-${name}`,
      kind: "branch" as const,
      name,
      code: `B${index + 1}`,
    })),
  ];
}

/** Parents before what lies below them. */
export const ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    key: "centre",
    kind: "centre",
    name: "示范市医院管理中心",
    parent: null,
    code: "C",
    category: "",
  },
  ...HOSPITALS.flatMap((key, index) => hospital(key, index + 1)),
  ...OUTSIDE.map(([key, name]) => ({
    key,
    kind: "external" as const,
    name,
    parent: null,
    code: "",
    category: "" as const,
  })),
];
