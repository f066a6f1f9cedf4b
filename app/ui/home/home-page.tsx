import { useTranslation } from "react-i18next";
import { PageHeader } from "~/ui/kit";

export function HomePage() {
  const { t } = useTranslation("home");
  return <PageHeader title={t("title")} />;
}
