/** Whether something is what a text means: surely, or maybe, then whoever wrote it has to be asked, or hardly. */
export type Certainty = "surely" | "maybe" | "hardly"

/** Scores closer than this do not tell which is meant. */
const doubt = 0.04

/** Lower scores are of what only sounds alike, and never sure: a name that is not in the data sounds like another too. */
const proof = 0.75

/**
 * The one rule by which scores, 0 to 1, tell what is meant; in the order given. Whatever scores hardly less than the best
 * may be meant; when that is the best alone, with a good score, it surely is.
 */
export const certainties = (found: ReadonlyArray<{ readonly score: number }>): ReadonlyArray<Certainty> => {
  const best = Math.max(...found.map(({ score }) => score))
  const close = found.filter(({ score }) => best - score < doubt).length
  return found.map(({ score }) => {
    if (best - score >= doubt) return "hardly"
    return close === 1 && best >= proof ? "surely" : "maybe"
  })
}
