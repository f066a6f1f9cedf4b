import { getFormProps, parse, useForm } from "@conform-to/react";
import type { SubmissionResult } from "@conform-to/react";
import i18next from "i18next";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider, initReactI18next } from "react-i18next";
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from "react-router-dom/server";
import { describe, expect, it } from "vitest";
import { refusal } from "~/domain/refusal";
import enCommon from "~/locales/en/common.json";
import enErrors from "~/locales/en/errors.json";
import enShell from "~/locales/en/shell.json";
import zhCommon from "~/locales/zh-CN/common.json";
import zhErrors from "~/locales/zh-CN/errors.json";
import zhShell from "~/locales/zh-CN/shell.json";
import { Chart } from "~/ui/charts";
import { csvAddress } from "~/ui/charts/chart-data";
import * as kit from "~/ui/kit";

const LIFECYCLE = { option: { notice: "公示" }, list_comma: "、" };
const REFUSALS = { zh: { late: "还差：{{what}}" }, en: { late: "Missing: {{what}}" } };

async function render(element: ReactElement, at = "/", language = "zh-CN"): Promise<string> {
  const i18n = i18next.createInstance();
  await i18n.use(initReactI18next).init({
    lng: language,
    interpolation: { escapeValue: false },
    resources: {
      "zh-CN": {
        common: zhCommon,
        errors: zhErrors,
        shell: zhShell,
        refusals: REFUSALS.zh,
        lifecycle: LIFECYCLE,
      },
      en: { common: enCommon, errors: enErrors, shell: enShell, refusals: REFUSALS.en },
    },
  });
  const routes = [{ path: "*", element }];
  const context = await createStaticHandler(routes).query(new Request(`http://kit.test${at}`));
  if (context instanceof Response) throw new Error("the kit does not redirect");
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <StaticRouterProvider
        router={createStaticRouter(routes, context)}
        context={context}
        hydrate={false}
      />
    </I18nextProvider>,
  );
}

/** The first tag of this kind that carries all the given pieces. */
function tag(html: string, ...pieces: string[]): string {
  const found = html.match(/<[^>]+>/g)?.find((one) => pieces.every((piece) => one.includes(piece)));
  return found ?? `no tag with ${pieces.join(" and ")}`;
}

const WRONG: SubmissionResult = {
  status: "error",
  initialValue: { title: "甲", measures: [{ what: "" }, { what: "乙" }] },
  error: { title: ["errors:too_long_max?max=40"], "measures[0].what": ["errors:required"] },
};

function Application({ lastResult }: { lastResult: SubmissionResult }) {
  const [form, fields] = useForm<{ title: string; measures: { what: string }[] }>({
    id: "application",
    lastResult,
  });
  return (
    <form method="post" {...getFormProps(form)}>
      <kit.EnterSubmits />
      <kit.ErrorSummary form={form} labels={{ title: "项目名称", "measures[].what": "措施" }} />
      <kit.TextField meta={fields.title} label="项目名称" hint="不超过 40 个字" required />
      <kit.Repeatable meta={fields.measures} label="措施" ordered max={2}>
        {(item) => <kit.TextAreaField meta={item.getFieldset().what} label="内容" />}
      </kit.Repeatable>
    </form>
  );
}

