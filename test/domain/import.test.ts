import { describe, expect, it } from "vitest";
import { checkMapping, guessMapping, type Layout } from "~/domain/import/columns";
import { readEntries } from "~/domain/import/entries";
import { readExperts, type KnownMember } from "~/domain/import/experts";
import { readMarks } from "~/domain/import/marks";
import { OrganisationIndex } from "~/domain/import/organisations";
import { planSheets, type KnownRound } from "~/domain/import/sheets";
import type { Rubric } from "~/domain/rubric/score";

const RUBRIC: Rubric = {
  scale: 10,
  criteria: [
    {
      key: "problem",
      name: "问题精准",
      weight: "1",
      maximum: 300,
      step: 5,
      anchors: [],
      comment: "optional",
    },
    {
      key: "effect",
      name: "效果明显",
      weight: "1",
      maximum: 400,
      step: 5,
      anchors: [],
      comment: "optional",
    },
  ],
};

const organisations = new OrganisationIndex([
  { id: "h1", name: "示范第一医院", shortName: "一院" },
  { id: "h2", name: "示范第二医院", shortName: "" },
]);

const table = (...lines: string[][]) => ({
  headers: lines[0] ?? [],
  rows: lines.slice(1).map((cells, index) => ({ row: index + 2, cells })),
});

describe("headings", () => {
  it.each<[Layout, string[], string[]]>([
    [
      "entries",
      ["序号", "项目编号", "项目名称", "单位/医院", "类别"],
      ["", "code", "title", "organisation", "category"],
    ],
    [
      "sheets_long",
      ["项目编号", "专家", "专家单位", "评分项", "得分"],
      ["code", "expert", "employer", "criterion", "score"],
    ],
    [
      "sheets_wide",
      ["编号", "评委姓名", "问题精准（30分）", "效果明显*", "总分"],
      ["code", "expert", "criterion:problem", "criterion:effect", ""],
    ],
    [
      "sheets_matrix",
      ["项目编号", "项目名称", "评分项", "张三", "李四", "平均分"],
      ["code", "", "criterion", "expert_scores", "expert_scores", ""],
    ],
    [
      "sheets_long",
      ["Code", "Judge", "Component", "Score"],
      ["code", "expert", "criterion", "score"],
    ],
  ])("of %s are recognised: %j", (layout, headers, roles) => {
    expect(guessMapping(layout, headers, RUBRIC)).toEqual(roles);
  });

  it("that are missing or named twice are told before anything is read", () => {
    const errors = checkMapping("entries", ["code", "code", ""], null);
    expect(errors.map(({ refusal }) => [refusal.code, refusal.facts.column])).toEqual([
      ["import_column_twice", "imports:role.code"],
      ["import_column_missing", "imports:role.title"],
      ["import_column_missing", "imports:role.organisation"],
    ]);
  });
});

describe("entries", () => {
  const known = {
    categories: [{ key: "medical_service", name: "医疗服务" }],
    organisations,
    codes: new Set(["A9"]),
  };
  const columns = ["code", "title", "organisation", "category"] as const;
  const read = (...lines: string[][]) =>
    readEntries(table(["项目编号", "项目名称", "单位", "类别"], ...lines), columns, known);

  it("keep the name of an unknown organisation and know a short name", () => {
    const { entries, errors } = read(
      ["A1", "甲", "一院", "医疗服务"],
      ["A2", "乙", "外省医院", "医疗服务"],
    );
    expect(errors).toEqual([]);
    expect(
      entries.map(({ organisationId, organisation, category }) => [
        organisationId,
        organisation,
        category,
      ]),
    ).toEqual([
      ["h1", "示范第一医院", "medical_service"],
      [null, "外省医院", "medical_service"],
    ]);
  });

  it("are refused by row and cell, all faults at once", () => {
    const { errors } = read(
      ["A1", "", "一院", "医疗服务"],
      ["A1", "乙", "", "别的"],
      ["A9", "丙", "一院", ""],
    );
    expect(errors.map(({ row, column, refusal }) => [row, column, refusal.code])).toEqual([
      [2, 1, "import_cell_missing"],
      [3, 2, "import_cell_missing"],
      [3, 0, "import_code_twice"],
      [3, 3, "import_category_unknown"],
      [4, 0, "import_code_taken"],
      [4, 3, "import_category_missing"],
    ]);
  });
});

describe("experts", () => {
  it("come with a seat, an unknown employer, and not twice", () => {
    const { experts, errors } = readExperts(
      table(
        ["专家", "专家单位", "席位"],
        ["张三", "一院", "组长"],
        ["李四", "某大学", ""],
        ["张三", "一院", "嘉宾"],
      ),
      ["expert", "employer", "seat"],
      { members: [], organisations },
    );
    expect(experts.slice(0, 2).map(({ employerId, seat }) => [employerId, seat])).toEqual([
      ["h1", "chair"],
      [null, "member"],
    ]);
    expect(errors.map(({ row, refusal }) => [row, refusal.code])).toEqual([
      [4, "import_expert_twice"],
      [4, "import_seat_unknown"],
    ]);
  });
});

