/** The length of a round when the format does not say, in seconds. */
const standardRound = 300

/** The most rounds that a bout can have. */
const mostRounds = 10

/** The rounds before any overtime: `1 Rnd + 2OT (15-3-3)` is 1. A bout without a time limit has no number. */
export const scheduledRounds = (timeFormat: string | null): number | null => {
  const rounds = Number(timeFormat?.match(/^(\d{1,2}) Rnd/)?.[1] ?? 0)
  return rounds >= 1 && rounds <= mostRounds ? rounds : null
}

/**
 * The lengths of the rounds in seconds, overtimes included: "3 Rnd (5-5-5)" is 300, 300, 300 and "1 Rnd + 2OT (15-3-3)"
 * is 900, 180, 180. Null for "No Time Limit" and for a text without lengths.
 */
export const roundLengths = (timeFormat: string | null): ReadonlyArray<number> | null => {
  const lengths = timeFormat?.match(/\((\d+(?:-\d+)*)\)/)?.[1]
  return lengths === undefined ? null : lengths.split("-").map((minutes) => Number(minutes) * 60)
}

/** Seconds fought: the earlier rounds in full and the clock of the last. Null when round or clock is unknown. */
export const fightSeconds = (bout: {
  readonly timeFormat: string | null
  readonly resultRound: number | null
  readonly resultTime: number | null
}): number | null => {
  if (bout.resultRound === null || bout.resultTime === null) return null
  const lengths = roundLengths(bout.timeFormat) ?? []
  let seconds = bout.resultTime
  for (let round = 0; round < bout.resultRound - 1; round++) seconds += lengths[round] ?? standardRound
  return seconds
}

/** Seconds as fights print them: 275 is "4:35". */
export const clock = (seconds: number): string => {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}
