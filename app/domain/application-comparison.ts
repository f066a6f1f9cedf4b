import type { Application } from "./application";
import { APPLICATION_FIELDS, type ApplicationField } from "./application-fields";

/** One line of a field: a paragraph, a row of a table, a ticked box. */
export interface ComparedLine {
  readonly text: string;
  /** Stands on one side only. */
  readonly changed: boolean;
}

export interface ComparedField {
  readonly field: ApplicationField;
  readonly changed: boolean;
  readonly before: readonly ComparedLine[];
  readonly after: readonly ComparedLine[];
}

/** Words for what a body holds as an id or a key; what it does not know it gives back. */
export type Naming = (
  kind: "organisation" | "person" | "category" | "source" | "flag",
  key: string,
) => string;

/**
 * Two bodies of one application field by field, for a page that shows them side by side. A line is
 * marked when the other side does not hold it; the order of rows alone is no change of a line.
 */
export function compareApplications(
  before: Application,
  after: Application,
  name: Naming = (_kind, key) => key,
): ComparedField[] {
  return APPLICATION_FIELDS.map((field) => {
    const left = linesOf(before, field, name);
    const right = linesOf(after, field, name);
    const mark = (lines: readonly string[], others: readonly string[]) =>
      lines.map((text) => ({ text, changed: !others.includes(text) }));
    return {
      field,
      changed: left.join("\n") !== right.join("\n"),
      before: mark(left, right),
      after: mark(right, left),
    };
  });
}

const row = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" · ");

/** The lines of a field, empty ones left out: also what the read view and the exports show. */
export function linesOf(body: Application, field: ApplicationField, name: Naming): string[] {
  const lines = ((): readonly string[] => {
    switch (field) {
      case "measures":
        return body.measures.map((one) => row(one.text, one.owner, one.dueOn));
      case "helpers":
        return body.noHelpers
          ? [name("flag", "no_helpers")]
          : body.helpers.map((id) => name("organisation", id));
      case "category":
        return [body.category && name("category", body.category)];
      case "source":
        return [body.source && name("source", body.source)];
      case "baseline": {
        const { numerator, denominator, period, source } = body.baseline;
        return [row(numerator && denominator && `${numerator} / ${denominator}`, period, source)];
      }
      case "targets":
        return body.targets.map((one) =>
          row(one.indicator, [one.baseline, one.target].filter((part) => part !== "").join(" → ")),
        );
      case "milestones":
        return body.milestones.map((one) => row(one.title, one.owner, one.plannedOn));
      case "members":
        return body.members.map((one) =>
          row(one.personId && name("person", one.personId), one.duty),
        );
      case "majorMatter":
      case "secretaryProject":
        return [name("flag", body[field] ? "yes" : "no")];
      default:
        return body[field].split("\n");
    }
  })();
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
