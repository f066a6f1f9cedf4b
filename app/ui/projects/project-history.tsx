import { useTranslation } from "react-i18next";
import { Card, Timeline } from "~/ui/kit";

export interface ProjectHistoryProps {
  applicant: boolean;
  events: readonly {
    id: string;
    at: string;
    by: string | null;
    role: string;
    transition: string;
    fromState: string;
    toState: string;
    reason: string;
  }[];
}

/** Who did what, when, as what and why. */
export function ProjectHistory({ events, applicant }: ProjectHistoryProps) {
  const { t } = useTranslation("projects");
  const reader = applicant ? "applicant" : "staff";
  const state = (key: string) => t(`lifecycle:project.state.${key}.${reader}`);
  const step = (key: string) =>
    key === "create" ? t("history.create") : t(`lifecycle:project.transition.${key}.${reader}`);
  return (
    <Card title={t("history.title")}>
      <Timeline
        items={events.map((event) => {
          const moved = event.fromState !== event.toState;
          const role = t(`people:role.${event.role}`);
          return {
            id: event.id,
            at: event.at,
            title: moved
              ? t("history.moved", {
                  step: step(event.transition),
                  from: state(event.fromState),
                  to: state(event.toState),
                })
              : step(event.transition),
            by: event.by ? t("history.as", { name: event.by, role }) : role,
            note: event.reason,
            main: moved,
          };
        })}
      />
    </Card>
  );
}
