import { z } from "zod";
import { AGENDA_PURPOSES, type AgendaPurpose } from "./agenda";
import { defaultRules, type MeetingRules } from "./room";

/** The rules a meeting keeps from its invitation to its minutes. */
export const meetingRulesSchema = z.object({
  quorum: z.enum(["more_than_half", "two_thirds"]).default(defaultRules.quorum),
  majority: z.enum(["more_than_half", "two_thirds"]).default(defaultRules.majority),
  recusedLeaveEligible: z.boolean().default(defaultRules.recusedLeaveEligible),
  /** Kinds of items that ask for two thirds of the members in the room, whatever the meeting's quorum. */
  twoThirdsFor: z.array(z.enum(AGENDA_PURPOSES)).default([]),
});
export type StoredMeetingRules = z.infer<typeof meetingRulesSchema>;

export function rulesFor(rules: StoredMeetingRules, purpose: AgendaPurpose): MeetingRules {
  return {
    quorum: rules.twoThirdsFor.includes(purpose) ? "two_thirds" : rules.quorum,
    majority: rules.majority,
    recusedLeaveEligible: rules.recusedLeaveEligible,
  };
}

const words = (most: number) =>
  z
    .string({ error: "errors:required" })
    .trim()
    .min(1, "errors:required")
    .max(most, `errors:too_long_max?max=${most}`);

/** `startsAt` as a `datetime-local` field gives it, in Asia/Shanghai. */
export const meetingSchema = z.object({
  title: words(80),
  startsAt: z
    .string({ error: "errors:required" })
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, "errors:required")
    .transform((local) => new Date(`${local.slice(0, 16)}:00+08:00`).toISOString()),
  place: words(80),
  quorum: z.enum(["more_than_half", "two_thirds"]).default("more_than_half"),
  majority: z.enum(["more_than_half", "two_thirds"]).default("more_than_half"),
  recusedLeaveEligible: z.preprocess((value) => value === "on" || value === true, z.boolean()),
  twoThirdsFor: z.array(z.enum(AGENDA_PURPOSES)).default([]),
});
export type MeetingForm = z.infer<typeof meetingSchema>;
