import { fighterValue } from "@mma-savant/core/stats/Leaderboard"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { type Tally, tallyFields } from "@mma-savant/core/stats/Tally"
import { Effect, Layer } from "effect"
import type { Category } from "../Question.ts"
import { type Mutant, mutant } from "./Mutant.ts"

type Reader = StatsReader["Service"]
type Scope = Parameters<Reader["groupedTallies"]>[0]

const reading = (change: (reader: Reader) => Partial<Reader>) =>
  Layer.effect(
    StatsReader,
    Effect.map(StatsReader, (reader) => StatsReader.make({ ...reader, ...change(reader) }))
  )

/** Figures of fighters from tallies that are asked for, or come, otherwise. */
const tallied =
  (scoped: (scope: Scope) => Scope, change: (sums: Tally) => Tally) =>
  (reader: Reader): Partial<Reader> => {
    const groupedTallies: Reader["groupedTallies"] = (scope, by) =>
      Effect.map(reader.groupedTallies(scoped(scope), by), (rows) =>
        rows.map((row) => ({ ...row, sums: change(row.sums) }))
      )
    return {
      groupedTallies,
      values: ({ metric, ...scope }) =>
        Effect.map(groupedTallies(scope, "all"), (rows) => rows.map((row) => fighterValue(metric, row)))
    }
  }

const same = <A>(value: A): A => value

const sums = (shows: Category, name: string, change: (sums: Tally) => Tally): Mutant =>
  mutant(shows, name, reading(tallied(same, change)))
const scopes = (name: string, scoped: (scope: Scope) => Scope): Mutant =>
  mutant("leaders", name, reading(tallied(scoped, same)))

const values = (name: string, change: (rows: Rows) => Rows): Mutant =>
  mutant(
    "leaders",
    name,
    reading((reader) => ({ values: (query) => Effect.map(reader.values(query), change) }))
  )
type Rows = Effect.Success<ReturnType<Reader["values"]>>

const boards = (name: string, change: (board: Board) => Board): Mutant =>
  mutant(
    "leaders",
    name,
    Layer.effect(
      StatsReader,
      Effect.map(StatsReader, (reader) =>
        StatsReader.of({ ...reader, leaderboard: (query) => Effect.map(reader.leaderboard(query), change) })
      )
    )
  )
type Board = Effect.Success<ReturnType<Reader["leaderboard"]>>

const groups = (name: string, change: (sums: Groups[number]["sums"]) => Groups[number]["sums"]): Mutant =>
  mutant(
    "trends",
    name,
    reading((reader) => ({
      groupTallies: (scope, by) =>
        Effect.map(reader.groupTallies(scope, by), (rows) => rows.map((row) => ({ ...row, sums: change(row.sums) })))
    }))
  )
type Groups = Effect.Success<ReturnType<Reader["groupTallies"]>>

/** Every fight's own percentage, and the mean of these. */
const meanOfShares = mutant(
  "comparison",
  "an accuracy is the mean of each fight's percentage",
  reading((reader) => ({
    values: ({ metric, ...scope }) =>
      Effect.map(reader.groupedTallies(scope, "fight"), (rows) =>
        [...Map.groupBy(rows, ({ fighterId }) => fighterId).values()].map((fights) => {
          const each = fights.flatMap((fight) => fighterValue(metric, fight).value ?? [])
          const total = Object.fromEntries(
            tallyFields.map((field) => [field, fights.reduce((all, fight) => all + fight.sums[field], 0)])
          ) as Tally
          const whole = fighterValue(metric, { ...fights[0]!, sums: total })
          const isShare = metric.endsWith("accuracy") && each.length > 0
          return isShare ? { ...whole, value: each.reduce((sum, value) => sum + value, 0) / each.length } : whole
        })
      )
  }))
)

/** How figures over many fighters can be wrong. */
export const tallies: ReadonlyArray<Mutant> = [
  sums("leaders", "a no contest counts as a loss", (t) => ({ ...t, losses: t.losses + t.noContests })),
  sums("comparison", "a draw counts as a win", (t) => ({ ...t, wins: t.wins + t.draws })),
  sums("leaders", "rounds are counted as fights", (t) => ({
    ...t,
    fights: t.fights + Math.floor(t.measuredSeconds / 300)
  })),
  sums("comparison", "the win rate is over all fights", (t) => ({ ...t, draws: t.draws + t.noContests })),
  sums("leaders", "every win that is no decision is a finish", (t) => ({
    ...t,
    koTkoWins: t.wins - t.submissionWins - t.decisionWins
  })),
  sums("comparison", "a finish rate counts decisions", (t) => ({
    ...t,
    submissionWins: t.submissionWins + t.decisionWins
  })),
  sums("comparison", "defence is what the opponents landed", (t) => ({
    ...t,
    takedownsTaken: t.takedownsFaced - t.takedownsTaken,
    sigTaken: t.sigFaced - t.sigTaken
  })),
  sums("comparison", "the sides' statistics are exchanged", (t) => ({
    ...t,
    sigLanded: t.sigTaken,
    sigAttempted: t.sigFaced,
    takedownsLanded: t.takedownsTaken,
    takedownsAttempted: t.takedownsFaced
  })),
  sums("comparison", "fights without statistics are divided by as well", (t) => ({ ...t, measuredFights: t.fights })),
  sums("comparison", "only the last round's clock counts as time fought", (t) => ({
    ...t,
    measuredSeconds: t.measuredSeconds % 300
  })),
  sums("leaders", "every title fight counts as won", (t) => ({ ...t, titleWins: t.titleFights })),
  sums("comparison", "knockdowns suffered count as scored", (t) => ({
    ...t,
    knockdowns: t.knockdowns + t.knockdownsTaken
  })),
  sums("comparison", "control is a share of fights without statistics as well", (t) => ({
    ...t,
    controlBase: t.seconds
  })),
  meanOfShares,
  scopes("the weight class of a ranking is not looked at", (scope) => ({ ...scope, weightClass: undefined })),
  scopes("the days of a ranking are not looked at", (scope) => ({ ...scope, from: undefined })),
  values("a value that is missing ranks first", (rows) =>
    rows.map((row) => ({ ...row, value: row.value ?? Number.MAX_SAFE_INTEGER }))
  ),
  values("values are rounded before they are ranked", (rows) =>
    rows.map((row) => ({ ...row, value: row.value === null ? null : Math.round(row.value) }))
  ),
  values("the fewest fights of a ranking are not looked at", (rows) =>
    rows.map((row) => ({ ...row, fights: 99, measuredFights: 99 }))
  ),
  boards("those who tie do not share a rank", (board) => ({
    ...board,
    rows: board.rows.map((row, index) => ({ ...row, rank: index + 1 }))
  })),
  boards("who ties with the one before is left out", (board) => ({
    ...board,
    rows: board.rows.filter(({ rank }, index) => board.rows[index - 1]?.rank !== rank)
  })),
  boards("the lowest come first", (board) => ({
    ...board,
    rows: board.rows.map((row, index) => ({ ...row, rank: board.rows.length - index }))
  })),
  groups("a fight of a year counts once for each side", (t) => ({ ...t, fights: 2 * t.fights })),
  groups("a finish rate leaves no contests and draws out", (t) => ({
    ...t,
    fights: t.fights - t.noContests - t.draws
  })),
  groups("submissions are no finishes", (t) => ({ ...t, submissions: 0 }))
]
