import { describe, expect, it } from "vitest";
import { type AgendaList, decideList, divideList } from "~/domain/committee/agenda-list";
import { defaultRules, type ItemRoom, least, quorum } from "~/domain/committee/room";
import {
  maySpeak,
  mayVote,
  nextToSpeak,
  speakingOrder,
  type Vote,
} from "~/domain/committee/speaking";
import { decisionOf, mayCloseVote, tally, tallyCounts } from "~/domain/committee/tally";

/** s is the secretary, listed first to show that the order does not come from the list. */
const nine = ["s", "a", "b", "c", "d", "e", "f", "g", "h"];

function room(present = nine, recused: string[] = []): ItemRoom {
  return { eligible: nine.map((id) => ({ id, isSecretary: id === "s" })), present, recused };
}

const votes = (forIt: string[], against: string[] = [], abstain: string[] = []): Vote[] => [
  ...forIt.map((memberId) => ({ memberId, choice: "for" as const })),
  ...against.map((memberId) => ({ memberId, choice: "against" as const })),
  ...abstain.map((memberId) => ({ memberId, choice: "abstain" as const })),
];

const code = (result: object | null): string | null =>
  result && "code" in result ? String(result.code) : null;

describe("quorum", () => {
  it.each([
    ["more_than_half", 9, 5],
    ["more_than_half", 10, 6],
    ["two_thirds", 9, 6],
    ["two_thirds", 10, 7],
  ] as const)("%s of %i is %i", (rule, of, need) => {
    expect(least(rule, of)).toBe(need);
  });

  it("counts who is in the room for the item", () => {
    expect(quorum(room(["s", "a", "b", "c", "d"]), defaultRules)).toBeNull();
    expect(quorum(room(["s", "a", "b", "c"]), defaultRules)).toMatchObject({
      code: "no_quorum",
      facts: { have: 4, need: 5, eligible: 9 },
    });
    expect(code(quorum(room(["s", "a", "b", "c", "d"], ["d"]), defaultRules))).toBe("no_quorum");
  });

  it("is easier with recusals only where the rules say that the recused leave the eligible", () => {
    const loose = { ...defaultRules, recusedLeaveEligible: true };
    expect(quorum(room(["s", "a", "b", "c", "d", "e"], ["d", "e"]), loose)).toBeNull();
    expect(code(quorum(room(["s", "a", "b", "c", "d", "e"], ["d", "e"]), defaultRules))).toBe(
      "no_quorum",
    );
  });
});

describe("speaking in turn", () => {
  it("ends with the secretary", () => {
    expect(speakingOrder(room(["s", "a", "b", "c"], ["b"]))).toEqual(["a", "c", "s"]);
    expect(nextToSpeak(room(["s", "a"]), ["a"])).toBe("s");
    expect(nextToSpeak(room(["s", "a"]), ["a", "s"])).toBeNull();
  });

  it("refuses the secretary while another member in the room has not spoken", () => {
    const five = room(["s", "a", "b", "c", "d"]);
    expect(maySpeak(five, ["a", "b"], "s")).toMatchObject({
      code: "secretary_speaks_last",
      facts: { count: 2 },
    });
    expect(maySpeak(five, ["a", "b", "c", "d"], "s")).toBeNull();
  });

  it("does not wait for the absent and the recused", () => {
    expect(maySpeak(room(["s", "a", "b"], ["b"]), ["a"], "s")).toBeNull();
  });

  it.each([
    ["a stranger", "x", "not_a_member"],
    ["an absent member", "h", "member_absent"],
    ["a recused member", "b", "member_recused"],
    ["who has spoken", "a", "spoken_already"],
  ])("refuses %s", (_name, id, expected) => {
    expect(code(maySpeak(room(["s", "a", "b", "c"], ["b"]), ["a"], id))).toBe(expected);
  });
});

describe("voting", () => {
  const five = ["s", "a", "b", "c", "d"];

  it("begins when everybody in the room has spoken", () => {
    expect(mayVote(room(five), defaultRules, "open", ["a", "b", "c", "d"], [], "a")).toMatchObject({
      code: "opinions_missing",
      facts: { count: 1 },
    });
    expect(mayVote(room(five), defaultRules, "open", five, [], "a")).toBeNull();
  });

  it("lets the secretary vote last where votes are seen or heard", () => {
    for (const ballot of ["open", "by_name", "oral"] as const)
      expect(code(mayVote(room(five), defaultRules, ballot, five, ["a"], "s"))).toBe(
        "secretary_votes_last",
      );
    expect(mayVote(room(five), defaultRules, "secret", five, ["a"], "s")).toBeNull();
    expect(mayVote(room(five), defaultRules, "open", five, ["a", "b", "c", "d"], "s")).toBeNull();
  });

  it("is refused without a quorum, to the absent and a second time", () => {
    const four = ["s", "a", "b", "c"];
    expect(code(mayVote(room(four), defaultRules, "open", four, [], "a"))).toBe("no_quorum");
    expect(code(mayVote(room(five), defaultRules, "open", five, [], "h"))).toBe("member_absent");
    expect(code(mayVote(room(five), defaultRules, "open", five, ["a"], "a"))).toBe("voted_already");
  });

  it("closes when everybody has voted or is recorded as not voting", () => {
    expect(mayCloseVote(room(five), ["a", "b", "c", "d"], [])).toMatchObject({
      facts: { count: 1 },
    });
    expect(mayCloseVote(room(five), ["a", "b", "c", "d"], ["s"])).toBeNull();
  });
});

