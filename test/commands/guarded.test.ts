import { beforeAll, expect, it } from "vitest";
import { answerInvitation } from "~/commands/answer-invitation.server";
import { advanceRound } from "~/commands/advance-round.server";
import { castVote } from "~/commands/cast-vote.server";
import { decideItem } from "~/commands/decide-item.server";
import { inviteExperts } from "~/commands/invite-experts.server";
import { openItem } from "~/commands/open-item.server";
import { putOnAgenda } from "~/commands/put-on-agenda.server";
import { recordOpinion } from "~/commands/record-opinion.server";
import { findItem } from "~/data/agenda-items.server";
import { findAttachment } from "~/data/attachments.server";
import { loadDashboard } from "~/data/dashboard.server";
import { loadProjectPage } from "~/data/project-page.server";
import { searchExperts } from "~/data/panels.server";
import { findSignedIn } from "~/data/sessions.server";
import { findRound } from "~/data/rounds.server";
import { revealStanding } from "~/data/standings.server";
import { newId } from "~/data/ids.server";
import { visibleMeetings } from "~/data/meetings.server";
import { Refused } from "~/domain/refusal";
import { makeActor, makeGrant, makeOrganisation, makeSession, NOW } from "#test/factories";
import {
  contextOf,
  makeCommittee,
  makeMeeting,
  makeReviewedProjects,
  openWith,
  type Committee,
} from "#test/factories-committee";
import { makeRound, makeSheets } from "#test/factories-rounds";
import { withDatabase } from "#test/setup/database";

const LINE = { cutLine: { kind: "place", value: 1 } };

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

withDatabase("what a standing tells before the reveal", (held) => {
  let committee: Committee;
  beforeAll(async () => {
    committee = await makeCommittee(held.db);
  });

  const table = async (ids: readonly string[]) => {
    const meetingId = await makeMeeting(held.db, committee);
    const itemId = await putOnAgenda(contextOf(held.db, committee.clerk), {
      meetingId,
      purpose: "establishment",
      title: "立项",
      projects: ids.map((id) => ({ id, proposal: "" })),
      lastPlace: null,
      note: "",
    });
    return { meetingId, itemId };
  };

  /** The round was annulled and scored again: a second generation, frozen and not yet revealed. */
  async function scoreAgain(roundId: string, projectIds: readonly string[]): Promise<void> {
    const { write } = held.db;
    const standingId = newId();
    await write("rounds").where({ id: roundId }).update({ generation: 2, state: "frozen" });
    await write("standings").insert({
      id: standingId,
      cycleId: committee.cycleId,
      roundId,
      version: 2,
      generation: 2,
      rule: "{}",
      rubric: "{}",
      result: "{}",
      digest: "second",
      computedAt: "2024-03-20T00:00:00.000Z",
      revealedAt: null,
      publishedAt: null,
    });
    for (const [at, projectId] of projectIds.entries()) {
      const entry = (await write("entries").where({ projectId }).first("id")) as { id: string };
      await write("standingEntries").insert({
        standingId,
        entryId: entry.id,
        position: at + 1,
        place: projectIds.length - at,
        score: "61.75",
        sheets: 5,
        category: "",
        organisationName: "门诊部",
      });
    }
  }

  it("shows on an item the places of the standing it was voted on, not of a later one", async () => {
    const { ids, roundId } = await makeReviewedProjects(held.db, committee, ["甲项目", "乙项目"]);
    const { meetingId, itemId } = await table(ids);
    await scoreAgain(roundId, ids);
    for (const actor of [committee.clerk, committee.secretary, committee.office]) {
      const item = await findItem(held.db.read, actor, meetingId, itemId);
      expect(item.projects.map(({ place, score }) => [place, score])).toEqual([
        [1, "93.25"],
        [2, "92.25"],
      ]);
    }
  });

  it("does not tell by a button on which side of the cut line a project lies", async () => {
    const refusalsOf = async (revealed: boolean) => {
      const { ids } = await makeReviewedProjects(held.db, committee, ["线上", "线下"], {
        revealed,
        options: LINE,
      });
      const refusals = [];
      for (const id of ids) {
        const page = await loadProjectPage(held.db.read, committee.office, id, NOW);
        const offer = page.offers.find(({ transition }) => transition === "set_aside");
        refusals.push(offer?.refusal?.code);
      }
      return refusals;
    };
    expect(await refusalsOf(false)).toEqual(["not_below_cut_line", "not_below_cut_line"]);
    expect(await refusalsOf(true)).toEqual(["not_below_cut_line", "committee_not_informed"]);
  });
});

