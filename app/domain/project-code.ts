/**
 * The number of a project, given once when the draft is made: `2024-07-003` is the third draft of
 * department 07 in the cycle of 2024. It orders by year, department and age as text, is said easily on
 * the phone, and never changes, even when the project moves on to another department or cycle step.
 * The department's two digits are its own code when that is a number, else its place in the hospital's
 * list.
 */
export function codePrefix(year: number, department: { code: string; position: number }): string {
  const own = /^\d{1,3}$/.test(department.code) ? Number(department.code) : department.position;
  return `${year}-${String(own).padStart(2, "0")}-`;
}

/** The next code after those already given under the prefix; numbers are not used again. */
export function nextCode(prefix: string, given: readonly string[]): string {
  const numbers = given
    .filter((code) => code.startsWith(prefix))
    .map((code) => Number(code.slice(prefix.length)))
    .filter(Number.isInteger);
  return prefix + String(Math.max(0, ...numbers) + 1).padStart(3, "0");
}
