import { useFetcher } from "@remix-run/react";
import type { FormEvent } from "react";
import { useEffect, useRef } from "react";
import type { SubmissionResult } from "@conform-to/react";
import type { Application } from "~/domain/application";
import type { Refusal } from "~/domain/refusal";

/** Two bodies of one draft, of which somebody has to choose. */
export interface DraftConflict {
  mine: Application;
  stored: Application;
  /** Of the stored one. */
  revision: number;
  by: string;
  at: string;
}

/** What saving answers when it leads nowhere else: in the background, or after a refusal. */
export interface SaveAnswer {
  reply?: SubmissionResult;
  conflict?: DraftConflict | null;
  /** Where the draft lives, once it exists. */
  address?: string;
  /** Of what was saved; after a refusal the one that the form was posted with. */
  revision?: number;
  savedAt?: string;
  refusal?: Refusal;
  /** Something typed is too long or otherwise not to be kept; the next real save says what. */
  invalid?: true;
}

const QUIET_MS = 2_000;

/**
 * Saves a form two seconds after the last key, without leaving the page. After a refusal (another tab
 * saved) it stops, so that nothing is overwritten; the real save then shows both versions. A real save
 * waits for one that is under way, so that a page never gets into its own way.
 */
export function useAutosave(address: string) {
  const fetcher = useFetcher<SaveAnswer>();
  const formRef = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const waiting = useRef<HTMLElement | null>(null);
  const answer = fetcher.data;
  const target = answer?.address ?? address;
  const stopped = answer?.refusal;

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (fetcher.state !== "idle" || !waiting.current) return;
    const button = waiting.current;
    waiting.current = null;
    formRef.current?.requestSubmit(button);
  }, [fetcher.state]);

  const onInput = () => {
    clearTimeout(timer.current);
    if (stopped) return;
    timer.current = setTimeout(() => {
      if (!formRef.current) return;
      const body = new FormData(formRef.current);
      body.set("intent", "autosave");
      if (body.get("title") === "") return;
      fetcher.submit(body, { method: "post", action: target });
    }, QUIET_MS);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current);
    if (fetcher.state === "idle") return;
    event.preventDefault();
    waiting.current = (event.nativeEvent as SubmitEvent).submitter;
  };
  return { formRef, target, onInput, onSubmit, saving: fetcher.state !== "idle", answer };
}