describe("the tally", () => {
  it.each([
    [
      "five of nine eligible pass",
      nine,
      [],
      votes(["s", "a", "b", "c", "d"], ["e", "f", "g", "h"]),
      "passed",
    ],
    [
      "four of five present do not",
      ["s", "a", "b", "c", "d"],
      [],
      votes(["s", "a", "b", "c"], [], ["d"]),
      "rejected",
    ],
    [
      "all five present pass",
      ["s", "a", "b", "c", "d"],
      [],
      votes(["s", "a", "b", "c", "d"]),
      "passed",
    ],
    [
      "a recusal does not lower the bar",
      nine,
      ["h", "g"],
      votes(["s", "a", "b", "c"], ["d", "e", "f"]),
      "rejected",
    ],
    [
      "four present decide nothing",
      ["s", "a", "b", "c"],
      [],
      votes(["s", "a", "b", "c"]),
      "no_quorum",
    ],
  ] as const)("%s", (_name, present, recused, given, result) => {
    expect(tally(room([...present], [...recused]), defaultRules, given)).toMatchObject({ result });
  });

  it("counts everything that the minutes tell", () => {
    expect(
      tally(room(nine.slice(0, 8), ["g"]), defaultRules, votes(["s", "a", "b", "c", "d"], ["e"])),
    ).toEqual({
      result: "passed",
      counts: {
        eligible: 9,
        present: 8,
        recused: 1,
        for: 5,
        against: 1,
        abstain: 0,
        notVoted: 1,
        needed: 5,
      },
    });
  });

  it("takes no vote of an absent, recused or second-time voter", () => {
    const seven = nine.slice(0, 7);
    expect(code(tally(room(seven), defaultRules, votes(["a", "h"])))).toBe("member_absent");
    expect(code(tally(room(seven, ["a"]), defaultRules, votes(["a"])))).toBe("member_recused");
    expect(code(tally(room(seven), defaultRules, votes(["a", "a"])))).toBe("voted_already");
  });

  it("refuses more secret ballots than voters", () => {
    const given = { for: 5, against: 1, abstain: 0 };
    expect(code(tallyCounts(room(nine.slice(0, 5)), defaultRules, given))).toBe("too_many_votes");
  });

  it("asks for two thirds where the rules do", () => {
    const strict = { ...defaultRules, majority: "two_thirds" } as const;
    expect(tallyCounts(room(), strict, { for: 5, against: 4, abstain: 0 })).toMatchObject({
      result: "rejected",
    });
    expect(tallyCounts(room(), strict, { for: 6, against: 3, abstain: 0 })).toMatchObject({
      result: "passed",
    });
  });

  it.each([
    ["approve", "passed", "passed"],
    ["approve", "rejected", "rejected"],
    ["defer", "passed", "deferred"],
    ["defer", "rejected", null],
    ["revise", "passed", "revise"],
    ["reject", "rejected", null],
    ["approve", "no_quorum", "no_quorum"],
  ] as const)("a motion to %s that is %s decides %s", (motion, result, decision) => {
    expect(decisionOf(motion, result)).toBe(decision);
  });
});

describe("a list with a cut line", () => {
  const list = (
    lastPlace: number,
    places: (number | null)[],
    single: number[] = [],
  ): AgendaList => ({
    lastPlace,
    entries: places.map((place, index) => ({
      id: `p${index + 1}`,
      place,
      singledOut: single.includes(index + 1),
    })),
  });

  it("is divided at its line, and single projects are taken out", () => {
    expect(divideList(list(3, [1, 2, 3, 4, 5], [2]))).toEqual({
      above: ["p1", "p3"],
      below: ["p4", "p5"],
      single: ["p2"],
      tiedAtLine: [],
    });
  });

  it("reports a tie across the line and never breaks it", () => {
    expect(divideList(list(3, [1, 2, 3, 3, 5]))).toMatchObject({
      above: ["p1", "p2", "p3", "p4"],
      tiedAtLine: ["p3", "p4"],
    });
    expect(divideList(list(3, [1, 2, 2, 4]))).toMatchObject({
      above: ["p1", "p2", "p3"],
      tiedAtLine: [],
    });
  });

  it("refuses an unranked project without a vote of its own, and a project twice", () => {
    expect(code(divideList(list(3, [1, null])))).toBe("unranked_needs_own_vote");
    expect(divideList(list(3, [1, null], [2]))).toMatchObject({ single: ["p2"] });
    const twice = list(3, [1, 2]);
    expect(code(divideList({ ...twice, entries: [...twice.entries, ...twice.entries] }))).toBe(
      "listed_twice",
    );
    expect(code(divideList(list(0, [1])))).toBe("cut_line_invalid");
  });

  it("is settled by one vote, and single projects by their own", () => {
    const decided = (vote: "passed" | "rejected" | "no_quorum" | null): unknown => {
      const result = decideList(list(1, [1, 2, 3], [3]), vote, { p3: "deferred" });
      return "code" in result ? result : Object.fromEntries(result);
    };
    expect(decided("passed")).toEqual({ p1: "passed", p2: "rejected", p3: "deferred" });
    expect(decided("rejected")).toEqual({ p1: "deferred", p2: "deferred", p3: "deferred" });
    expect(decided("no_quorum")).toEqual({ p1: "no_quorum", p2: "no_quorum", p3: "deferred" });
    expect(decided(null)).toEqual({ p1: null, p2: null, p3: "deferred" });
  });
});