withDatabase("a municipal score", (held) => {
  it("does not reach the hospital's project with the reveal, nor wipe the hospital's own", async () => {
    const round = await makeRound(held.db, { kind: "municipal" });
    const home = await makeRound(held.db, { state: "closed" });
    const projectId = home.entries[0]!.projectId;
    await held.db
      .write("projects")
      .where({ id: projectId })
      .update({ score: "88.10", scoreRank: 1 });
    await held.db.write("entries").where({ id: round.entries[0]!.id }).update({ projectId });
    await makeSheets(held.db, round, [
      [
        [235, 245, 315],
        [255, 215, 325],
      ],
      [
        [195, 205, 285],
        [205, 185, 295],
      ],
    ]);
    const press = (actor: typeof round.office, transition: string, expectedState: string) =>
      advanceRound(
        { db: held.db, actor, now: NOW, requestId: "t" },
        { roundId: round.id, transition, expectedState, reason: "重新评分" },
      );
    const project = () => held.db.read("projects").where({ id: projectId }).first("score");
    await press(round.office, "close", "open");
    await press(round.office, "freeze", "closed");
    await press(round.witness, "freeze", "closed");
    await press(round.office, "reveal", "frozen");
    const standing = (await held.db
      .read("standings")
      .where({ roundId: round.id })
      .first("revealedAt")) as { revealedAt: string | null };
    expect(standing.revealedAt).not.toBeNull();
    expect(await project()).toEqual({ score: "88.10" });
  });

  it("still reaches a project from its own hospital's round", async () => {
    const { ids, roundId } = await makeReviewedProjects(
      held.db,
      await makeCommittee(held.db),
      ["本院项目"],
      { revealed: false },
    );
    await held.db.write.transaction((tx) => revealStanding(tx, roundId, NOW));
    expect(await held.db.read("projects").where({ id: ids[0] }).first("score")).toEqual({
      score: "93.25",
    });
  });
});

withDatabase("two at once in a meeting", (held) => {
  let committee: Committee;
  beforeAll(async () => {
    committee = await makeCommittee(held.db);
  });
  const as = (actor = committee.clerk) => contextOf(held.db, actor);
  const everybody = () => [...committee.members, committee.secretary];

  async function tabled(titles: readonly string[]): Promise<string[]> {
    const meetingId = await makeMeeting(held.db, committee);
    const items = [];
    for (const title of titles) {
      const { ids } = await makeReviewedProjects(held.db, committee, [title]);
      items.push(
        await putOnAgenda(as(), {
          meetingId,
          purpose: "establishment",
          title: "",
          projects: ids.map((id) => ({ id, proposal: "" })),
          lastPlace: null,
          note: "",
        }),
      );
    }
    await openWith(held.db, committee, meetingId);
    return items;
  }

  it("open one item, never two", async () => {
    for (let round = 0; round < 3; round += 1) {
      const items = await tabled(["甲", "乙", "丙"]);
      const answers = await Promise.all(items.map((id) => codeOf(openItem(as(), id))));
      expect(answers.filter((code) => code === "done")).toHaveLength(1);
      expect(answers.filter((code) => code === "other_item_open")).toHaveLength(2);
    }
  });

  it("count every vote that is stored, or refuse it", async () => {
    for (let round = 0; round < 3; round += 1) {
      const [itemId = ""] = await tabled(["丁"]);
      await openItem(as(), itemId);
      for (const actor of everybody())
        await recordOpinion(as(actor), { itemId, personId: actor.personId, text: "同意。" });
      const [first, ...others] = committee.members;
      await castVote(as(first), { itemId, personId: first!.personId, choice: "for", ballot: 1 });
      await Promise.all([
        ...others.map((actor) =>
          codeOf(
            castVote(as(actor), { itemId, personId: actor.personId, choice: "for", ballot: 1 }),
          ),
        ),
        codeOf(decideItem(as(), { itemId, ballot: 1, reason: "表决结果", othersNotVoting: true })),
      ]);
      const item = (await held.db.read("agendaItems").where({ id: itemId }).first("ballots")) as {
        ballots: string;
      };
      const [counted] = JSON.parse(item.ballots) as { counts: { for: number } }[];
      const stored = (await held.db.read("agendaVotes").where({ itemId, ballot: 1 })) as unknown[];
      expect(counted?.counts.for).toBe(stored.length);
    }
  });

  it("hear several members who speak at the same moment", async () => {
    const [itemId = ""] = await tabled(["戊"]);
    await openItem(as(), itemId);
    const answers = await Promise.all(
      committee.members.map((actor) =>
        codeOf(recordOpinion(as(actor), { itemId, personId: actor.personId, text: "同意。" })),
      ),
    );
    expect(answers).toEqual(committee.members.map(() => "done"));
  });
});

