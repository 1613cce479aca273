import { Effect } from "effect"
import { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { FighterService } from "../fighter/FighterService.ts"
import { FightRecord } from "../fighter/FightRecord.ts"
import type { FighterId } from "../Identity.ts"
import { earlier, today, yearsBetween } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { MatchService } from "../match/MatchService.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import { weightClassName } from "../ranking/WeightClass.ts"
import { boutsOf } from "../stats/Bout.ts"
import { defaultMinFights, metric } from "../stats/Metric.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { tally } from "../stats/Tally.ts"
import { fighterLabel } from "./FighterLabel.ts"
import { fightTable, historyTable } from "./FightTable.ts"
import { type FighterOption, Inquirer } from "./Inquirer.ts"
import type { SavantTools } from "./SavantTools.ts"
import { ToolAnswer } from "./ToolAnswer.ts"
import { fromRecords, mostCandidates, type ToolFailure } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

/** More than bear any one name. */
const mostNamesakes = 200

const unanswered: ToolFailure = { code: "NOT_ANSWERED", message: "Nobody answered which of the fighters is meant." }

const noChoice: ToolFailure = { code: "BAD_CALL", message: "The fighters to choose from are at least two." }

/** The tools about fighters and their fights. */
export const fighterAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const { findMany } = yield* FighterRepository
  const fighters = yield* FighterService
  const matches = yield* MatchRepository
  const meetings = yield* MatchService
  const rankings = yield* RankingRepository
  const reader = yield* StatsReader

  const career = Effect.fnUntraced(function* (fighterId: FighterId) {
    const fighter = yield* fighters.getFighter(fighterId)
    const bouts = yield* matches.career(fighterId, yield* today)
    return { fighter, bouts }
  })

  const optionsOf = Effect.fnUntraced(function* (fighterIds: ReadonlyArray<FighterId>) {
    const known = new Map((yield* findMany(fighterIds)).map((fighter) => [fighter.id, fighter]))
    const tallies = yield* reader.tallies({ fighterIds, to: yield* today })
    const sums = new Map(tallies.map(({ fighterId, sums }) => [fighterId, sums]))
    return yield* Effect.forEach(fighterIds, (id) => {
      const fighter = known.get(id)
      if (fighter === undefined) return new FighterNotFound({ id })
      const option: FighterOption = { fighterId: id, label: fighterLabel(fighter, sums.get(id)) }
      return Effect.succeed({ ...option, name: fighter.name })
    })
  })

  return {
    resolve: ({ facing, text }) =>
      answer(
        Effect.gen(function* () {
          const found = yield* fighters.resolve(text, facing === undefined ? mostCandidates + 1 : mostNamesakes)
          const bouts = facing === undefined ? [] : yield* matches.career(facing, yield* today)
          const faced = new Set(bouts.flatMap(({ corners }) => corners.map(({ fighterId }) => fighterId)))
          const meant = facing === undefined ? found : found.filter(({ id }) => id !== facing && faced.has(id))
          return {
            columns: ["name", "nickname", "score", "fighterId"],
            rows: meant.slice(0, mostCandidates).map(({ id, name, nickname, score }) => [name, nickname, score, id]),
            truncated: meant.length > mostCandidates
          }
        })
      ),

    askUser: ({ fighterIds }) =>
      answer(
        Effect.gen(function* () {
          const options = yield* optionsOf([...new Set(fighterIds)])
          if (options.length < 2) return yield* Effect.fail(noChoice)
          const inquire = yield* Inquirer
          const choice = yield* inquire(options.map(({ fighterId, label }) => ({ fighterId, label })))
          const chosen = options.find(({ fighterId }) => fighterId === choice)
          if (chosen === undefined) return yield* Effect.fail(unanswered)
          return { columns: ["fighter", "fighterId"], rows: [[chosen.name, chosen.fighterId]] }
        })
      ),

    fighterProfile: ({ fighterId }) =>
      answer(
        Effect.gen(function* () {
          const { bouts, fighter } = yield* career(fighterId)
          const sums = tally(boutsOf(fighterId, bouts, []))
          const ranked = (yield* rankings.ofFighters([fighterId]))[0]
          return {
            ...fromRecords([
              {
                name: fighter.name,
                nickname: fighter.nickname,
                record: FightRecord.of(sums).text,
                wins: sums.wins,
                losses: sums.losses,
                draws: sums.draws,
                noContests: sums.noContests,
                koTkoWins: sums.koTkoWins,
                submissionWins: sums.submissionWins,
                decisionWins: sums.decisionWins,
                winStreak: sums.winStreak,
                lossStreak: sums.lossStreak,
                age: fighter.birthdate === null ? null : yearsBetween(fighter.birthdate, yield* today),
                heightCm: fighter.heightCm,
                weightKg: fighter.weightKg,
                reachCm: fighter.reachCm,
                stance: fighter.stance,
                rankedIn: ranked === undefined ? null : weightClassName(ranked.weightClass),
                rank: ranked?.rank ?? null,
                firstFight: bouts.at(-1)?.event?.date ?? null,
                lastFight: bouts[0]?.event?.date ?? null,
                fighterId
              }
            ])
          }
        })
      ),

    metric: ({ fighterId, metrics }) =>
      answer(
        Effect.gen(function* () {
          const { figures, name } = yield* fighters.getFighterStats(fighterId)
          const asked = metrics.flatMap((id) => figures.filter((figure) => figure.metric === id))
          // All figures of one fighter rest on the same fights.
          const { fights, measuredFights } = asked[0]!
          return {
            columns: ["name", "metric", "value", "unit", "fighterId"],
            rows: asked.map(({ metric: id, value }) => [name, metric(id).label, value, metric(id).unit, fighterId]),
            coverage: { fights, measuredFights }
          }
        })
      ),

    fights: ({ limit = 10, method, order = "latest", titleFightsOnly, to, ...filter }) =>
      answer(
        Effect.gen(function* () {
          const { items, next } = yield* matches.search({
            ...filter,
            methodFamily: method,
            titleBoutsOnly: titleFightsOnly,
            to: earlier(to, yield* today),
            completedOnly: true,
            order,
            limit,
            after: null
          })
          const rows = filter.fighterId === undefined ? fightTable(items) : historyTable(filter.fighterId, items)
          return { ...rows, truncated: next !== null }
        })
      ),

    headToHead: ({ a, b }) =>
      answer(
        Effect.gen(function* () {
          return historyTable(a, yield* meetings.getMeetings(a, b))
        })
      ),

    leaderboard: ({ limit = 10, metric: id, minFights, to, ...filter }) =>
      answer(
        Effect.gen(function* () {
          const least = minFights ?? defaultMinFights(id)
          const scope = { ...filter, to: earlier(to, yield* today) }
          const board = yield* reader.leaderboard({ ...scope, metric: id, minFights: least, limit })
          return {
            columns: ["rank", "name", "value", "fights", "fighterId"],
            rows: board.rows.map((row) => [row.rank, row.name, row.value, row.fights, row.fighterId]),
            unit: metric(id).unit,
            coverage: metric(id).measured ? yield* reader.coverage(scope) : null,
            truncated: board.ranked > board.rows.length,
            total: board.ranked,
            minFights: least,
            note:
              [
                ...(least > 1 ? [`At least ${least} fights.`] : []),
                ...(board.tiedBeyond > 0 ? [`${board.tiedBeyond} more share the last place shown.`] : [])
              ].join(" ") || null
          }
        })
      )
  } satisfies Partial<Handlers>
})
