import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { castVote } from "~/commands/cast-vote.server";
import { closeMeeting } from "~/commands/close-meeting.server";
import { decideItem } from "~/commands/decide-item.server";
import { openItem } from "~/commands/open-item.server";
import { openMeeting } from "~/commands/open-meeting.server";
import { putMotion } from "~/commands/put-motion.server";
import { putOnAgenda, takeUpProposal } from "~/commands/put-on-agenda.server";
import { recordAttendance } from "~/commands/record-attendance.server";
import { recordOpinion } from "~/commands/record-opinion.server";
import { singleOut } from "~/commands/single-out.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { NOW } from "#test/factories";
import {
  contextOf,
  makeCommittee,
  makeMeeting,
  makeReviewedProjects,
  openWith,
  type Committee,
} from "#test/factories-committee";
import { withDatabase, type Held } from "#test/setup/database";

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** Short sentences about one committee at work. */
function inTheRoom(held: Held, committee: Committee) {
  const as = (actor: Actor, now = NOW) => contextOf(held.db, actor, now);
  return {
    table: (meetingId: string, ids: readonly string[], lastPlace: number | null = null) =>
      putOnAgenda(as(committee.clerk), {
        meetingId,
        purpose: "establishment",
        title: "",
        projects: ids.map((id) => ({ id, proposal: "" })),
        lastPlace,
        note: "",
      }),
    speak: async (itemId: string, actors: readonly Actor[]) => {
      for (const actor of actors)
        await recordOpinion(as(actor), {
          itemId,
          personId: actor.personId,
          text: "同意立项，请落实措施。",
        });
    },
    vote: (itemId: string, actor: Actor, choice: string, ballot = 1) =>
      castVote(as(actor), { itemId, personId: actor.personId, choice, ballot }),
    decide: (
      itemId: string,
      more: { reason?: string; ballot?: number; others?: boolean; now?: string } = {},
    ) =>
      decideItem(as(committee.clerk, more.now ?? NOW), {
        itemId,
        ballot: more.ballot ?? 1,
        reason: more.reason ?? "",
        othersNotVoting: more.others ?? false,
      }),
    stateOf: async (id: string) =>
      ((await held.db.read("projects").where({ id }).first("state")) as { state: string }).state,
    as,
  };
}