withDatabase("a frozen round", (held) => {
  it("takes nobody in any more, whose recusals its standing would not have counted", async () => {
    const round = await makeRound(held.db, { state: "closed" });
    await held.db.write("rounds").where({ id: round.id }).update({ state: "frozen" });
    const { actor, memberId } = round.experts[0]!;
    await held.db.write("panelMembers").where({ id: memberId }).update({ status: "invited" });
    const answer = (given: "accepted" | "declined") =>
      codeOf(
        answerInvitation(
          { db: held.db, actor, now: NOW, requestId: "t" },
          { memberId, answer: given, reason: "时间冲突" },
        ),
      );
    expect(await answer("accepted")).toBe("round_frozen_already");
    expect(await answer("declined")).toBe("done");
  });
});

withDatabase("the reach of a hospital", (held) => {
  it("ends before another hospital's list of staff when experts are invited", async () => {
    const round = await makeRound(held.db, { state: "preparing" });
    const other = await makeOrganisation(held.db, { kind: "hospital", name: "邻院" });
    const department = await makeOrganisation(held.db, {
      kind: "department",
      name: "邻院门诊部",
      parentId: other.id,
    });
    const there = (name: string) =>
      makeActor(held.db, {
        organisationId: department.id,
        role: "applicant",
        name,
        username: newId(),
      });
    const stranger = await there("邻院职工");
    const known = await there("邻院评委");
    await makeGrant(held.db, known.personId, "expert", {
      kind: "organisation",
      id: round.hospitalId,
    });
    const office = { db: held.db, actor: round.office, now: NOW, requestId: "t" };
    const record = await findRound(held.db.read, round.office, round.id);
    const found = await searchExperts(held.db.read, record, "邻院");
    expect(found.map(({ name }) => name)).toEqual(["邻院评委"]);
    const invite = (personId: string) =>
      codeOf(inviteExperts(office, { roundId: round.id, personIds: [personId], seat: "member" }));
    expect(await invite(stranger.personId)).toBe("nobody_chosen");
    expect(await invite(known.personId)).toBe("done");
  });

  it("opens files to an expert with the round, and never to a reserve", async () => {
    const round = await makeRound(held.db, { state: "preparing" });
    const { actor, memberId } = round.experts[0]!;
    const id = newId();
    await held.db.write("attachments").insert({
      id,
      subjectKind: "project",
      subjectId: round.entries[0]!.projectId,
      purpose: "application",
      hospitalId: round.hospitalId,
      name: "申报材料.pdf",
      mediaType: "application/pdf",
      size: 1,
      sha256: "",
      storageKey: id,
      uploadedBy: null,
      uploadedAt: NOW,
      removedAt: null,
    });
    const reads = () => codeOf(findAttachment(held.db.read, actor, id));
    expect(await reads()).toBe("not_found");
    await held.db.write("rounds").where({ id: round.id }).update({ state: "open" });
    expect(await reads()).toBe("done");
    await held.db.write("panelMembers").where({ id: memberId }).update({ seat: "reserve" });
    expect(await reads()).toBe("not_found");
  });

  it("is a department where the grant names one, on the overview as in the list", async () => {
    const round = await makeRound(held.db, { entries: 3 });
    const department = await makeOrganisation(held.db, {
      kind: "department",
      name: "分管科室",
      parentId: round.hospitalId,
    });
    await held.db
      .write("projects")
      .where({ id: round.entries[0]!.projectId })
      .update({ departmentId: department.id });
    const leader = (id: string) =>
      makeActor(held.db, {
        organisationId: round.hospitalId,
        role: "leader_in_charge",
        scope: { kind: "organisation", id },
      });
    const totalFor = async (id: string) =>
      (await loadDashboard(held.db.read, await leader(id), null, NOW)).total;
    expect(await totalFor(department.id)).toBe(1);
    expect(await totalFor(round.hospitalId)).toBe(3);
  });

  it("is that of the grant at hand, not of the place where a person is employed", async () => {
    const home = await makeCommittee(held.db, { name: "甲医院" });
    const away = await makeCommittee(held.db, { name: "乙医院" });
    const clerk = await makeActor(held.db, {
      organisationId: home.hospitalId,
      role: "clerk",
      name: "两院秘书",
      scope: { kind: "organisation", id: away.hospitalId },
    });
    await makeMeeting(held.db, home);
    const meetingId = await makeMeeting(held.db, away);
    const token = await makeSession(held.db, clerk, NOW);
    const signedIn = await findSignedIn(held.db, token, NOW, 60);
    expect(signedIn?.actor.hospitalId).toBe(away.hospitalId);
    const seen = (await visibleMeetings(held.db.read, signedIn!.actor).pluck("m.id")) as string[];
    expect(seen).toEqual([meetingId]);
  });
});
