import type { Role } from "~/domain/people";

/** Where a person of the demo belongs and what they may do; all names are invented. */
export interface DemoPerson {
  /** Account name; people without one only appear. */
  readonly username?: string;
  readonly name: string;
  /** Key of an organisation of `organisations.ts`. */
  readonly at: string;
  readonly job: string;
  readonly grants: readonly (readonly [role: Role, scope: string])[];
  readonly affiliation?: string;
}

export const DEMO_PASSWORD = "xianban-demo";

const person = (
  username: string,
  name: string,
  at: string,
  job: string,
  ...grants: DemoPerson["grants"]
): DemoPerson => ({ ...(username ? { username } : {}), name, at, job, grants });

const expert = (
  number: number,
  name: string,
  at: string,
  job: string,
  affiliation?: string,
): DemoPerson => ({
  username: `expert${String(number).padStart(2, "0")}`,
  name,
  at,
  job,
  grants: [],
  ...(affiliation ? { affiliation } : {}),
});

/** The accounts of the demo. Experts get their role with their seats. */
export const ACCOUNTS: readonly DemoPerson[] = [
  person("office", "沈知行", "h1/医患关系协调办公室", "医患关系协调办公室主任", ["office", "h1"]),
  person("lead", "林予安", "h1/门诊部", "门诊部副主任护师", ["applicant", "h1/门诊部"]),
  person(
    "head",
    "周慕白",
    "h1/门诊部",
    "门诊部主任",
    ["department_head", "h1/门诊部"],
    ["applicant", "h1/门诊部"],
  ),
  person("chair", "顾怀远", "university", "公共管理学院教授"),
  person("secretary", "程致和", "h1", "党委书记", ["secretary", "h1"]),
  person("member01", "许云舟", "h1", "院长", ["committee_member", "h1"]),
  person("member02", "苏清宁", "h1", "党委副书记", ["committee_member", "h1"]),
  person("member03", "韩松岳", "h1", "副院长", ["committee_member", "h1"]),
  person("member04", "唐若溪", "h1", "副院长", ["committee_member", "h1"]),
  person("member05", "冯景行", "h1", "纪委书记", ["committee_member", "h1"]),
  person("member06", "邓星河", "h1/骨科", "骨科主任", ["committee_member", "h1"]),
  person("member07", "蒋听雨", "h1/护理部", "护理部主任", ["committee_member", "h1"]),
  person("member08", "梁书言", "h1", "总会计师", ["committee_member", "h1"]),
  person("clerk", "贺之恒", "h1/党委办公室", "党委办公室干事", ["clerk", "h1"]),
  person(
    "witness",
    "魏明澈",
    "h1/党委办公室",
    "纪委监督员",
    ["witness", "h1"],
    ["witness", "centre"],
  ),
  person("qc", "曹静姝", "h1/质量控制科", "质量控制科主任", ["qc_officer", "h1"]),
  person("liaison", "方立言", "h1/党委办公室", "“临床1+1”联络员", ["liaison", "h1"]),
  person("leader", "罗鸣谦", "h1", "分管副院长", ["leader_in_charge", "h1"]),
  person("centre", "宋望舒", "centre", "医疗服务处处长", ["centre_officer", "centre"]),
  person("appraiser", "秦亦然", "centre", "绩效考核处干部", ["appraiser", "centre"]),
  person("sysadmin", "石守拙", "centre", "系统管理员", ["system_admin", "installation"]),
  person("secadmin", "严慎之", "centre", "安全管理员", ["security_admin", "installation"]),
  person("auditor", "简照临", "centre", "审计管理员", ["auditor", "installation"]),
  person("office2", "叶南枝", "h2/社会工作部", "社会工作部主任", ["office", "h2"]),
  person("lead2", "孟长风", "h2/门诊部", "门诊部护士长", ["applicant", "h2/门诊部"]),
  expert(1, "杜衡之", "ministry", "研究员"),
  expert(2, "潘若谷", "h3/医务处", "医务处主任", "medical_university"),
  expert(3, "戴思源", "hotline", "数据分析科科长"),
  expert(4, "钟砚秋", "h5/护理部", "护理部主任"),
  expert(5, "姚牧野", "television", "民生节目制片人"),
  expert(6, "汪以宁", "university", "公共管理学院副教授"),
  expert(7, "任秉文", "h8/门诊部", "门诊部主任", "medical_university"),
  expert(8, "傅望山", "h12/医务处", "医务处副处长"),
  expert(9, "范予怀", "newspaper", "评论部主任"),
  expert(10, "彭泊远", "ministry", "处长"),
  expert(11, "陆见深", "h15/质量控制科", "质量控制科主任"),
  expert(12, "贾清如", "medical_university", "医院管理研究所教授"),
  expert(13, "夏允中", "h19/护理部", "护理部副主任"),
  expert(14, "钱思齐", "consumer", "副秘书长"),
  expert(15, "康乐水", "h2/医务处", "医务处主任"),
];