withDatabase("a meeting of the committee", (held) => {
  let committee: Committee;
  let room: ReturnType<typeof inTheRoom>;
  let meetingId: string;
  const everybody = () => [...committee.members, committee.secretary];

  beforeAll(async () => {
    committee = await makeCommittee(held.db);
    room = inTheRoom(held, committee);
  });
  beforeEach(async () => {
    meetingId = await makeMeeting(held.db, committee);
  });

  /** One project, everybody there, everybody heard. */
  async function readyToVote(
    away: readonly Actor[] = [],
  ): Promise<{ itemId: string; projectId: string }> {
    const { ids } = await makeReviewedProjects(held.db, committee, ["降低门诊预约等候"]);
    const itemId = await room.table(meetingId, ids);
    await openWith(held.db, committee, meetingId, away);
    await openItem(room.as(committee.clerk), itemId);
    await room.speak(
      itemId,
      everybody().filter((actor) => !away.includes(actor)),
    );
    return { itemId, projectId: ids[0] ?? "" };
  }

  it("invites whoever holds a seat, the secretary as the last to speak", async () => {
    const seats = await held.db.read("meetingAttendance").where({ meetingId }).orderBy("position");
    expect(seats.map(({ seat }: { seat: string }) => seat)).toEqual([
      ...committee.members.map(() => "member"),
      "secretary",
    ]);
  });

  it("puts a reviewed project on the agenda with the digest of its frozen standing", async () => {
    const { ids, digest } = await makeReviewedProjects(held.db, committee, ["一站式退费"]);
    const itemId = await room.table(meetingId, ids);
    expect(await room.stateOf(ids[0] ?? "")).toBe("on_agenda");
    const item = (await held.db.read("agendaItems").where({ id: itemId }).first()) as Record<
      string,
      unknown
    >;
    expect(item).toMatchObject({ standingDigest: digest, state: "pending", title: "一站式退费" });
  });

  it("takes what the office brings as a proposal, which the clerk takes up", async () => {
    const { ids } = await makeReviewedProjects(held.db, committee, ["夜间急诊导诊"]);
    const itemId = await putOnAgenda(room.as(committee.office), {
      meetingId,
      purpose: "establishment",
      title: "",
      projects: [{ id: ids[0] ?? "", proposal: "" }],
      lastPlace: null,
      note: "",
    });
    expect(await room.stateOf(ids[0] ?? "")).toBe("reviewed");
    await takeUpProposal(room.as(committee.clerk), itemId);
    expect(await room.stateOf(ids[0] ?? "")).toBe("on_agenda");
  });

  it("refuses to open without a quorum, and to add items once it is open", async () => {
    const { ids } = await makeReviewedProjects(held.db, committee, ["床旁结算", "病案邮寄"]);
    await room.table(meetingId, [ids[0] ?? ""]);
    await recordAttendance(room.as(committee.clerk), {
      meetingId,
      people: everybody()
        .slice(0, 2)
        .map(({ personId }) => ({ personId, status: "present", leaveReason: "" })),
    });
    expect(await refusalOf(openMeeting(room.as(committee.clerk), meetingId))).toBe("no_quorum");
    await openWith(held.db, committee, meetingId);
    expect(await refusalOf(room.table(meetingId, [ids[1] ?? ""]))).toBe("agenda_fixed");
    expect(await refusalOf(openMeeting(room.as(committee.clerk), meetingId))).toBe("meeting_begun");
  });

  it("hears the secretary last and nobody twice, and only in their own name", async () => {
    const { ids } = await makeReviewedProjects(held.db, committee, ["检查集中预约"]);
    const itemId = await room.table(meetingId, ids);
    await openWith(held.db, committee, meetingId);
    await openItem(room.as(committee.clerk), itemId);
    const say = (by: Actor, personId: string) =>
      recordOpinion(room.as(by), { itemId, personId, text: "同意" });
    const [first, second] = committee.members as [Actor, Actor];
    expect(await refusalOf(say(committee.secretary, committee.secretary.personId))).toBe(
      "secretary_speaks_last",
    );
    expect(await refusalOf(say(first, second.personId))).toBe("only_for_yourself");
    await say(first, first.personId);
    expect(await refusalOf(say(first, first.personId))).toBe("spoken_already");
    expect(await refusalOf(room.vote(itemId, first, "for"))).toBe("opinions_missing");
    await say(committee.clerk, second.personId); // entered for the member 代录
    expect(await refusalOf(say(committee.office, second.personId))).toBe("not_permitted");
  });

  it("takes one vote from each member who is there, and the secretary's last", async () => {
    const absent = committee.members[3] as Actor;
    const { itemId } = await readyToVote([absent]);
    const first = committee.members[0] as Actor;
    expect(await refusalOf(room.vote(itemId, committee.secretary, "for"))).toBe(
      "secretary_votes_last",
    );
    expect(await refusalOf(room.vote(itemId, absent, "for"))).toBe("member_absent");
    expect(
      await refusalOf(
        castVote(room.as(committee.clerk), {
          itemId,
          personId: absent.personId,
          choice: "for",
          ballot: 1,
        }),
      ),
    ).toBe("member_absent");
    await room.vote(itemId, first, "for");
    expect(await refusalOf(room.vote(itemId, first, "against"))).toBe("voted_already");
    await expect(
      held.db.write("agendaVotes").where({ itemId }).update({ choice: "against" }),
    ).rejects.toThrow(/append-only/);
    const one = { personId: first.personId, status: "leave" as const, leaveReason: "" };
    expect(
      await refusalOf(recordAttendance(room.as(committee.clerk), { meetingId, people: [one] })),
    ).toBe("has_voted_here");
  });

  it("passes only with more than half of the members eligible, not of those present", async () => {
    const away = committee.members.slice(2);
    const { itemId, projectId } = await readyToVote(away); // 3 of 5 are there; 2 of 3 would be a majority of them
    await room.vote(itemId, committee.members[0] as Actor, "for");
    await room.vote(itemId, committee.members[1] as Actor, "for");
    expect(await refusalOf(room.decide(itemId))).toBe("votes_missing");
    await room.vote(itemId, committee.secretary, "abstain");
    expect(await refusalOf(room.decide(itemId))).toBe("reason_required");
    expect(await room.decide(itemId, { reason: "赞成票未过应到半数" })).toBe("rejected");
    expect(await room.stateOf(projectId)).toBe("not_approved");
    expect(await refusalOf(room.decide(itemId, { reason: "再来一次" }))).toBe(
      "item_decided_already",
    );
  });

  it("puts what was passed in one public notice of the meeting, its days counted by the calendar", async () => {
    await held.db.write("holidays").insert([
      { date: "2024-03-06", kind: "off", name: "院庆" },
      { date: "2024-03-09", kind: "work", name: "调休" },
    ]);
    const { ids } = await makeReviewedProjects(held.db, committee, ["甲项目", "乙项目"]);
    const items = [
      await room.table(meetingId, [ids[0] ?? ""]),
      await room.table(meetingId, [ids[1] ?? ""]),
    ];
    await openWith(held.db, committee, meetingId);
    for (const itemId of items) {
      await openItem(room.as(committee.clerk), itemId);
      await room.speak(itemId, everybody());
      for (const actor of everybody()) await room.vote(itemId, actor, "for");
      expect(await room.decide(itemId)).toBe("passed");
    }
    const notices = await held.db.read("notices").where({ meetingId });
    // Monday the 4th; 5, 7, 8, 9 (make-up Saturday) and Monday the 11th are the five working days.
    expect(notices).toMatchObject([
      { startsOn: "2024-03-04", endsOn: "2024-03-11", state: "open" },
    ]);
    const listed = await held.db
      .read("noticeProjects")
      .where({ noticeId: (notices[0] as { id: string }).id });
    expect(listed).toHaveLength(2);
    await held.db.write("holidays").delete();
  });

  describe("with a list", () => {
    it("decides a list by its cut line and a project taken out of it by its own vote", async () => {
      const { ids } = await makeReviewedProjects(held.db, committee, [
        "一号",
        "二号",
        "三号",
        "四号",
      ]);
      const listId = await room.table(meetingId, ids, 2);
      const singleId = await singleOut(room.as(committee.clerk), {
        itemId: listId,
        projectId: ids[1] ?? "",
      });
      await openWith(held.db, committee, meetingId);
      for (const [itemId, choice] of [
        [listId, "for"],
        [singleId, "against"],
      ] as const) {
        await openItem(room.as(committee.clerk), itemId);
        await room.speak(itemId, everybody());
        for (const actor of everybody()) await room.vote(itemId, actor, choice);
        await room.decide(itemId, { reason: "入围线以下及单列未过半" });
      }
      expect(await Promise.all(ids.map((id) => room.stateOf(id)))).toEqual([
        "approved",
        "not_approved",
        "not_approved",
        "not_approved",
      ]);
      expect(
        await refusalOf(
          singleOut(room.as(committee.clerk), { itemId: listId, projectId: ids[0] ?? "" }),
        ),
      ).toBe("list_opened");
    });

    it("draws no line by the places of a standing that was not revealed", async () => {
      const { ids } = await makeReviewedProjects(held.db, committee, ["五号", "六号"], {
        revealed: false,
      });
      expect(await refusalOf(room.table(meetingId, ids, 1))).toBe("standing_unrevealed");
      expect(await refusalOf(room.table(meetingId, ids))).toBe("done");
    });
  });

  it("starts another ballot when a motion to defer fails", async () => {
    const { itemId, projectId } = await readyToVote();
    await putMotion(room.as(committee.clerk), { itemId, motion: "defer" });
    for (const actor of everybody()) await room.vote(itemId, actor, "against");
    expect(await room.decide(itemId)).toBeNull();
    expect(await refusalOf(room.vote(itemId, committee.members[0] as Actor, "for", 1))).toBe(
      "ballot_over",
    );
    for (const actor of everybody()) await room.vote(itemId, actor, "for", 2);
    expect(await room.decide(itemId, { ballot: 2 })).toBe("passed");
    expect(await room.stateOf(projectId)).toBe("approved");
  });

  it("defers with a reason, and the project can be put on a later agenda", async () => {
    const { itemId, projectId } = await readyToVote();
    await putMotion(room.as(committee.clerk), { itemId, motion: "defer" });
    for (const actor of everybody()) await room.vote(itemId, actor, "for");
    expect(await room.decide(itemId, { reason: "补充预算说明" })).toBe("deferred");
    expect(await room.stateOf(projectId)).toBe("reviewed");
    const next = await makeMeeting(held.db, committee, "第二次会议");
    await room.table(next, [projectId]);
    expect(await room.stateOf(projectId)).toBe("on_agenda");
  });

  it("puts undecided items off when the meeting ends, for another agenda", async () => {
    const { ids } = await makeReviewedProjects(held.db, committee, ["自助机布点"]);
    const itemId = await room.table(meetingId, ids);
    await openWith(held.db, committee, meetingId);
    expect(await refusalOf(room.table(await makeMeeting(held.db, committee), ids))).toBe(
      "on_other_agenda",
    );
    await closeMeeting(room.as(committee.clerk), meetingId);
    const item = (await held.db.read("agendaItems").where({ id: itemId }).first("state")) as {
      state: string;
    };
    expect(item.state).toBe("put_off");
    expect(await room.stateOf(ids[0] ?? "")).toBe("on_agenda");
    await room.table(await makeMeeting(held.db, committee), ids);
  });

  it("does not exist for another hospital", async () => {
    const other = await makeCommittee(held.db, { name: "别的医院" });
    const { itemId } = await readyToVote();
    const clerk = room.as(other.clerk);
    expect(await refusalOf(closeMeeting(clerk, meetingId))).toBe("not_found");
    expect(await refusalOf(openItem(clerk, itemId))).toBe("not_found");
    const member = other.members[0] as Actor;
    expect(await refusalOf(room.vote(itemId, member, "for"))).toBe("not_found");
  });
});
