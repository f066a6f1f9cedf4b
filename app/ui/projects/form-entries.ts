/** A form value as the fields that a form would post for it: `measures[0].text`, ticked boxes as "on". */
export function formEntries(value: unknown, name = ""): [string, string][] {
  if (typeof value === "string") return value === "" ? [] : [[name, value]];
  if (typeof value === "number") return [[name, String(value)]];
  if (typeof value === "boolean") return value ? [[name, "on"]] : [];
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) => formEntries(one, `${name}[${index}]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) =>
    formEntries(part, name === "" ? key : `${name}.${key}`),
  );
}