/** People who appear in the plot without an account of the demo. */
export const OTHERS: readonly DemoPerson[] = [
  person("", "吴采薇", "h1/药学部", "药房组长", ["applicant", "h1/药学部"]),
  person("", "郑伯言", "h1/药学部", "药学部主任", ["department_head", "h1/药学部"]),
  person("", "丁山河", "h1/后勤保障处", "后勤保障处干事", ["applicant", "h1/后勤保障处"]),
  person("", "崔敬亭", "h1/后勤保障处", "后勤保障处处长", ["department_head", "h1/后勤保障处"]),
  person("", "余晚晴", "h1/财务处", "收费组组长", ["applicant", "h1/财务处"]),
  person("", "董明远", "h1/财务处", "财务处处长", ["department_head", "h1/财务处"]),
  person("", "白映雪", "h1/急诊科", "急诊科护士长", ["applicant", "h1/急诊科"]),
  person("", "江逐浪", "h1/急诊科", "急诊科主任", ["department_head", "h1/急诊科"]),
  person("", "谭知微", "h1/放射科", "放射科技师长", ["applicant", "h1/放射科"]),
  person("", "万里程", "h1/放射科", "放射科主任", ["department_head", "h1/放射科"]),
  person("", "常清欢", "h1/检验科", "检验科组长", ["applicant", "h1/检验科"]),
  person("", "雷鸣山", "h1/检验科", "检验科主任", ["department_head", "h1/检验科"]),
  person("", "侯雪舟", "h1/骨科", "骨科护士长", ["applicant", "h1/骨科"]),
  person("", "龙在田", "h1/骨科", "骨科副主任", ["department_head", "h1/骨科"]),
  person("", "史溪桥", "h1/儿科", "儿科副主任医师", ["applicant", "h1/儿科"]),
  person("", "陶乐之", "h1/儿科", "儿科主任", ["department_head", "h1/儿科"]),
  person("", "黎暮云", "h1/护理部", "护理部干事", ["applicant", "h1/护理部"]),
  person("", "漆心远", "h1/护理部", "护理部副主任", ["department_head", "h1/护理部"]),
  person("", "毛青山", "h1/消化内科", "消化内科主治医师", ["applicant", "h1/消化内科"]),
  person("", "邱望岳", "h1/消化内科", "消化内科主任", ["department_head", "h1/消化内科"]),
  person("", "秋若水", "h1/心内科", "心内科护士长", ["applicant", "h1/心内科"]),
  person("", "尹思安", "h1/心内科", "心内科主任", ["department_head", "h1/心内科"]),
  person("", "柯以诚", "h1/信息中心", "信息中心主任", ["department_head", "h1/信息中心"]),
  person("", "章怀瑾", "h1/医患关系协调办公室", "协调办干事", [
    "applicant",
    "h1/医患关系协调办公室",
  ]),
  person("", "翟仲文", "h1/医患关系协调办公室", "协调办副主任", [
    "department_head",
    "h1/医患关系协调办公室",
  ]),
  person("", "盛放舟", "h1/branch-门诊党支部", "门诊党支部书记", [
    "branch_secretary",
    "h1/branch-门诊党支部",
  ]),
  person("", "舒晓岚", "h2/门诊部", "门诊部主任", ["department_head", "h2/门诊部"]),
  person("", "葛青崖", "h2/肾内科", "肾内科护士长", ["applicant", "h2/肾内科"]),
  person("", "焦成蹊", "h2/肾内科", "肾内科主任", ["department_head", "h2/肾内科"]),
  person("", "单从云", "h2/护理部", "护理部主任", ["department_head", "h2/护理部"]),
  person("", "袁济川", "h2", "党委书记", ["secretary", "h2"]),
  person("", "喻修竹", "h2", "院长", ["committee_member", "h2"]),
];

/** Offices of the other hospitals that take part in the municipal reviews: h3 … h22. */
export const OFFICE_NAMES = [
  "温如故",
  "骆秋声",
  "关山月",
  "牛知春",
  "项北辰",
  "卜凡一",
  "盖思危",
  "边城雪",
  "燕归来",
  "齐物观",
  "应怀德",
  "杭晚舟",
  "支离远",
  "印月潭",
  "岑夜白",
  "昝思贤",
  "计从容",
  "应天籁",
  "宁致远",
  "步青云",
] as const;
