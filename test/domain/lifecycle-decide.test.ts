import { describe, expect, it } from "vitest";
import {
  available,
  type CommonFacts,
  type Consent,
  decide,
  type Decision,
  defaultOptions,
  type EntryFacts,
  entryMachine,
  isRefusal,
  type ObjectionFacts,
  objectionMachine,
  type Presser,
  type ProjectFacts,
  projectMachine,
  type ProjectState,
  type Request,
  type RoundFacts,
  roundMachine,
  type WorkflowOptions,
  workflowOptionsSchema,
} from "~/domain/lifecycle";
import type { Refusal } from "~/domain/refusal";

const lead: Presser = { personId: "p-lead", role: "applicant" };
const head: Presser = { personId: "p-head", role: "department_head" };
const office: Presser = { personId: "p-office", role: "office" };
const witness: Presser = { personId: "p-witness", role: "witness" };
const leader: Presser = { personId: "p-leader", role: "leader_in_charge" };
const qc: Presser = { personId: "p-qc", role: "qc_officer" };
const scheduler: Presser = { personId: "system", role: "system" };

function common<S extends string>(state: S): CommonFacts<S> {
  return {
    state,
    today: "2026-11-23",
    relations: [],
    inScope: true,
    conditions: [],
    consents: {},
    lastEvent: null,
    choices: {},
    resumeTo: null,
  };
}

function project(state: ProjectState, more: Partial<ProjectFacts> = {}): ProjectFacts {
  return {
    ...common(state),
    formMissing: [],
    newVersion: true,
    coSignsMissing: [],
    dueOn: null,
    extensions: 0,
    checklistOpen: [],
    mergeInto: null,
    round: { frozen: false, panel: 7, validSheets: 5, setAside: false, reservesLeft: 0 },
    standingAttached: true,
    belowCutLine: false,
    committeeInformed: true,
    coreGroupMissing: false,
    decision: null,
    noticeEndsOn: "2026-11-20",
    openObjections: 0,
    recheckWritten: true,
    onHold: false,
    amendment: { written: true, aboveThreshold: false, approvedByCommittee: false },
    stageReportsMissing: 0,
    verificationMissing: [],
    closureRoundFrozen: true,
    rectifications: 0,
    packageSealed: true,
    archived: false,
    ...more,
  };
}

const options = (more: Partial<WorkflowOptions> = {}): WorkflowOptions => ({
  ...defaultOptions,
  ...more,
});

function ask(
  facts: ProjectFacts,
  transition: string,
  actor: Presser,
  more: Partial<Request> = {},
  opts: WorkflowOptions = defaultOptions,
): Decision<ProjectState> | Refusal {
  return decide(projectMachine, opts, facts, {
    transition,
    expectedState: facts.state,
    actor,
    reason: "有据可查",
    ...more,
  });
}

