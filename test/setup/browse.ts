import type { Actor } from "~/domain/people";
import { requestAs, type Sent } from "./app";

/* A browser without script, as far as forms go: only what a page offers can be filled in and pressed. */

interface Control {
  kind: string;
  name: string;
  value: string;
  on: boolean;
  required: boolean;
  options: { value: string; text: string }[];
}

interface Button {
  text: string;
  name: string;
  value: string;
  action: string | null;
}

interface PageForm {
  id: string;
  action: string;
  multipart: boolean;
  controls: Control[];
  buttons: Button[];
}

export type Filled = Record<string, string | string[] | File | null>;

/**
 * What opens pages and presses buttons. By default a request made from what the page offers; the same
 * journeys run in a real browser when it hands in a walker of its own.
 */
export interface Walker {
  open(actor: Actor | null, path: string): Promise<Sent>;
  /** Fills in the form at this position of the page at hand and presses its button. */
  press(
    actor: Actor | null,
    at: { form: number; text: string; value: string },
    filled: Filled,
  ): Promise<Sent>;
}

let walker: Walker | null = null;

export function walkWith(next: Walker | null): void {
  walker = next;
}

const TAG =
  /<(\/?)(form|input|textarea|select|option|button)\b((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

/** The text of a piece of a page, as it is read. */
export function readable(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<!--.*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&(?:quot|#x27|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, " ")
    .trim();
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of text.matchAll(ATTRIBUTE))
    found.set((name ?? "").toLowerCase(), readable(value ?? ""));
  return found;
}

/** The forms of a page with what a browser would send from each as it stands. */
export function formsIn(page: string): PageForm[] {
  const html = page.replace(/<script[\s\S]*?<\/script>/g, "");
  const forms: PageForm[] = [];
  const elsewhere: { form: string; button: Button }[] = [];
  let form: PageForm | undefined;
  let select: Control | undefined;
  for (const match of html.matchAll(TAG)) {
    const [whole, closing, tag] = match;
    const after = match.index + whole.length;
    const at = attributesOf(match[3] ?? "");
    const attribute = (name: string) => at.get(name) ?? "";
    const textUntil = (end: string) => html.slice(after, html.indexOf(end, after));
    if (closing) {
      if (tag === "form") form = undefined;
      if (tag === "select") select = undefined;
      continue;
    }
    if (tag === "form") {
      form = {
        id: attribute("id"),
        action: attribute("action"),
        multipart: attribute("enctype") === "multipart/form-data",
        controls: [],
        buttons: [],
      };
      forms.push(form);
    } else if (tag === "button") {
      if ((at.get("type") ?? "submit") !== "submit") continue;
      const button = {
        text: readable(textUntil("</button>")),
        name: attribute("name"),
        value: attribute("value"),
        action: at.get("formaction") ?? null,
      };
      if (at.has("form")) elsewhere.push({ form: attribute("form"), button });
      else form?.buttons.push(button);
    } else if (tag === "option") {
      const value = at.get("value") ?? readable(textUntil("</option>"));
      if (at.has("disabled")) continue;
      select?.options.push({ value, text: readable(textUntil("</option>")) });
      if (select && (at.has("selected") || select.options.length === 1)) select.value = value;
    } else if (form && at.has("name") && !at.has("disabled")) {
      const kind = tag === "input" ? (at.get("type") ?? "text") : (tag ?? "");
      const ticked = kind === "checkbox" || kind === "radio";
      const control: Control = {
        kind,
        name: attribute("name"),
        value:
          tag === "textarea"
            ? readable(textUntil("</textarea>"))
            : ticked
              ? (at.get("value") ?? "on")
              : attribute("value"),
        on: !ticked || at.has("checked"),
        required: at.has("required"),
        options: [],
      };
      if (tag === "select") select = control;
      form.controls.push(control);
    }
  }
  for (const { form: id, button } of elsewhere)
    forms.find((one) => one.id === id)?.buttons.push(button);
  return forms;
}

type Field = [name: string, value: string | File];

const told = (given: Filled[string]) =>
  given instanceof File ? given.name : [given ?? ""].flat().join(", ");

/**
 * Fills a form in and says what is sent; what the form does not have cannot be filled in. An option is
 * chosen by its value or by what it says.
 */
function fill(form: PageForm, button: Button, filled: Filled, path: string): Field[] {
  const rest = new Map(Object.entries(filled));
  const sent: Field[] = [];
  const cannot = (why: string): never => {
    throw new Error(`“${button.text}” on ${path}: ${why}`);
  };
  for (const control of form.controls) {
    const { name, kind } = control;
    const given = filled[name];
    if (given === undefined) {
      if (control.on && kind !== "file") sent.push([name, control.value]);
      continue;
    }
    if (kind === "hidden") cannot(`${name} is hidden`);
    const values = given === null ? [] : Array.isArray(given) ? given : [given];
    if (kind === "checkbox" || kind === "radio") {
      if (!values.includes(control.value)) continue;
      const asked = rest.get(name);
      const left = (Array.isArray(asked) ? asked : values).filter((one) => one !== control.value);
      rest.set(name, left as string[]);
      sent.push([name, control.value]);
      continue;
    }
    if (kind === "select") {
      const wanted = told(given);
      const found =
        control.options.find(({ value }) => value === wanted) ??
        control.options.find(({ text }) => text.includes(wanted));
      if (!found)
        throw new Error(
          `${path}: ${name} does not offer ${wanted}, only ${control.options.map(({ text }) => text).join(", ")}`,
        );
      rest.delete(name);
      sent.push([name, found.value]);
      continue;
    }
    rest.delete(name);
    for (const value of values) sent.push([name, value]);
  }
  for (const [name, left] of rest)
    if (!Array.isArray(left) || left.length > 0)
      if (left !== null && !sent.some(([sentName, value]) => sentName === name && value === left))
        cannot(`there is no ${name} = ${told(left)}`);
  for (const control of form.controls)
    if (control.required && !sent.some(([name, value]) => name === control.name && value !== ""))
      cannot(`${control.name} is required`);
  if (button.name !== "") sent.push([button.name, button.value]);
  return sent;
}

/** Opens a page that must be there. */
export async function open(actor: Actor | null, path: string): Promise<string> {
  const answer = walker ? await walker.open(actor, path) : await requestAs(actor, path);
  if (answer.status !== 200)
    throw new Error(
      `${actor?.name ?? "anybody"} opens ${path}: ${answer.status} ${readable(answer.text).slice(0, 400)}`,
    );
  if (answer.text.includes("\0")) throw new Error(`${path} holds a character U+0000`);
  return answer.text;
}

/**
 * Opens a page, fills in the form that has this button and presses it.
 * @param among hidden values, or the `action`, that tell forms with the same button apart
 */
export async function send(
  actor: Actor | null,
  path: string,
  label: string | RegExp,
  filled: Filled = {},
  among: Record<string, string> = {},
): Promise<Sent> {
  return sendFrom(actor, path, await open(actor, path), label, filled, among);
}

/** The same from a page at hand, such as one that came back with a row more. */
export async function sendFrom(
  actor: Actor | null,
  path: string,
  page: string,
  label: string | RegExp,
  filled: Filled = {},
  among: Record<string, string> = {},
): Promise<Sent> {
  const named = ({ text }: Button) =>
    typeof label === "string" ? text === label : label.test(text);
  const all = formsIn(page);
  const forms = all.filter(
    (form) =>
      form.buttons.some(named) &&
      Object.entries(among).every(([name, value]) =>
        name === "action"
          ? form.action === value
          : form.controls.some((control) => control.name === name && control.value === value),
      ),
  );
  const [form] = forms;
  const button = form?.buttons.find(named);
  if (!form || !button) {
    const offered = formsIn(page).flatMap((one) => one.buttons.map(({ text }) => text));
    throw new Error(
      `${actor?.name ?? "anybody"} has no button “${String(label)}” on ${path}, only ${[...new Set(offered)].join(" / ")}: ${readable(page).slice(0, 1500)}`,
    );
  }
  if (forms.length > 1) throw new Error(`${forms.length} forms of ${path} have “${String(label)}”`);
  const fields = fill(form, button, filled, path);
  if (walker)
    return walker.press(
      actor,
      { form: all.indexOf(form), text: button.text, value: button.value },
      filled,
    );
  const action = button.action ?? form.action;
  if (form.multipart) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return requestAs(actor, action, body);
  }
  const body: Record<string, string[]> = {};
  for (const [name, value] of fields)
    if (typeof value === "string") (body[name] ??= []).push(value);
  return requestAs(actor, action, body);
}

/**
 * The same, expecting that it is done.
 * @returns the address that the person is led to, and its page
 */
export async function press(
  actor: Actor | null,
  path: string,
  label: string | RegExp,
  filled: Filled = {},
  among: Record<string, string> = {},
): Promise<{ path: string; page: string }> {
  const answer = await send(actor, path, label, filled, among);
  if (answer.status !== 303 || answer.location === null)
    throw new Error(
      `${actor?.name ?? "anybody"} presses “${String(label)}” on ${path}: ${answer.status} ${readable(answer.text).slice(0, 2000)}`,
    );
  return { path: answer.location, page: await open(actor, answer.location) };
}

const squeezed = (text: string): string => text.replace(/\s/g, "");

/** Sends a form to an address as somebody who is not offered it, or too early; it must be refused in words. */
export async function isRefused(
  actor: Actor | null,
  path: string,
  form: Record<string, string | string[]>,
  says: string | RegExp,
): Promise<void> {
  const answer = await requestAs(actor, path, form);
  const said = readable(answer.text);
  const plain = squeezed(said);
  const found =
    typeof says === "string"
      ? plain.includes(squeezed(says))
      : new RegExp(squeezed(says.source)).test(plain);
  if (![400, 403, 404, 409, 422].includes(answer.status) || !found)
    throw new Error(
      `${actor?.name ?? "anybody"} on ${path} with ${JSON.stringify(form)}: ${answer.status}, not “${String(says)}” but ${said.slice(0, 1500)}`,
    );
}
