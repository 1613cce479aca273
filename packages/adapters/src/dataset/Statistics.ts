import type { Report } from "@mma-savant/core/collection/Finding"
import { fold } from "@mma-savant/core/Fold"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { RoundStats } from "@mma-savant/core/match/MatchStats"
import type { PrintedBout } from "./Bouts.ts"
import type { PrintedRound, Run } from "./Rounds.ts"

type Sides = readonly [red: ReadonlyArray<RoundStats>, blue: ReadonlyArray<RoundStats>]

/**
 * Statistics name their bout in words only. Where an event has two bouts of the same words, the order of the file tells
 * them apart, provided that it is the order of the card throughout.
 */
const boutsOf = (runs: ReadonlyArray<Run>, card: ReadonlyArray<PrintedBout>, report: Report) => {
  const measured = new Set(runs.map(({ bout }) => bout))
  const sameOrder =
    runs.map(({ bout }) => bout).join("\n") ===
    card.flatMap(({ bout }) => (measured.has(bout) ? [bout] : [])).join("\n")
  return [...Map.groupBy(runs, ({ bout }) => bout)].flatMap(([bout, ofBout]) => {
    const bouts = card.filter((other) => other.bout === bout)
    if (bouts.length === 1) return ofBout.map((run) => ({ run, bout: bouts[0]! }))
    if (bouts.length > 1 && sameOrder) return ofBout.map((run, index) => ({ run, bout: bouts[index]! }))
    for (const { event, where } of ofBout) {
      const why = bouts.length === 0 ? "no bout" : `${bouts.length} bouts`
      report("unknown-bout", where, `statistics of "${bout}" at "${event}", which has ${why} of that name`)
    }
    return []
  })
}

const sideOf = (rounds: ReadonlyArray<PrintedRound>, name: string, report: Report): ReadonlyArray<RoundStats> => {
  const own = new Map<number, RoundStats>()
  for (const { fighter, stats, where } of rounds) {
    if (fold(fighter) !== fold(name)) continue
    if (own.has(stats.round)) report("duplicate", where, `round ${stats.round} of ${fighter} a second time`)
    else own.set(stats.round, stats)
  }
  return [...own.values()].sort((a, b) => a.round - b.round)
}

/** The rounds of both sides of every bout that has any. */
export const statisticsOf = (
  runs: ReadonlyArray<Run>,
  bouts: ReadonlyArray<PrintedBout>,
  report: Report
): ReadonlyMap<UfcstatsId, Sides> => {
  const cards = Map.groupBy(bouts, ({ eventName }) => eventName)
  const found = [...Map.groupBy(runs, ({ event }) => event)].flatMap(([event, ofEvent]) =>
    boutsOf(ofEvent, cards.get(event) ?? [], report)
  )
  const measured = new Map<UfcstatsId, Sides>()
  for (const [bout, ofBout] of Map.groupBy(found, (pair) => pair.bout)) {
    const rounds = ofBout.flatMap(({ run }) => run.rounds)
    for (const { fighter, where } of rounds) {
      if (bout.names.every((name) => fold(name) !== fold(fighter))) {
        report("unknown-fighter", where, `"${fighter}" does not fight in "${bout.bout}"`)
      }
    }
    const [red, blue] = bout.names
    if (fold(red) === fold(blue)) {
      report("ambiguous-fighter", ofBout[0]!.run.where, `statistics of "${bout.bout}" do not tell the sides apart`)
      continue
    }
    measured.set(bout.facts.ufcstatsId, [sideOf(rounds, red, report), sideOf(rounds, blue, report)])
  }
  return measured
}
