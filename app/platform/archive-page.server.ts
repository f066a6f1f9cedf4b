import type { ArchiveRecord } from "~/data/archive-record.server";
import { APPLICATION_FIELDS } from "~/domain/application-fields";
import { linesOf, type Naming } from "~/domain/application-comparison";
import { targetResults } from "~/domain/closure";
import { CLOSURE_FIELDS, figureOf, REPORT_FIELDS } from "~/domain/execution-terms";
import { stateLabel, transitionLabel } from "~/domain/lifecycle/machine";
import { shanghaiMinute } from "~/domain/working-days";

type Translate = (key: string, facts?: Record<string, unknown>) => string;
type Cell = string | number | null;

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const safe = (cell: Cell) => String(cell ?? "–").replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
const figure = (value: number | null) => (value === null ? null : Number(value.toFixed(2)));
const at = (iso: string | null) => (iso === null ? null : shanghaiMinute(iso));

function table(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return "<p>–</p>";
  const head = headers.map((one) => `<th scope="col">${safe(one)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${safe(cell)}</td>`).join("")}</tr>`)
    .join("\n");
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

const section = (title: string, ...parts: readonly string[]) =>
  `<section><h2>${safe(title)}</h2>\n${parts.join("\n")}\n</section>`;

const pairs = (rows: readonly (readonly [string, Cell])[]) =>
  `<dl>${rows
    .filter(([, value]) => value !== null && value !== "")
    .map(([term, value]) => `<dt>${safe(term)}</dt><dd>${safe(value)}</dd>`)
    .join("")}</dl>`;

const STYLE =
  "body{font:14px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d1d1b}" +
  "table{border-collapse:collapse;width:100%}th,td{border:1px solid #dfded8;padding:4px 8px;text-align:left;vertical-align:top}" +
  "dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}h2{border-bottom:1px solid #dfded8}";

/** One page that tells the whole project without the portal, the network or script. */
export function archivePage(record: ArchiveRecord, t: Translate): string {
  const { project } = record;
  const state = t(stateLabel("project", project.state));
  const parts = [
    head(record, t, state),
    ...record.applications
      .slice(-1)
      .map(({ number, body }) =>
        section(
          t("closure:archive.application", { version: number }),
          pairs(
            APPLICATION_FIELDS.map((field) => [
              t(`application:field.${field}`),
              linesOf(body, field, naming(record, t)).join("\n"),
            ]),
          ),
        ),
      ),
    ...charters(record, t),
    section(
      t("execution:milestones.title"),
      table(
        ["title", "owner", "planned", "done", "progress", "note"].map((key) =>
          t(`execution:milestones.${key}`),
        ),
        record.milestones.map((one) => [
          one.title,
          one.owner,
          one.plannedOn,
          one.doneOn,
          `${one.progress}%`,
          one.note,
        ]),
      ),
    ),
    ...reports(record, t),
    ...effects(record, t),
    closure(record, t),
    history(record, t),
    files(record, t),
  ];
  const title = `${project.code} ${project.title}`;
  return `<!doctype html>
