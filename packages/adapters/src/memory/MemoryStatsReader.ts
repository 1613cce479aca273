import { sampleSource } from "@mma-savant/core/collection/CollectionLog"
import type { FighterId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { Match } from "@mma-savant/core/match/Match"
import type { CornerStats } from "@mma-savant/core/match/MatchStats"
import { boutsOf, isCompleted } from "@mma-savant/core/stats/Bout"
import { StatsReader, type TallyScope } from "@mma-savant/core/stats/StatsReader"
import { tally } from "@mma-savant/core/stats/Tally"
import { Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { joined, statsOf } from "./StoredMatch.ts"

interface Career {
  readonly matches: Array<Match>
  readonly stats: Array<CornerStats>
}

export const layer = Layer.effect(
  StatsReader,
  Effect.gen(function* () {
    const tables = yield* MemoryTables

    const completed = (day: IsoDate) =>
      tables.matches
        .all()
        .map((match) => ({ match: joined(tables, match), stats: statsOf(match) }))
        .filter(({ match }) => isCompleted(match, day))

    const careers = ({ from, to, weightClass }: TallyScope) => {
      const found = new Map<FighterId, Career>()
      for (const { match, stats } of completed(to)) {
        if (from !== undefined && match.event!.date! < from) continue
        if (weightClass !== undefined && match.weightClass !== weightClass) continue
        for (const { fighterId } of match.corners) {
          if (fighterId === null) continue
          const career = found.get(fighterId) ?? { matches: [], stats: [] }
          career.matches.push(match)
          career.stats.push(...stats)
          found.set(fighterId, career)
        }
      }
      return found
    }

    return StatsReader.make({
      tallies: (scope) =>
        Effect.sync(() => {
          const found = careers(scope)
          return tables.fighters.many(scope.fighterIds ?? [...found.keys()]).flatMap(({ id, name }) => {
            const career = found.get(id)
            if (career === undefined) return []
            return [{ fighterId: id, name, sums: tally(boutsOf(id, career.matches, career.stats)) }]
          })
        }),

      coverage: (scope) =>
        Effect.sync(() => {
          const ids = new Set(scope.fighterIds)
          const inScope = [...careers(scope)].filter(([id]) => scope.fighterIds === undefined || ids.has(id))
          const fights = new Set(inScope.flatMap(([, { matches }]) => matches.map(({ id }) => id)))
          const measured = new Set(inScope.flatMap(([, { stats }]) => stats.map(({ matchId }) => matchId)))
          return { fights: fights.size, measuredFights: measured.size }
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
            sampleOnly: tables.runs.length > 0 && tables.runs.every(({ source }) => source === sampleSource),
            version: tables.version
          }
        })
    })
  })
)
