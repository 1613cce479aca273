import { sampleSource } from "@mma-savant/core/collection/CollectionRun"
import type { FighterId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { FighterMatch } from "@mma-savant/core/match/FighterMatch"
import { methodFamily } from "@mma-savant/core/match/Method"
import { boutsOf, isCompleted } from "@mma-savant/core/stats/Bout"
import { boutRecords } from "@mma-savant/core/stats/BoutRecord"
import { groupBouts } from "@mma-savant/core/stats/Grouping"
import { groupFights, groupTally } from "@mma-savant/core/stats/GroupTally"
import { fighterValue } from "@mma-savant/core/stats/Leaderboard"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { tally } from "@mma-savant/core/stats/Tally"
import type { FightScope, TallyScope } from "@mma-savant/core/stats/TallyScope"
import { Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { joined, statsOf } from "./StoredMatch.ts"

export const layer = Layer.effect(
  StatsReader,
  Effect.gen(function* () {
    const tables = yield* MemoryTables

    const completed = (day: IsoDate) =>
      tables.matches
        .all()
        .map((match) => ({ match: joined(tables, match), stats: statsOf(match) }))
        .filter(({ match }) => isCompleted(match, day))

    const within = ({ from, to, weightClass }: FightScope) =>
      completed(to).filter(
        ({ match }) =>
          (from === undefined || match.event!.date! >= from) &&
          (weightClass === undefined || match.weightClass === weightClass)
      )

    const activeSince = (day: IsoDate, to: IsoDate): ReadonlySet<FighterId | null> =>
      new Set(within({ from: day, to }).flatMap(({ match }) => match.corners.map(({ fighterId }) => fighterId)))

    /** The identified fighters of a scope, with their bouts in it. */
    const careers = (scope: TallyScope) => {
      const found = new Map<FighterId, ReturnType<typeof completed>>()
      for (const bout of within(scope)) {
        for (const { fighterId } of bout.match.corners) {
          if (fighterId !== null) found.set(fighterId, [...(found.get(fighterId) ?? []), bout])
        }
      }
      const active = scope.activeSince === undefined ? null : activeSince(scope.activeSince, scope.to)
      return tables.fighters.many(scope.fighterIds ?? [...found.keys()]).flatMap(({ birthdate, id, name }) => {
        const own = found.get(id)
        if (own === undefined || active?.has(id) === false) return []
        const [matches, stats] = [own.map(({ match }) => match), own.flatMap(({ stats }) => stats)]
        return [{ fighterId: id, name, birthdate, bouts: boutsOf(id, matches, stats).slice(0, scope.last) }]
      })
    }

    const tallies = (scope: TallyScope) =>
      careers(scope).map(({ bouts, fighterId, name }) => ({ fighterId, name, sums: tally(bouts) }))

    const stanceOf = (side: FighterMatch | undefined) =>
      (side?.fighterId && tables.fighters.get(side.fighterId)?.stance) ?? null

    return StatsReader.make({
      groupedTallies: (scope, by) =>
        Effect.sync(() =>
          careers(scope).flatMap(({ bouts, fighterId, name }) =>
            groupBouts(by, bouts).map((own) => ({ fighterId, name, group: own.group, sums: tally(own.bouts) }))
          )
        ),

      values: ({ metric, ...scope }) => Effect.sync(() => tallies(scope).map((one) => fighterValue(metric, one))),

      groupTallies: (scope, by) =>
        Effect.sync(() => {
          const fights = within(scope).map(({ match, stats }) => ({
            match,
            rounds: stats.flatMap((side) => side.rounds)
          }))
          return groupFights(by, fights).map(({ fights, group }) => ({ group, sums: groupTally(fights) }))
        }),

      boutRecords: ({ fighterId, limit, methodFamily: family, record, titleBoutsOnly, ...scope }) =>
        Effect.sync(() => {
          const bouts = careers({ ...scope, ...(fighterId === undefined ? {} : { fighterIds: [fighterId] }) }).flatMap(
            ({ birthdate, bouts, fighterId }) =>
              bouts.map((bout) => ({
                ...bout,
                fighterId,
                birthdate,
                position: bout.match.corners[0]?.fighterId === fighterId ? (1 as const) : (2 as const)
              }))
          )
          const asked = bouts.filter(
            ({ match }) =>
              (titleBoutsOnly !== true || match.isTitleBout) &&
              (family === undefined || (match.method !== null && methodFamily(match.method) === family))
          )
          return boutRecords(record, asked, limit)
        }),

      coverage: (scope) =>
        Effect.sync(() => {
          const counted = new Set(careers(scope).flatMap(({ bouts }) => bouts.map(({ match }) => match.id)))
          const fights = within(scope).filter(({ match }) => counted.has(match.id))
          return {
            fights: fights.length,
            measuredFights: fights.filter(({ stats }) => stats.length > 0).length
          }
        }),

      results: (to) =>
        Effect.sync(() =>
          completed(to).map(({ match }) => {
            const identified = match.corners.filter(({ fighterId }) => fighterId !== null)
            const [low, high] = [
              ...identified.sort((a, b) => a.fighterId! - b.fighterId!),
              ...match.corners.filter(({ fighterId }) => fighterId === null)
            ]
            return {
              matchId: match.id,
              date: match.event!.date!,
              cardOrder: match.cardOrder,
              first: low?.fighterId ?? null,
              second: high?.fighterId ?? null,
              firstResult: low?.result ?? null,
              secondResult: high?.result ?? null,
              method: match.method,
              methodDetail: match.methodDetail,
              weightClass: match.weightClass,
              round: match.resultRound,
              firstStance: stanceOf(low),
              secondStance: stanceOf(high)
            }
          })
        ),

      version: Effect.sync(() => tables.version),

      outdate: Effect.sync(() => {
        tables.version++
      }),

      status: (today) =>
        Effect.sync(() => {
          const fights = completed(today)
          const days = fights.map(({ match }) => match.event!.date!).sort()
          const events = tables.events.all()
          return {
            asOf: days.at(-1) ?? null,
            since: days[0] ?? null,
            events: events.length,
            fights: fights.length,
            measuredFights: fights.filter(({ stats }) => stats.length > 0).length,
            fighters: tables.fighters.all().length,
            upcomingEvents: events.filter(
              ({ date, status }) => status === "scheduled" && date !== null && date >= today
            ).length,
            sampleOnly:
              tables.runs.size > 0 && [...tables.runs.values()].every(({ plan }) => plan.source === sampleSource),
            version: tables.version
          }
        })
    })
  })
)