<html lang="${t("closure:archive.language")}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title><style>${STYLE}</style></head>
<body><h1>${safe(title)}</h1>
${parts.join("\n")}
</body></html>
`;
}

function head(record: ArchiveRecord, t: Translate, state: string): string {
  const { project } = record;
  const outcome = project.outcome === "" ? null : t(`closure:outcome.${project.outcome}`);
  return pairs([
    [t("closure:archive.hospital"), record.hospitalName],
    [t("closure:archive.department"), record.departmentName],
    [t("closure:archive.lead"), record.leadName],
    [t("closure:archive.state"), outcome === null ? state : `${state} · ${outcome}`],
    [
      t("effect:verification.title"),
      project.isUnverified === 1 ? t("effect:state.unverified") : null,
    ],
  ]);
}

const naming =
  (record: ArchiveRecord, t: Translate): Naming =>
  (kind, key) => {
    if (kind === "source") return t(`application:source.${key}`);
    return kind === "flag" ? t(`application:${key}`) : (record.names[key] ?? key);
  };

const charters = (record: ArchiveRecord, t: Translate) =>
  record.charters.map((charter) =>
    section(
      t("execution:charter.version", { version: charter.version }),
      pairs([
        [t("execution:charter.signed_at"), at(charter.signedAt)],
        [t("execution:charter.digest"), charter.digest],
        [t("charter:field.budget"), charter.body.budget],
      ]),
      table(
        ["indicator", "definition", "baseline", "target"].map((key) => t(`charter:target.${key}`)),
        charter.body.targets.map((one) => [
          one.indicator,
          one.definition,
          `${one.baseline.numerator} / ${one.baseline.denominator} (${
            figure(figureOf(one.unit, one.baseline.numerator, one.baseline.denominator)) ??
            t("effect:no_data")
          }) · ${one.baseline.period} · ${one.baseline.source}`,
          `${one.direction === "down" ? "≤" : "≥"} ${t(`charter:amount.${one.unit}`, { value: one.target })}`,
        ]),
      ),
    ),
  );

const reports = (record: ArchiveRecord, t: Translate) =>
  record.reports.map((report) =>
    section(
      report.title,
      pairs([
        [t("execution:reports.state"), t(`execution:report_state.${report.state}`)],
        [t("execution:reports.excuse"), report.excuse],
        ...REPORT_FIELDS.filter((field) => field !== "indicators").map(
          (field) => [t(`execution:report.${field}`), report.body?.[field] ?? ""] as const,
        ),
        [t("execution:reports.opinion"), report.qualityOpinion],
      ]),
      table(
        [
          t("charter:target.indicator"),
          t("charter:target.numerator"),
          t("charter:target.denominator"),
          t("execution:report.note"),
        ],
        (report.body?.indicators ?? []).map((one) => [
          one.indicator,
          one.numerator,
          one.denominator,
          one.note,
        ]),
      ),
    ),
  );

const effects = (record: ArchiveRecord, t: Translate) =>
  record.effects.map((effect) =>
    section(
      t("effect:version", { version: effect.version }),
      table(
        ["indicators", "before", "after", "exclusions"].map((key) => t(`effect:field.${key}`)),
        effect.body.indicators.map((one) => [
          `${one.indicator}: ${one.definition}`,
          ...([one.before, one.after] as const).map(
            (side) =>
              `${side.numerator} / ${side.denominator} · ${side.from} – ${side.to} · ${side.source}`,
          ),
          one.exclusions,
        ]),
      ),
      pairs([
        [t("effect:field.confounders"), effect.body.confounders],
        [t("effect:field.sideEffects"), effect.body.sideEffects],
        [t("effect:field.sustainability"), effect.body.sustainability],
        [t("effect:verification.title"), t(`effect:state.${effect.state}`)],
        [t("effect:verification.by"), effect.verifiedByName],
        [t("effect:field.finding"), effect.finding],
      ]),
    ),
  );

function closure(record: ArchiveRecord, t: Translate): string {
  const report = record.closure;
  const charter = record.charters.at(-1);
  if (!report || !charter) return "";
  const { body } = report;
  return section(
    t("closure:report.title"),
    table(
      ["indicator", "target", "actual", "reached"].map((key) => t(`closure:result.${key}`)),
      targetResults(charter.body, body).map((one) => [
        one.indicator,
        one.target,
        figure(one.actual) ?? t("effect:no_data"),
        t(`closure:reached.${one.reached === null ? "unknown" : one.reached ? "yes" : "no"}`),
      ]),
    ),
    pairs([
      ...CLOSURE_FIELDS.filter((field) => field !== "actuals" && field !== "outputs").map(
        (field) => [t(`closure:field.${field}`), body[field]] as const,
      ),
      [
        t("closure:field.outputs"),
        body.outputs.map((one) => `${t(`closure:output.${one.kind}`)}: ${one.title}`).join("\n"),
      ],
    ]),
  );
}

const history = (record: ArchiveRecord, t: Translate) =>
  section(
    t("closure:archive.history"),
    table(
      ["at", "by", "step", "state", "reason"].map((key) => t(`closure:event.${key}`)),
      record.events.map((one) => [
        at(one.at),
        one.by,
        t(transitionLabel("project", one.transition)),
        t(stateLabel("project", one.toState)),
        one.reason,
      ]),
    ),
  );

function files(record: ArchiveRecord, t: Translate): string {
  const rows = record.attachments.map(
    (one) =>
      `<li><a href="attachments/${encodeURIComponent(`${one.id}-${one.name}`)}">${safe(one.name)}</a> <small>SHA-256 ${safe(one.sha256)}</small></li>`,
  );
  return section(
    t("closure:archive.attachments"),
    rows.length > 0 ? `<ul>${rows.join("\n")}</ul>` : "<p>–</p>",
  );
}
