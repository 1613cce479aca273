import { Effect } from "effect"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { FighterService } from "../fighter/FighterService.ts"
import { FightRecord } from "../fighter/FightRecord.ts"
import type { FighterId } from "../Identity.ts"
import { today, yearsBetween } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { MatchService } from "../match/MatchService.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import { weightClassName } from "../ranking/WeightClass.ts"
import { boutsOf } from "../stats/Bout.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { tally } from "../stats/Tally.ts"
import { commonOpponentsTable } from "./CommonOpponents.ts"
import { fighterLabel } from "./FighterLabel.ts"
import { fightTable, historyColumns, historyTable } from "./FightTable.ts"
import { type FighterOption, Inquirer } from "./Inquirer.ts"
import type { SavantTools } from "./SavantTools.ts"
import { badCall, ToolAnswer } from "./ToolAnswer.ts"
import { within } from "./ToolArguments.ts"
import { fromRecords, mostRows, type ToolFailure } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

const unanswered: ToolFailure = { code: "NOT_ANSWERED", message: "Nobody answered which of the fighters is meant." }

const noChoice = badCall("The fighters to choose from are at least two.")

/** The tools about fighters and their fights. */
export const fighterAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const { getMany } = yield* FighterRepository
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
    const known = yield* getMany(fighterIds)
    const tallies = yield* reader.tallies({ fighterIds, to: yield* today })
    const sums = new Map(tallies.map(({ fighterId, sums }) => [fighterId, sums]))
    return known.map((fighter) => {
      const option: FighterOption = { fighterId: fighter.id, label: fighterLabel(fighter, sums.get(fighter.id)) }
      return { ...option, name: fighter.name }
    })
  })

  return {
    askUser: ({ fighterIds }, { toolCallId = "" }) =>
      answer(
        Effect.gen(function* () {
          const options = yield* optionsOf([...new Set(fighterIds)])
          if (options.length < 2) return yield* Effect.fail(noChoice)
          const inquire = yield* Inquirer
          const choice = yield* inquire(
            options.map(({ fighterId, label }) => ({ fighterId, label })),
            toolCallId
          )
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
          const ranked = (yield* rankings.ofFighters([fighterId])).entries[0]
          const [debut] = historyTable(fighterId, bouts.slice(-1)).rows
          const cell = (column: string) => debut?.[historyColumns.indexOf(column)] ?? null
          const performances = bouts.filter(({ corners }) =>
            corners.some((corner) => corner.fighterId === fighterId && corner.performanceOfTheNight)
          ).length
          const nights = bouts.filter(({ fightOfTheNight }) => fightOfTheNight).length
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
                // No source records them for every fight: none is not known to be none.
                performanceBonuses: performances || null,
                fightBonuses: nights || null,
                firstFight: cell("date"),
                debutEvent: cell("event"),
                debutOpponent: cell("opponent"),
                debutResult: cell("result"),
                lastFight: bouts[0]?.event?.date ?? null,
                fighterId
              }
            ]),
            note: performances + nights > 0 ? "Bonuses are not recorded for all fights." : null
          }
        })
      ),

    fights: ({ limit = 10, method, order = "latest", titleFightsOnly, ...args }) =>
      answer(
        Effect.gen(function* () {
          const filter = yield* within(args)
          const { items, next } = yield* matches.search({
            ...filter,
            methodFamily: method,
            titleBoutsOnly: titleFightsOnly,
            completedOnly: true,
            order,
            limit,
            after: null
          })
          if (items.length === 0) yield* getMany([filter.fighterId, filter.opponentId].flatMap((id) => id ?? []))
          const rows = filter.fighterId === undefined ? fightTable(items) : historyTable(filter.fighterId, items)
          return { ...rows, truncated: next !== null }
        })
      ),

    headToHead: ({ a, b, show = "meetings" }) =>
      answer(
        Effect.gen(function* () {
          yield* getMany([a, b])
          if (show === "meetings") return historyTable(a, yield* meetings.getMeetings(a, b))
          const day = yield* today
          const boutsFor = (id: FighterId) => Effect.map(matches.career(id, day), (career) => boutsOf(id, career, []))
          const table = commonOpponentsTable(yield* boutsFor(a), yield* boutsFor(b))
          return {
            ...table,
            rows: table.rows.slice(0, mostRows),
            truncated: table.rows.length > mostRows,
            total: table.rows.length
          }
        })
      )
  } satisfies Partial<Handlers>
})