function moved<S extends string>(result: Decision<S> | Refusal): Decision<S> {
  if (isRefusal(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

function refused(result: object): [number, string] {
  if (!isRefusal(result)) throw new Error(`not refused: ${JSON.stringify(result)}`);
  return [result.status, result.code];
}

const consent = (party: Consent["party"], personId: string): Consent => ({
  party,
  personId,
  name: personId,
  at: "2026-11-22T02:00:00.000Z",
});

const isLead = { relations: ["lead"] } as const;

describe("a project moves", () => {
  const cases: [string, ProjectFacts, string, Presser, Partial<Request>, ProjectState][] = [
    ["lead submits", project("draft", isLead), "submit", lead, {}, "endorsing"],
    [
      "head endorses",
      project("endorsing", { relations: ["head_of_department"] }),
      "endorse",
      head,
      {},
      "submitted",
    ],
    [
      "leader in charge endorses for a head who leads",
      project("endorsing", { conditions: ["lead_is_head"] }),
      "endorse",
      leader,
      {},
      "submitted",
    ],
    [
      "another department confirms",
      project("endorsing", { relations: ["head_of_cooperating"] }),
      "co_sign",
      head,
      {},
      "endorsing",
    ],
    [
      "head returns",
      project("endorsing", { relations: ["head_of_department"] }),
      "return",
      head,
      {},
      "returned",
    ],
    ["office returns", project("submitted"), "return", office, {}, "returned"],
    [
      "lead resubmits to the office",
      project("returned", { ...isLead, resumeTo: "submitted", dueOn: "2026-11-23" }),
      "resubmit",
      lead,
      {},
      "submitted",
    ],
    [
      "lead resubmits to the department",
      project("returned", { ...isLead, resumeTo: "endorsing" }),
      "resubmit",
      lead,
      {},
      "endorsing",
    ],
    [
      "lead resubmits within the grace",
      project("returned", { ...isLead, resumeTo: "submitted", dueOn: "2026-11-20" }),
      "resubmit",
      lead,
      {},
      "submitted",
    ],
    [
      "the system lets it lapse",
      project("returned", { resumeTo: "submitted", dueOn: "2026-11-19" }),
      "lapse",
      scheduler,
      { via: "system" },
      "not_accepted",
    ],
    ["office accepts", project("submitted"), "accept", office, {}, "accepted"],
    [
      "office takes an acceptance back",
      project("accepted"),
      "reopen_form_check",
      office,
      {},
      "submitted",
    ],
    ["office declines", project("submitted"), "decline", office, {}, "not_accepted"],
    [
      "the round takes it in",
      project("accepted"),
      "open_review",
      office,
      { via: "round" },
      "in_review",
    ],
    ["the round freezes it", project("in_review"), "freeze", witness, { via: "round" }, "reviewed"],
    [
      "a subject set aside freezes without sheets",
      project("in_review", {
        round: { frozen: false, panel: 1, validSheets: 0, setAside: true, reservesLeft: 0 },
      }),
      "freeze",
      witness,
      { via: "round" },
      "reviewed",
    ],
    [
      "an annulled round takes it back",
      project("on_agenda"),
      "score_again",
      witness,
      { via: "round" },
      "in_review",
    ],
    ["clerk tables it", project("reviewed"), "table", office, { via: "meeting" }, "on_agenda"],
    [
      "committee passes",
      project("on_agenda", { decision: "passed" }),
      "pass",
      office,
      { via: "meeting" },
      "approved",
    ],
    [
      "committee defers",
      project("on_agenda", { decision: "deferred" }),
      "defer",
      office,
      { via: "meeting" },
      "reviewed",
    ],
    [
      "committee rejects",
      project("on_agenda", { decision: "rejected" }),
      "reject",
      office,
      { via: "meeting" },
      "not_approved",
    ],
    [
      "no quorum",
      project("on_agenda", { decision: "no_quorum" }),
      "no_quorum",
      office,
      { via: "meeting" },
      "on_agenda",
    ],
    [
      "the notice ends",
      project("approved"),
      "end_notice",
      scheduler,
      { via: "system" },
      "established",
    ],
    [
      "a flawed decision is taken again",
      project("approved", { choices: { flaw: "decision" } }),
      "uphold_objection",
      witness,
      { via: "objection" },
      "on_agenda",
    ],
    [
      "flawed scoring is done again",
      project("approved", { choices: { flaw: "scoring" } }),
      "uphold_objection",
      witness,
      { via: "objection" },
      "accepted",
    ],
    [
      "an unsigned charter is revoked",
      project("established", { dueOn: "2026-11-22" }),
      "lapse_charter",
      office,
      { via: "meeting" },
      "revoked",
    ],
    [
      "office extends once",
      project("evaluating", { dueOn: "2026-11-22" }),
      "extend",
      office,
      {},
      "evaluating",
    ],
    ["office holds", project("executing"), "hold", office, {}, "executing"],
    ["office resumes", project("executing", { onHold: true }), "resume", office, {}, "executing"],
    [
      "lead reports the effect",
      project("executing", isLead),
      "report_effect",
      lead,
      {},
      "evaluating",
    ],
    [
      "committee terminates",
      project("executing"),
      "terminate",
      office,
      { via: "meeting" },
      "terminated",
    ],
    ["quality officer verifies", project("evaluating"), "verify", qc, {}, "closing"],
    [
      "a named outsider verifies",
      project("evaluating", { relations: ["named_verifier"] }),
      "verify",
      lead,
      {},
      "closing",
    ],
    ["quality officer contests", project("evaluating"), "contest", qc, {}, "evaluating"],
    [
      "office stops waiting",
      project("evaluating", { dueOn: "2026-11-01", extensions: 1 }),
      "give_up_waiting",
      office,
      {},
      "closing",
    ],
    ["office orders rectification", project("closing"), "rectify", office, {}, "rectifying"],
    [
      "lead submits the rectified effect",
      project("rectifying", { ...isLead, dueOn: "2026-11-23" }),
      "resubmit_effect",
      lead,
      {},
      "evaluating",
    ],
    ["false data revokes", project("closed"), "revoke", office, { via: "meeting" }, "revoked"],
    ["office archives", project("withdrawn"), "archive", office, {}, "withdrawn"],
  ];

  it.each(cases)("%s", (_name, facts, transition, actor, more, to) => {
    const decision = moved(ask(facts, transition, actor, more));
    expect([decision.to, decision.consentOnly]).toEqual([to, false]);
    expect(decision.event).toMatchObject({
      transition,
      from: facts.state,
      to,
      personId: actor.personId,
    });
  });

  it("remembers where a returned project resumes", () => {
    expect(moved(ask(project("submitted"), "return", office)).resumeTo).toBe("submitted");
    const facts = project("on_agenda", { decision: "revise", choices: { rescoring: "yes" } });
    expect(moved(ask(facts, "revise", office, { via: "meeting" })).resumeTo).toBe("accepted");
    const kept = { ...facts, choices: { rescoring: "no" } };
    expect(moved(ask(kept, "revise", office, { via: "meeting" })).resumeTo).toBe("reviewed");
    const unknown = { ...facts, choices: {} };
    expect(refused(ask(unknown, "revise", office, { via: "meeting" }))).toEqual([
      403,
      "target_unknown",
    ]);
  });

  it("keeps the outcome beside the state", () => {
    const closing = project("closing", { choices: { grade: "excellent" } });
    expect(moved(ask(closing, "grade", office, { via: "meeting" }))).toMatchObject({
      to: "closed",
      outcome: "excellent",
    });
    const late = project("rectifying", { dueOn: "2026-11-22" });
    expect(moved(ask(late, "lapse_rectification", scheduler, { via: "system" }))).toMatchObject({
      to: "closed",
      outcome: "unqualified",
    });
  });

  it("runs the effects of the row and of the state entered, each once", () => {
    expect(
      moved(ask(project("on_agenda", { decision: "passed" }), "pass", office, { via: "meeting" }))
        .effects,
    ).toEqual(["start_notice"]);
    expect(moved(ask(project("executing"), "hold", office)).effects).toEqual(["set_hold"]);
  });
});

describe("options", () => {
  it("a submitted project passes through every step that is switched off", () => {
    const draft = project("draft", isLead);
    const no = { endorsement: false, cooperatingDepartments: false };
    expect(moved(ask(draft, "submit", lead, {}, options(no))).to).toBe("submitted");
    expect(moved(ask(draft, "submit", lead, {}, options({ ...no, formCheck: false }))).to).toBe(
      "accepted",
    );
  });

  it("without a notice a passed project is established at once, and no notice starts", () => {
    const facts = project("on_agenda", { decision: "passed" });
    expect(
      moved(ask(facts, "pass", office, { via: "meeting" }, options({ notice: false }))),
    ).toMatchObject({
      to: "established",
      effects: ["create_charter", "set_due_date"],
    });
  });

  it("a project below the line may be set aside only where a cut line was declared", () => {
    const facts = project("reviewed", { belowCutLine: true });
    expect(refused(ask(facts, "set_aside", office))).toEqual([403, "step_switched_off"]);
    const declared = options({ cutLine: { kind: "place", value: 12 } });
    expect(moved(ask(facts, "set_aside", office, {}, declared))).toMatchObject({
      to: "not_approved",
      outcome: "set_aside",
    });
  });

  it("co-signing cannot be asked where nobody endorses", () => {
    expect(workflowOptionsSchema.safeParse({ endorsement: false }).success).toBe(false);
    expect(workflowOptionsSchema.parse({}).noticeWorkingDays).toBe(5);
  });
});

describe("a project is refused", () => {
  const short = { frozen: false, panel: 4, validSheets: 2, setAside: false, reservesLeft: 1 };
  const cases: [string, ProjectFacts, string, Presser, Partial<Request>, number, string][] = [
    ["an action that does not exist", project("draft"), "fly", lead, {}, 400, "unknown_transition"],
    ["an action of another state", project("draft"), "accept", office, {}, 409, "not_from_here"],
    [
      "an incomplete form",
      project("draft", { ...isLead, formMissing: ["application:title"] }),
      "submit",
      lead,
      {},
      403,
      "form_incomplete",
    ],
    ["somebody else's draft", project("draft"), "submit", lead, {}, 403, "not_your_step"],
    [
      "an office of another hospital",
      project("submitted", { inScope: false }),
      "accept",
      office,
      {},
      403,
      "not_your_step",
    ],
    [
      "an office person's own project",
      project("submitted", isLead),
      "accept",
      office,
      {},
      403,
      "not_your_step",
    ],
    [
      "a head who leads the project",
      project("endorsing", {
        relations: ["lead", "head_of_department"],
        conditions: ["lead_is_head"],
      }),
      "endorse",
      head,
      {},
      403,
      "not_your_step",
    ],
    [
      "the leader in charge where the head may endorse",
      project("endorsing"),
      "endorse",
      leader,
      {},
      403,
      "not_your_step",
    ],
    [
      "missing co-signatures",
      project("endorsing", { relations: ["head_of_department"], coSignsMissing: ["护理部"] }),
      "endorse",
      head,
      {},
      403,
      "co_signs_missing",
    ],
    [
      "a return without a reason",
      project("submitted"),
      "return",
      office,
      { reason: "  " },
      403,
      "reason_required",
    ],
    [
      "resubmitting the same version",
      project("returned", { ...isLead, resumeTo: "submitted", newVersion: false }),
      "resubmit",
      lead,
      {},
      403,
      "nothing_changed",
    ],
    [
      "resubmitting after the grace",
      project("returned", { ...isLead, resumeTo: "submitted", dueOn: "2026-11-19" }),
      "resubmit",
      lead,
      {},
      403,
      "past_due",
    ],
    [
      "lapsing within the grace",
      project("returned", { dueOn: "2026-11-20" }),
      "lapse",
      scheduler,
      { via: "system" },
      403,
      "not_due_yet",
    ],
    [
      "an open checklist",
      project("submitted", { checklistOpen: ["application:lead"] }),
      "accept",
      office,
      {},
      403,
      "checklist_open",
    ],
    [
      "a merge into nothing",
      project("submitted"),
      "merge",
      office,
      {},
      403,
      "merge_target_missing",
    ],
    [
      "withdrawal after the freeze",
      project("in_review", { ...isLead, round: { ...short, frozen: true } }),
      "withdraw",
      lead,
      {},
      403,
      "round_frozen",
    ],
    [
      "too small a panel",
      project("accepted", { round: short }),
      "open_review",
      office,
      { via: "round" },
      403,
      "panel_too_small",
    ],
    [
      "a freeze from the project's page",
      project("in_review"),
      "freeze",
      office,
      {},
      403,
      "carried_out_by_round",
    ],
    [
      "a freeze with too few sheets",
      project("in_review", { round: short }),
      "freeze",
      office,
      { via: "round" },
      403,
      "sheets_too_few",
    ],
    [
      "a carry-over with enough sheets",
      project("in_review"),
      "carry_over",
      office,
      {},
      403,
      "sheets_enough",
    ],
    [
      "a carry-over with reserves left",
      project("in_review", { round: short }),
      "carry_over",
      office,
      {},
      403,
      "reserves_left",
    ],
    [
      "an item without its standing",
      project("reviewed", { standingAttached: false }),
      "table",
      office,
      { via: "meeting" },
      403,
      "standing_not_attached",
    ],
    [
      "a major matter not discussed",
      project("reviewed", { coreGroupMissing: true }),
      "table",
      office,
      { via: "meeting" },
      403,
      "core_group_missing",
    ],
    [
      "a pass before the vote",
      project("on_agenda"),
      "pass",
      office,
      { via: "meeting" },
      403,
      "not_decided",
    ],
    [
      "a pass against the vote",
      project("on_agenda", { decision: "rejected" }),
      "pass",
      office,
      { via: "meeting" },
      403,
      "decided_otherwise",
    ],
    [
      "a vote pressed by a person",
      project("on_agenda", { decision: "passed" }),
      "pass",
      office,
      {},
      403,
      "carried_out_by_meeting",
    ],
    [
      "the last day of the notice",
      project("approved", { noticeEndsOn: "2026-11-23" }),
      "end_notice",
      scheduler,
      { via: "system" },
      403,
      "notice_running",
    ],
    [
      "a notice with an objection",
      project("approved", { openObjections: 1 }),
      "end_notice",
      scheduler,
      { via: "system" },
      403,
      "objections_open",
    ],
    [
      "an upheld objection without recheck",
      project("approved", { recheckWritten: false, choices: { flaw: "decision" } }),
      "uphold_objection",
      office,
      { via: "objection" },
      403,
      "recheck_missing",
    ],
    [
      "signing after the due date",
      project("established", { ...isLead, dueOn: "2026-11-22" }),
      "sign_charter",
      lead,
      {},
      403,
      "past_due",
    ],
    [
      "a second extension",
      project("established", { extensions: 1 }),
      "extend",
      office,
      {},
      403,
      "extended_already",
    ],
    [
      "a hold of what is on hold",
      project("executing", { onHold: true }),
      "hold",
      office,
      {},
      403,
      "on_hold",
    ],
    ["a resume of what is not", project("executing"), "resume", office, {}, 403, "not_on_hold"],
    [
      "an effect report on hold",
      project("executing", { ...isLead, onHold: true }),
      "report_effect",
      lead,
      {},
      403,
      "on_hold",
    ],
    [
      "missing stage reports",
      project("executing", { ...isLead, stageReportsMissing: 2 }),
      "report_effect",
      lead,
      {},
      403,
      "stage_reports_missing",
    ],
    [
      "a member verifying their own effect",
      project("evaluating", { relations: ["member"] }),
      "verify",
      qc,
      {},
      403,
      "not_your_step",
    ],
    [
      "an unfinished verification",
      project("evaluating", { verificationMissing: ["evaluation:period"] }),
      "verify",
      qc,
      {},
      403,
      "verification_incomplete",
    ],
    [
      "giving up without an extension",
      project("evaluating", { dueOn: "2026-11-01" }),
      "give_up_waiting",
      office,
      {},
      403,
      "extend_first",
    ],
    [
      "a grade before the closure round is frozen",
      project("closing", { closureRoundFrozen: false }),
      "grade",
      office,
      { via: "meeting" },
      403,
      "closure_round_not_frozen",
    ],
    [
      "a second rectification",
      project("closing", { rectifications: 1 }),
      "rectify",
      office,
      {},
      403,
      "rectified_already",
    ],
    [
      "an archive without its package",
      project("closed", { packageSealed: false }),
      "archive",
      office,
      {},
      403,
      "package_not_sealed",
    ],
    [
      "a second archive",
      project("closed", { archived: true }),
      "archive",
      office,
      {},
      409,
      "already_archived",
    ],
  ];

  it.each(cases)("%s", (_name, facts, transition, actor, more, status, code) => {
    expect(refused(ask(facts, transition, actor, more))).toEqual([status, code]);
  });

  it("a second press of the same button says who was first, and when", () => {
    const facts = project("accepted", {
      lastEvent: { by: "王芳", at: "2026-11-22T02:42:00.000Z" },
    });
    expect(ask(facts, "accept", office, { expectedState: "submitted" })).toEqual({
      code: "already_moved",
      facts: {
        by: "王芳",
        at: "2026-11-22T02:42:00.000Z",
        state: "lifecycle:project.state.accepted.staff",
      },
      status: 409,
    });
  });

  it("says how many are missing and which", () => {
    const facts = project("draft", {
      ...isLead,
      formMissing: ["application:title", "application:problem"],
    });
    expect(ask(facts, "submit", lead)).toMatchObject({
      facts: { count: 2, missing: "application:title,application:problem" },
    });
  });
});

describe("a step of several parties", () => {
  const established = (more: Partial<ProjectFacts> = {}): ProjectFacts =>
    project("established", { dueOn: "2026-12-20", ...more });

  it("is carried out by the last press; the others are consents", () => {
    const first = moved(ask(established(isLead), "sign_charter", lead));
    expect(first).toMatchObject({
      consentOnly: true,
      to: "established",
      party: "lead",
      awaited: ["endorser", "office"],
      effects: [],
      notify: ["next_party"],
    });
    const consents = { sign_charter: [consent("lead", "p-lead"), consent("endorser", "p-head")] };
    const last = moved(ask(established({ consents }), "sign_charter", office));
    expect(last).toMatchObject({
      consentOnly: false,
      to: "executing",
      party: "office",
      effects: ["freeze_targets"],
    });
  });

  it("needs two people, even where one could stand for both parties", () => {
    const facts = established({
      relations: ["head_of_department"],
      consents: { sign_charter: [consent("lead", "p-head")] },
    });
    expect(refused(ask(facts, "sign_charter", head))).toEqual([403, "one_person_one_party"]);
  });

  it("is not pressed twice by one person, nor twice for one party", () => {
    const consents = { sign_charter: [consent("lead", "p-lead")] };
    expect(refused(ask(established({ ...isLead, consents }), "sign_charter", lead))).toEqual([
      409,
      "already_agreed",
    ]);
    const colleague = { sign_charter: [consent("office", "p-other")] };
    expect(refused(ask(established({ consents: colleague }), "sign_charter", office))).toEqual([
      409,
      "party_agreed_already",
    ]);
  });

  it("names who may when the wrong person presses", () => {
    const consents = { sign_charter: [consent("lead", "p-lead")] };
    expect(ask(established({ consents }), "sign_charter", qc)).toMatchObject({
      code: "not_your_step",
      facts: { who: "lifecycle:party.endorser" },
    });
  });

  it("keeps the order where the table gives one", () => {
    expect(refused(ask(project("executing"), "amend", office))).toEqual([403, "not_your_turn"]);
    const consents = { amend: [consent("lead", "p-lead")] };
    expect(moved(ask(project("executing", { consents }), "amend", office)).effects).toEqual([
      "new_charter_version",
    ]);
  });

  it("lets a large amendment be asked for, and carried out only after the committee", () => {
    const amendment = { written: true, aboveThreshold: true, approvedByCommittee: false };
    expect(
      moved(ask(project("executing", { ...isLead, amendment }), "amend", lead)).consentOnly,
    ).toBe(true);
    const consents = { amend: [consent("lead", "p-lead")] };
    expect(refused(ask(project("executing", { amendment, consents }), "amend", office))).toEqual([
      403,
      "amendment_needs_committee",
    ]);
    const approved = { ...amendment, approvedByCommittee: true };
    expect(
      moved(ask(project("executing", { amendment: approved, consents }), "amend", office))
        .consentOnly,
    ).toBe(false);
  });

  it("does not ask the other lead where one person leads both projects", () => {
    const consents = { merge: [consent("office", "p-office")] };
    const facts = project("submitted", { ...isLead, mergeInto: "2026-07", consents });
    expect(moved(ask(facts, "merge", lead))).toMatchObject({
      consentOnly: true,
      awaited: ["other_lead"],
    });
    expect(moved(ask({ ...facts, conditions: ["same_lead"] }, "merge", lead)).to).toBe("merged");
  });

  it("late withdrawal takes the lead and the office, early withdrawal the lead alone", () => {
    expect(moved(ask(project("submitted", isLead), "withdraw", lead)).to).toBe("withdrawn");
    expect(moved(ask(project("approved", isLead), "withdraw", lead)).consentOnly).toBe(true);
  });
});

describe("available", () => {
  const keys = (facts: ProjectFacts, actor: Presser): [string, string | null][] =>
    available(projectMachine, defaultOptions, facts, actor).map(({ transition, refusal }) => [
      transition,
      refusal?.code ?? null,
    ]);

  it("offers each role its own buttons", () => {
    expect(keys(project("submitted"), office)).toEqual([
      ["return", null],
      ["accept", null],
      ["decline", null],
      ["merge", "merge_target_missing"],
    ]);
    expect(keys(project("submitted", isLead), lead)).toEqual([
      ["merge", "merge_target_missing"],
      ["withdraw", null],
    ]);
    expect(keys(project("submitted"), qc)).toEqual([]);
  });

  it("shows a disabled button to whom the step almost belongs", () => {
    const facts = project("endorsing", {
      relations: ["lead", "head_of_department"],
      conditions: ["lead_is_head"],
    });
    expect(keys(facts, head)).toEqual([
      ["endorse", "not_your_step"],
      ["return", "not_your_step"],
      ["withdraw", null],
    ]);
  });

  it("leaves out what a round or a meeting carries out, and what the cycle does without", () => {
    expect(keys(project("on_agenda"), office)).toEqual([["withdraw", "not_your_turn"]]);
    expect(keys(project("reviewed"), office)).toEqual([["withdraw", "not_your_turn"]]);
  });

  it("tells who has agreed and who is awaited", () => {
    const consents = { sign_charter: [consent("lead", "p-lead")] };
    const [offer] = available(
      projectMachine,
      defaultOptions,
      project("established", { consents }),
      office,
    ).filter(({ transition }) => transition === "sign_charter");
    expect(offer).toMatchObject({
      consentsGiven: [{ party: "lead" }],
      awaited: ["endorser", "office"],
      refusal: null,
    });
  });
});

describe("a round", () => {
  const round = (state: RoundFacts["state"], more: Partial<RoundFacts> = {}): RoundFacts => ({
    ...common(state),
    relations: ["organiser"],
    rubricReady: true,
    subjects: 20,
    panelShort: [],
    sheetsShort: [],
    scoringOrganisers: [],
    closesOn: "2026-11-30",
    lateSheetWaiting: false,
    totalsSeen: false,
    openConflicts: 0,
    ...more,
  });
  const press = (facts: RoundFacts, transition: string, actor: Presser, opts = defaultOptions) =>
    decide(roundMachine, opts, facts, {
      transition,
      expectedState: facts.state,
      actor,
      reason: "理由",
    });

  it("is frozen by the organiser and the witness together", () => {
    expect(moved(press(round("closed"), "freeze", office))).toMatchObject({
      consentOnly: true,
      awaited: ["witness_by_exception"],
    });
    const consents = { freeze: [consent("organiser", "p-office")] };
    expect(
      moved(press(round("closed", { consents, relations: [] }), "freeze", witness)),
    ).toMatchObject({ to: "frozen", effects: ["fix_standing", "move_subjects"] });
  });

  it("waits for the witness by exception only", () => {
    const byException = options({ witnessByException: true });
    expect(
      moved(press(round("closed", { conditions: ["routine"] }), "freeze", office, byException)).to,
    ).toBe("frozen");
    expect(moved(press(round("closed"), "freeze", office, byException)).consentOnly).toBe(true);
  });

  it("is not frozen while a subject is short of sheets or a conflict is open", () => {
    expect(
      refused(press(round("closed", { sheetsShort: ["夜间热线"] }), "freeze", office)),
    ).toEqual([403, "subjects_short_of_sheets"]);
    expect(refused(press(round("closed", { openConflicts: 1 }), "freeze", office))).toEqual([
      403,
      "conflicts_open",
    ]);
  });

  it("is not opened by people who score in it", () => {
    expect(
      refused(press(round("preparing", { scoringOrganisers: ["李明"] }), "open", office)),
    ).toEqual([403, "organiser_on_panel"]);
  });

  it("takes a late sheet only before anyone saw totals", () => {
    const late = round("closed", { lateSheetWaiting: true });
    expect(moved(press(late, "take_late_sheet", office)).consentOnly).toBe(true);
    expect(refused(press({ ...late, totalsSeen: true }, "take_late_sheet", office))).toEqual([
      403,
      "totals_seen",
    ]);
    expect(refused(press({ ...late, state: "frozen" }, "take_late_sheet", office))).toEqual([
      409,
      "not_from_here",
    ]);
  });

  it("is annulled into a new generation by two", () => {
    const consents = { annul: [consent("organiser", "p-office")] };
    expect(moved(press(round("revealed", { consents }), "annul", witness))).toMatchObject({
      to: "open",
      effects: ["annul_round", "move_subjects"],
    });
  });
});

describe("entries and objections", () => {
  const entry = (state: EntryFacts["state"], more: Partial<EntryFacts> = {}): EntryFacts => ({
    ...common(state),
    relations: ["own_hospital"],
    formMissing: [],
    organisationEntries: 2,
    cycleState: "collecting",
    dueOn: null,
    validSheets: 15,
    ...more,
  });
  const press = (
    facts: EntryFacts,
    transition: string,
    actor: Presser,
    more: Partial<Request> = {},
    opts = defaultOptions,
  ) =>
    decide(entryMachine, opts, facts, {
      transition,
      expectedState: facts.state,
      actor,
      reason: "理由",
      ...more,
    });

  it("a hospital nominates as many as the cycle asks for", () => {
    expect(moved(press(entry("draft"), "nominate", office)).to).toBe("nominated");
    expect(refused(press(entry("draft", { organisationEntries: 3 }), "nominate", office))).toEqual([
      403,
      "entries_used_up",
    ]);
    const free = options({ entriesPerOrganisation: null });
    expect(
      moved(press(entry("draft", { organisationEntries: 40 }), "nominate", office, {}, free)).to,
    ).toBe("nominated");
  });

  it("a hospital's office does not qualify its own entry", () => {
    expect(refused(press(entry("nominated"), "qualify", office))).toEqual([403, "not_your_step"]);
  });

  it("an entry is scored without presenting only where there is no defence", () => {
    expect(refused(press(entry("scheduled"), "score", office, { via: "round" }))).toEqual([
      403,
      "not_presented",
    ]);
    const desk = options({ defence: false });
    expect(moved(press(entry("scheduled"), "score", office, { via: "round" }, desk)).to).toBe(
      "scored",
    );
    expect(moved(press(entry("scored"), "score_again", office, { via: "round" }, desk)).to).toBe(
      "scheduled",
    );
    expect(moved(press(entry("scored"), "score_again", office, { via: "round" })).to).toBe(
      "presented",
    );
  });

  it("an objection is upheld by two, with the flaw named", () => {
    const facts: ObjectionFacts = {
      ...common("checking"),
      relations: ["organiser"],
      recheckWritten: true,
    };
    const uphold = (more: Partial<ObjectionFacts>, actor: Presser) =>
      decide(
        objectionMachine,
        defaultOptions,
        { ...facts, ...more },
        { transition: "uphold", expectedState: "checking", actor, reason: "评分有误" },
      );
    expect(refused(uphold({}, office))).toEqual([403, "flaw_missing"]);
    const choices = { flaw: "scoring" };
    expect(moved(uphold({ choices }, office)).consentOnly).toBe(true);
    const consents = { uphold: [consent("organiser", "p-office")] };
    expect(moved(uphold({ choices, consents }, witness)).to).toBe("upheld");
  });
});
