import { useTranslation } from "react-i18next";
import type { Application } from "~/domain/application";
import { compareApplications, type ComparedLine } from "~/domain/application-comparison";
import { Chip } from "~/ui/kit";
import { useNaming, type Names } from "./project-words";

export interface ComparisonProps {
  before: Application;
  after: Application;
  names: Names;
  beforeLabel: string;
  afterLabel: string;
  caption: string;
  onlyChanged?: boolean;
}

/** Two bodies side by side; what stands on one side only is marked, by word and by weight. */
export function Comparison(props: ComparisonProps) {
  const { t } = useTranslation("application");
  const naming = useNaming(props.names);
  const fields = compareApplications(props.before, props.after, naming).filter(
    (one) => !props.onlyChanged || one.changed,
  );
  if (fields.length === 0) return <p className="muted p-4">{t("versions.same")}</p>;
  return (
    <div className="scroll" role="region" tabIndex={0} aria-label={props.caption}>
      <table className="data">
        <caption className="sr-only">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("versions.field")}</th>
            <th scope="col">{props.beforeLabel}</th>
            <th scope="col">{props.afterLabel}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => (
            <tr key={one.field} className={one.changed ? "on" : undefined}>
              <th scope="row">
                {t(`field.${one.field}`)}{" "}
                {one.changed && <Chip tone="warn">{t("versions.changed")}</Chip>}
              </th>
              <td>
                <Lines lines={one.before} />
              </td>
              <td>
                <Lines lines={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lines({ lines }: { lines: readonly ComparedLine[] }) {
  if (lines.length === 0) return <>–</>;
  return (
    <>
      {lines.map((line, index) => (
        <p key={`${index} ${line.text}`}>{line.changed ? <mark>{line.text}</mark> : line.text}</p>
      ))}
    </>
  );
}