describe("forms", () => {
  it("lead from every line of the error summary to the field it is about", async () => {
    const html = await render(<Application lastResult={WRONG} />);
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="#application-title">项目名称：最多 40 个字</a>');
    expect(html).toContain('<a href="#application-measures[0].what">措施 第 1 行：请填写</a>');
    expect(tag(html, "<textarea", 'id="application-measures[0].what"')).toContain("aria-invalid");
  });

  it("tie label, hint and error to the control and keep what was typed", async () => {
    const html = await render(<Application lastResult={WRONG} />);
    const input = tag(html, "<input", 'name="title"');
    expect(input).toContain('value="甲"');
    expect(input).toContain('aria-invalid="true"');
    expect(input).toContain(
      'aria-describedby="application-title-error application-title-description"',
    );
    expect(html).toContain('<label for="application-title">项目名称<span class="must">必填</span>');
    expect(tag(html, 'id="application-title-error"')).toContain('class="err"');
    expect(tag(html, 'id="application-title-description"')).toContain('class="hint"');
  });

  it("say nothing when nothing is wrong", async () => {
    const html = await render(<Application lastResult={{ initialValue: { title: "甲" } }} />);
    expect(html).not.toContain('role="alert"');
    expect(html).not.toContain("aria-invalid");
  });

  it("change rows by submit buttons, which need no script, and stop at the limit", async () => {
    const html = await render(<Application lastResult={WRONG} />);
    const remove = tag(html, "<button", 'aria-label="删除第 2 行"');
    expect(remove).toContain('type="submit"');
    expect(remove).toContain('name="__intent__"');
    expect(remove).toContain("formnovalidate");
    expect(remove.replaceAll("&quot;", '"')).toContain(
      '{"type":"remove","payload":{"name":"measures","index":1}}',
    );
    expect(html).toContain("最多 2 行。");
    expect(html).not.toContain("增加一行");
  });

  it("send row changes that the server understands without script", async () => {
    const html = await render(<Application lastResult={WRONG} />);
    const up = tag(html, "<button", 'aria-label="第 2 行上移"').replaceAll("&quot;", '"');
    const body = new URLSearchParams({
      "measures[0].what": "甲",
      "measures[1].what": "乙",
      __intent__: /value="(\{.*\})"/.exec(up)?.[1] ?? "",
    });
    const submission = parse(body, { resolve: (value) => ({ value }) });
    expect(submission.payload).toEqual({ measures: [{ what: "乙" }, { what: "甲" }] });
  });

  it("press the real submit button on Enter, not the first row's remove button", async () => {
    const html = await render(<Application lastResult={WRONG} />);
    expect(tag(html, "<button")).not.toContain("__intent__");
  });

  it("show a refusal of the command in the summary, with its facts", async () => {
    const late = refusal("late", { what: "阶段汇报" }, 409, "stage");
    const html = await render(<kit.ErrorSummary refusal={late} labels={{ stage: "阶段" }} />);
    expect(html).toContain('<a href="#stage">阶段：还差：阶段汇报</a>');
  });
});

describe("refusals", () => {
  it("are told in words, facts that are words of the lifecycle and times included", async () => {
    const facts = { what: "lifecycle:option.notice,甲" };
    const html = await render(<kit.RefusalNotice refusal={refusal("late", facts)} />);
    expect(html).toContain("<p>还差：公示、甲</p>");
  });
});

describe("buttons", () => {
  it("explain below and to the ear why they cannot be pressed, and cannot be", async () => {
    const html = await render(<kit.SubmitButton reason="还差：阶段汇报">申请</kit.SubmitButton>);
    const button = tag(html, "<button");
    expect(button).toContain('type="button"');
    expect(button).toContain("aria-disabled");
    const id = /aria-describedby="([^"]+)"/.exec(button)?.[1] ?? "none";
    expect(html).toContain(`<small id="${id}">还差：阶段汇报</small>`);
  });

  it("of a transition post its name and the state they were drawn for", async () => {
    const html = await render(
      <kit.TransitionButtons
        actionUrl="/projects/p1/transitions"
        state="draft"
        items={[
          {
            transition: "withdraw",
            label: "撤回",
            tone: "bad",
            refusal: null,
            reasonMode: "required",
            consentsGiven: ["负责人"],
          },
          {
            transition: "submit",
            label: "提交",
            refusal: refusal("late", { what: "签字" }),
            reasonMode: "none",
            consentsGiven: [],
          },
        ]}
      />,
    );
    const [first = "", second = ""] = html.split("</details>");
    expect(tag(first, "<form")).toContain('action="/projects/p1/transitions"');
    expect(first).toContain('name="transition" value="withdraw"');
    expect(first).toContain('name="expectedState" value="draft"');
    expect(tag(first, "<textarea", 'name="reason"')).toContain("required");
    expect(second).toContain("已确认：负责人");
    expect(second).toContain("还差：签字");
    expect(second).not.toContain('type="submit"');
  });
});

