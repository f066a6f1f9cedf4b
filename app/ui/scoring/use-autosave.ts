import { useCallback, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Refusal } from "~/domain/refusal";
import type { Fields, SheetView } from "./sheet-model";

export type SaveStatus =
  | { readonly kind: "saved"; readonly at: string | null }
  | { readonly kind: "saving" | "typing" | "offline" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

interface Kept {
  readonly fields: Fields;
  readonly revision: number;
}

const WAIT_MS = 700;
const RETRY_MS = 8_000;

const storageKey = (owner: string, entryId: string) => `xianban.sheet.${owner}.${entryId}`;

/** What this device still holds of a sheet because it could not be sent. */
function keptOn(owner: string, entryId: string): Kept | null {
  try {
    const text = window.localStorage.getItem(storageKey(owner, entryId));
    return text === null ? null : (JSON.parse(text) as Kept);
  } catch {
    return null;
  }
}

export function fieldsIn(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && /^(score|key|comment)(\.|$)/.test(name)) fields[name] = value;
  return fields;
}

/** Puts fields back into a form whose inputs are its own. */
export function fillForm(form: HTMLFormElement, fields: Fields): void {
  for (const element of form.elements) {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) continue;
    if (!/^(score|key|comment)(\.|$)/.test(element.name)) continue;
    const value = fields[element.name] ?? "";
    if (element instanceof HTMLInputElement && element.type === "radio")
      element.checked = element.value === value;
    else element.value = value;
  }
}

interface Answer {
  saved?: boolean;
  revision?: number;
  savedAt?: string;
  refusal?: Refusal;
  other?: SheetView;
}

interface Autosave {
  readonly formRef: RefObject<HTMLFormElement | null>;
  readonly owner: string;
  readonly entryId: string;
  readonly sheet: SheetView | null;
  readonly enabled: boolean;
  /** Called after the form was filled from this device. */
  readonly onRestored: () => void;
}

/**
 * Saves while somebody types. What is typed is kept on the device first and taken away only when the
 * server has it, so that a lost line, a closed tab or an empty battery lose nothing; it is sent again
 * when the line is back. A draft of another device in between stops the saving until one is chosen.
 */
export function useAutosave({ formRef, owner, entryId, sheet, enabled, onRestored }: Autosave) {
  const [status, setStatus] = useState<SaveStatus>({ kind: "saved", at: sheet?.savedAt ?? null });
  const [other, setOther] = useState<SheetView | null>(null);
  const [revision, setRevision] = useState(sheet?.revision ?? 0);
  const current = useRef({
    revision: sheet?.revision ?? 0,
    busy: false,
    dirty: false,
    halted: false,
  });
  const timer = useRef<number | undefined>(undefined);

  const keep = useCallback(() => {
    if (!formRef.current) return;
    const kept: Kept = { fields: fieldsIn(formRef.current), revision: current.current.revision };
    try {
      window.localStorage.setItem(storageKey(owner, entryId), JSON.stringify(kept));
    } catch {
      // A full or forbidden storage leaves the page itself as the only copy.
    }
  }, [formRef, owner, entryId]);

  const forget = useCallback(() => {
    window.localStorage.removeItem(storageKey(owner, entryId));
  }, [owner, entryId]);

  const send = useCallback(async () => {
    const now = current.current;
    if (!formRef.current || now.busy || now.halted || !now.dirty) return;
    now.busy = true;
    now.dirty = false;
    setStatus({ kind: "saving" });
    const body = new FormData(formRef.current);
    body.set("revision", String(now.revision));
    let answer: Answer | null = null;
    try {
      const response = await fetch(`/scoring/${entryId}/save`, { method: "POST", body });
      answer = (await response.json()) as Answer;
    } catch {
      answer = null;
    }
    now.busy = false;
    if (answer === null) {
      now.dirty = true;
      setStatus({ kind: "offline" });
      return;
    }
    if (answer.saved) {
      now.revision = answer.revision ?? now.revision;
      setRevision(now.revision);
      setStatus({ kind: "saved", at: answer.savedAt ?? null });
      if (now.dirty) keep();
      else forget();
      return;
    }
    now.halted = true;
    if (answer.other) setOther(answer.other);
    setStatus(answer.refusal ? { kind: "refused", refusal: answer.refusal } : { kind: "offline" });
  }, [formRef, entryId, keep, forget]);

  const typed = useCallback(() => {
    if (!enabled) return;
    current.current.dirty = true;
    keep();
    setStatus((before) => (before.kind === "refused" ? before : { kind: "typing" }));
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void send(), WAIT_MS);
  }, [enabled, keep, send]);

  useEffect(() => {
    const kept = enabled ? keptOn(owner, entryId) : null;
    if (kept && formRef.current) {
      fillForm(formRef.current, kept.fields);
      current.current.revision = kept.revision;
      current.current.dirty = true;
      onRestored();
      void send();
    }
    const again = () => void send();
    const every = window.setInterval(again, RETRY_MS);
    window.addEventListener("online", again);
    return () => {
      window.clearInterval(every);
      window.clearTimeout(timer.current);
      window.removeEventListener("online", again);
    };
  }, [enabled, owner, entryId, formRef, onRestored, send]);

  /** Goes on with what stands on this page; the other device's draft has been seen. */
  const keepMine = useCallback(() => {
    if (!other) return;
    current.current.revision = other.revision;
    current.current.halted = false;
    current.current.dirty = true;
    setRevision(other.revision);
    setOther(null);
    setStatus({ kind: "typing" });
    void send();
  }, [other, send]);

  return { status, other, revision, typed, keepMine, forget };
}
