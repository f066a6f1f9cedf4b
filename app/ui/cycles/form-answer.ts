import type { SubmissionResult } from "@conform-to/react";
import type { Refusal } from "~/domain/refusal";

/** What an action says back to its form: field errors, or why the command refused. */
export type FormAnswer = { reply?: SubmissionResult; refusal?: Refusal } | undefined;