describe("tables", () => {
  const rows = [{ id: "a", score: 92.7 }];
  const table = (
    <kit.DataTable
      caption="项目"
      rows={rows}
      rowKey={(row) => row.id}
      defaultSort="-score"
      columns={[
        { key: "id", header: "编号", sortKey: "code", heading: true, cell: (row) => row.id },
        { key: "score", header: "得分", sortKey: "score", numeric: true, cell: (row) => row.score },
      ]}
    />
  );

  it("show how they are sorted, sort by links, and start again at the first page", async () => {
    const html = await render(table, "/projects?q=%E8%8D%AF&cursor=abc");
    expect(tag(html, "aria-sort")).toContain('aria-sort="descending"');
    expect(html).toContain('href="/projects?q=%E8%8D%AF&amp;sort=score"');
    expect(html).toContain('href="/projects?q=%E8%8D%AF&amp;sort=code"');
  });

  it("turn the sort round when the sorted column is chosen again", async () => {
    const html = await render(table, "/projects?sort=code");
    expect(tag(html, "aria-sort")).toContain('aria-sort="ascending"');
    expect(html).toContain('href="/projects?sort=-code"');
  });

  it("page by cursors and name a count that was cut off", async () => {
    const html = await render(
      <kit.Pagination
        page={{ next: "n1", previous: null }}
        total={{ count: 10_000, capped: true }}
      />,
      "/projects?q=x",
    );
    expect(html).toContain("共 10,000+ 条");
    expect(html).toContain('href="/projects?q=x&amp;cursor=n1"');
    expect(html).not.toContain("上一页");
  });

  it("filter by a form that keeps the sort and can be cleared", async () => {
    const filters = [
      { name: "state", label: "状态", options: [{ value: "closed", label: "已结题" }] },
    ];
    const html = await render(
      <kit.FilterBar search={{}} filters={filters} />,
      "/projects?q=x&state=closed&sort=-code&cursor=c",
    );
    expect(tag(html, "<form")).toContain('method="get"');
    expect(tag(html, 'name="sort"')).toContain('value="-code"');
    expect(tag(html, 'value="closed"')).toContain("selected");
    expect(html).not.toContain('name="cursor"');
    expect(tag(html, "<a", "/projects?sort=-code")).toContain('href="/projects?sort=-code"');
  });
});

describe("the shell", () => {
  const user = {
    name: "王敏",
    roleLabel: "归口管理部门",
    roles: [
      { grantId: "g1", label: "归口管理部门", current: true },
      { grantId: "g2", label: "申报人", current: false },
    ],
  };
  const shell = (demo: boolean, locale: "zh-CN" | "en" = "zh-CN") => (
    <kit.Shell
      user={user}
      nav={[{ items: [{ to: "/projects", label: "项目", count: 34 }] }]}
      inboxUnread={3}
      demo={demo}
      locale={locale}
    >
      <h1>正文</h1>
    </kit.Shell>
  );

  it("marks demo data, and only demo data", async () => {
    expect(await render(shell(true))).toContain("演示数据");
    expect(await render(shell(false))).not.toContain("演示数据");
  });

  it("switches role, language and signs out by plain forms", async () => {
    const html = await render(shell(false), "/projects?q=x");
    expect(html).toContain('action="/account/role"');
    expect(html).toContain('name="grantId" value="g2"');
    expect(html).toContain('action="/account/language"');
    expect(html).toContain('name="returnTo" value="/projects?q=x"');
    expect(html).toContain('action="/logout"');
    expect(tag(html, "<a", 'href="/projects"')).toContain('aria-current="page"');
  });

  it("is complete in English", async () => {
    const html = await render(shell(true, "en"), "/", "en");
    expect(html).toContain("Demo data");
    expect(html).toContain("Inbox 3");
  });
});

describe("pictures and formats", () => {
  it("send the figures of a chart as an open table, before and without script", async () => {
    const html = await render(
      <Chart
        kind="bar"
        title="各科室"
        data={{ labels: ["药学部"], series: [{ label: "申报", values: [12] }] }}
      />,
    );
    expect(tag(html, "<details")).toContain("open");
    expect(html).toContain('<th scope="row">药学部</th><td class="n">12</td>');
    expect(tag(html, "<canvas")).toContain('aria-label="各科室"');
  });

  it("never hand a spreadsheet a formula", () => {
    const data = { labels: ["=1+1"], series: [{ label: "+x", values: [-3] }] };
    const text = decodeURIComponent(csvAddress(data, "项目"));
    expect(text).toContain("项目,'+x\r\n'=1+1,-3");
  });

  it("write times as clocks in Shanghai show them, alike on server and browser", () => {
    expect(kit.formatDateTime("2026-11-21T17:02:03.004Z", "zh-CN")).toBe("2026-11-22 01:02");
    expect(kit.formatDate("2026-03-04", "en")).toBe("4 Mar 2026");
    expect(kit.toLocalInput("2026-11-21T17:02:03.004Z")).toBe("2026-11-22T01:02");
    expect(kit.formatNumber(1234567.5, 2)).toBe("1,234,567.50");
    expect(kit.formatBytes(3_355_443)).toBe("3.2 MB");
  });
});
