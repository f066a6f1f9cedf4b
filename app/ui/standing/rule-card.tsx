import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ruleFacts } from "~/domain/standing/rule-words";
import type { StandingRule } from "~/domain/standing/types";
import { Card, Notice, useAddress } from "~/ui/kit";

export interface RuleCardProps {
  rule: StandingRule;
  criteria: readonly { key: string; name: string; weight: string }[];
  digest: string;
  version: number;
  mayVerify: boolean;
  verified?: { stored: boolean; recomputed: boolean; brokenChains: number } | null;
}

/** The declared rule in words, and what proves that the result is the one it gave. */
export function RuleCard({ rule, criteria, digest, version, mayVerify, verified }: RuleCardProps) {
  const { t } = useTranslation("standings");
  const address = useAddress();
  return (
    <Card title={t("rule.title")} id="rule">
      <ul className="grid list-disc gap-1 pl-5">
        {ruleFacts(rule, criteria).map(({ key, facts }) => (
          <li key={`${key} ${JSON.stringify(facts)}`}>{t(key, { ...facts })}</li>
        ))}
      </ul>
      <p className="muted mt-2">
        {t("rule.version", { version })} · {t("rule.digest")}{" "}
        <code className="break-all">{digest}</code>
        {mayVerify && (
          <>
            {" "}
            <Link to={`${address({ verify: "1" })}#rule`} className="noprint">
              {t("verify.link")}
            </Link>
          </>
        )}
      </p>
      {verified && (
        <Notice tone={verified.stored && verified.recomputed ? "ok" : "bad"} live>
          <p>{t(verified.stored ? "verify.stored" : "verify.stored_differs")}</p>
          <p>{t(verified.recomputed ? "verify.recomputed" : "verify.recomputed_differs")}</p>
          <p>
            {verified.brokenChains === 0
              ? t("verify.chains")
              : t("verify.chains_broken", { count: verified.brokenChains })}
          </p>
        </Notice>
      )}
    </Card>
  );
}