describe("sheets", () => {
  const member = (
    id: string,
    name: string,
    employerName = "",
    status = "accepted",
  ): KnownMember => ({
    id,
    name,
    employerName,
    employerId: null,
    status,
  });
  const known = (more: Partial<KnownRound> = {}): KnownRound => ({
    rubric: RUBRIC,
    policy: "employer",
    affiliationsRecuse: false,
    entries: new Map([
      ["A1", { id: "e1", organisationId: "h1", open: true }],
      ["A2", { id: "e2", organisationId: "h2", open: true }],
      ["A3", { id: "e3", organisationId: null, open: false }],
    ]),
    members: [],
    recused: new Set(),
    scored: new Set(),
    organisations,
    ...more,
  });
  const plan = (layout: Layout, lines: string[][], round = known(), criterion = "") => {
    const file = table(...lines);
    const mapping = guessMapping(layout, file.headers, round.rubric);
    const read = readMarks(file, layout, mapping, round.rubric, criterion);
    const planned = planSheets(read.marks, round);
    return { ...planned, errors: [...read.errors, ...planned.errors] };
  };
  const LONG = ["项目编号", "专家", "专家单位", "评分项", "得分"];
  const WIDE = ["项目编号", "专家", "专家单位", "问题精准", "效果明显"];

  it("are the same from the long, the wide and the matrix layout", () => {
    const wanted = [{ problem: 275, effect: 380 }];
    const long = plan("sheets_long", [
      LONG,
      ["A1", "张三", "", "问题精准", "27.5"],
      ["A1", "张三", "", "effect", "38"],
    ]);
    const wide = plan("sheets_wide", [WIDE, ["A1", "张三", "", "27.5", "３８"]]);
    const matrix = plan("sheets_matrix", [
      ["项目编号", "评分项", "张三"],
      ["A1", "问题精准", "27.5"],
      ["A1", "效果明显", "38"],
    ]);
    for (const one of [long, wide, matrix]) {
      expect(one.errors).toEqual([]);
      expect(one.sheets.map(({ scores }) => scores)).toEqual(wanted);
    }
  });

  it("take an empty cell for absent and 回避 for a recusal, never for zero", () => {
    const { sheets, recusals, errors } = plan("sheets_matrix", [
      ["项目编号", "评分项", "张三", "李四", "王五"],
      ["A1", "问题精准", "27", "", "回避"],
      ["A1", "效果明显", "38", "—", "回避"],
    ]);
    expect(errors).toEqual([]);
    expect(sheets).toHaveLength(1);
    expect(recusals).toEqual([{ expert: "new:王五|", entryId: "e1" }]);
  });

  it("are recused by a known employer and never by an unknown one", () => {
    const { sheets, errors } = plan("sheets_wide", [
      WIDE,
      ["A1", "张三", "一院", "27", "38"],
      ["A2", "张三", "一院", "27", "38"],
      ["A1", "李四", "某大学", "27", "38"],
    ]);
    expect(errors.map(({ row, refusal }) => [row, refusal.code])).toEqual([
      [2, "import_cell_recused"],
    ]);
    expect(sheets.map(({ entryId }) => entryId)).toEqual(["e2", "e1"]);
  });

  it.each<[string, string[], (string | number | null)[]]>([
    ["above the maximum", ["A1", "张三", "", "30.5", "38"], [2, 3, "score_above_maximum"]],
    ["off the step", ["A1", "张三", "", "27.3", "38"], [2, 3, "score_off_step"]],
    ["no number", ["A1", "张三", "", "27", "好"], [2, 4, "score_not_a_number"]],
    ["an unknown entry", ["B1", "张三", "", "27", "38"], [2, 0, "import_entry_unknown"]],
    [
      "an entry out of the review",
      ["A3", "张三", "", "27", "38"],
      [2, 0, "import_entry_not_scored"],
    ],
    ["nobody's name", ["A1", "", "", "27", "38"], [2, 1, "import_cell_missing"]],
    ["half a sheet", ["A1", "张三", "", "27", ""], [2, 3, "import_sheet_incomplete"]],
  ])("with %s are refused at the cell", (_name, line, [row, column, code]) => {
    const { errors } = plan("sheets_wide", [WIDE, line]);
    expect(errors.map((one) => [one.row, one.column, one.refusal.code])).toEqual([
      [row, column, code],
    ]);
  });

  it("are refused for who is recused, has one already, has left, or cannot be told apart", () => {
    const members = [
      member("m1", "张三"),
      member("m2", "李四"),
      member("m3", "王五", "", "declined"),
      member("m4", "赵六", "甲大学"),
      member("m5", "赵六", "乙大学"),
    ];
    const { errors } = plan(
      "sheets_wide",
      [WIDE, ...["张三", "李四", "王五", "赵六"].map((name) => ["A1", name, "", "27", "38"])],
      known({ members, recused: new Set(["m1 e1"]), scored: new Set(["m2 e1"]) }),
    );
    expect(errors.map(({ row, refusal }) => [row, refusal.code])).toEqual([
      [2, "import_cell_recused"],
      [3, "import_sheet_present"],
      [4, "import_expert_not_seated"],
      [5, "import_expert_ambiguous"],
    ]);
  });

  it("name a score that comes twice, with the row before", () => {
    const { errors } = plan("sheets_long", [
      LONG,
      ["A1", "张三", "", "问题精准", "27"],
      ["A1", "张三", "", "问题精准", "28"],
      ["A1", "张三", "", "效果明显", "38"],
    ]);
    expect(errors.map(({ row, refusal }) => [row, refusal.code, refusal.facts.row])).toEqual([
      [3, "import_mark_twice", 2],
    ]);
  });

  it("of a matrix without criteria need one chosen when the rubric has several", () => {
    const lines = [
      ["项目编号", "张三"],
      ["A1", "27"],
    ];
    const unchosen = plan("sheets_matrix", lines);
    expect(unchosen.errors.map(({ refusal }) => refusal.code)).toEqual([
      "import_criterion_not_chosen",
    ]);
    const [first] = RUBRIC.criteria;
    const total = plan(
      "sheets_matrix",
      lines,
      known({ rubric: { scale: 10, criteria: [first!] } }),
    );
    expect(total.sheets.map(({ scores }) => scores)).toEqual([{ problem: 270 }]);
  });
});
