import type { Category } from "~/domain/cycle";

/** The seven categories of the published municipal review, with the number of its entries in each. */
export const CATEGORY_COUNTS = {
  medical_service: 32,
  staff: 11,
  facilities: 8,
  quality: 5,
  resources: 5,
  policy: 3,
  other: 2,
} as const;
export type CategoryKey = keyof typeof CATEGORY_COUNTS;

const NAMES: Readonly<Record<CategoryKey, string>> = {
  medical_service: "医疗服务",
  staff: "医务人员",
  facilities: "设备设施及后勤",
  quality: "医疗质量及医患纠纷",
  resources: "医疗资源",
  policy: "医疗政策",
  other: "其他",
};

export const CATEGORY_KEYS = Object.keys(CATEGORY_COUNTS) as CategoryKey[];
export const CATEGORIES: readonly Category[] = CATEGORY_KEYS.map((key) => ({
  key,
  name: NAMES[key],
}));
