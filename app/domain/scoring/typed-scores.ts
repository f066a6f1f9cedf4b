import { parseScore, type Rubric, type Scores } from "~/domain/rubric/score";

/**
 * What a scoring form sends: for each criterion a key pressed (`key.problem`, units) and a box for any
 * other value (`score.problem`, text). Without script both may be filled: the box wins, unless it still
 * holds what was stored before, because then the key is what the expert has just pressed.
 */
export function typedScores(
  rubric: Rubric,
  field: (name: string) => string,
  stored: Scores = {},
): Record<string, string | number> {
  const typed: Record<string, string | number> = {};
  for (const criterion of rubric.criteria) {
    const box = field(`score.${criterion.key}`).trim();
    const pressed = field(`key.${criterion.key}`);
    const key = /^\d{1,7}$/.test(pressed) ? Number(pressed) : null;
    if (key === null) typed[criterion.key] = box;
    else typed[criterion.key] = box === "" || isStored(criterion.key, box) ? key : box;
  }
  return typed;

  function isStored(key: string, box: string): boolean {
    const criterion = rubric.criteria.find((one) => one.key === key);
    const read = criterion && parseScore(criterion, rubric.scale, box);
    return read?.ok === true && read.units === stored[key];
  }
}

/** The field of the remark on the whole sheet; remarks on a criterion are `comment.<key>`. */
export const OVERALL_COMMENT = "comment";

export function typedComments(
  rubric: Rubric,
  field: (name: string) => string,
): Record<string, string> {
  const comments: Record<string, string> = {};
  for (const { key, comment } of rubric.criteria)
    if (comment !== "none") comments[key] = field(`comment.${key}`);
  return comments;
}
