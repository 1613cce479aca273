import { fold } from "@mma-savant/core/Fold"
import type { RecordBounds } from "@mma-savant/core/fighter/Experience"
import { Fighter, type FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { FighterId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { wasFought } from "@mma-savant/core/match/Match"
import type { Result } from "@mma-savant/core/match/Result"
import { Effect, Layer, Option } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { ascending, pageOf } from "./Paging.ts"

const isWithin = (
  { maxBouts, maxLosses, minBouts, minWins }: RecordBounds,
  results: ReadonlyArray<Result | null>
): boolean => {
  const counted = (...wanted: ReadonlyArray<Result>) =>
    results.filter((result) => result !== null && wanted.includes(result)).length
  const bouts = counted("WIN", "LOSS", "DRAW")
  return counted("WIN") >= minWins && counted("LOSS") <= maxLosses && bouts >= minBouts && bouts <= maxBouts
}

export const layer = Layer.effect(
  FighterRepository,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { aliases, events, fighters, matches, rankings } = tables

    const put = (id: FighterId, facts: FighterFacts): Fighter => {
      const fighter = Fighter.of(id, facts)
      fighters.put(fighter)
      tables.version++
      return fighter
    }

    const aliasesOf = (id: FighterId) => (aliases.get(id) ?? []).map(({ alias }) => alias)

    const resultsOf = (id: FighterId, until: IsoDate) =>
      matches
        .all()
        .filter((match) => wasFought(match) && (events.get(match.eventId)?.date ?? "9999-12-31") <= until)
        .flatMap(({ corners }) => corners.filter(({ fighterId }) => fighterId === id).map(({ result }) => result))

    return FighterRepository.make({
      saveAll: (facts) => Effect.sync(() => facts.map((known) => put(fighters.idFor(known.ufcstatsId), known).id)),

      update: (id, facts) =>
        Effect.sync(() =>
          Option.map(Option.fromUndefinedOr(fighters.get(id)), ({ ufcstatsId }) => put(id, { ...facts, ufcstatsId }))
        ),

      findMany: (ids) => Effect.sync(() => fighters.many(ids)),

      findByKeys: (keys) => Effect.sync(() => fighters.byKeys(keys)),

      search: ({ called = [], record, stance, text, ...page }) =>
        Effect.sync(() => {
          const wanted = fold(text)
          const found = fighters
            .all()
            .filter(
              (fighter) =>
                (stance === undefined || fighter.stance === stance) &&
                (called.includes(fighter.id) ||
                  [fighter.name, fighter.nickname ?? "", ...aliasesOf(fighter.id)].some((name) =>
                    fold(name).includes(wanted)
                  )) &&
                (record === undefined || isWithin(record, resultsOf(fighter.id, record.until)))
            )
          return pageOf(found, ({ id, name }) => ({ key: fold(name), id }), ascending, page)
        }),

      names: Effect.sync(() =>
        fighters.all().map(({ id, name, nickname }) => ({ id, name, nickname, aliases: aliasesOf(id) }))
      ),

      saveAliases: (added) =>
        Effect.sync(() => {
          for (const alias of added) {
            const known = aliases.get(alias.fighterId) ?? []
            if (known.some((other) => other.alias === alias.alias)) continue
            aliases.set(alias.fighterId, [...known, alias])
            tables.version++
          }
        }),

      remove: (id) =>
        Effect.sync(() => {
          if (!fighters.remove(id)) return false
          aliases.delete(id)
          for (const match of matches.all()) {
            if (!match.corners.some(({ fighterId }) => fighterId === id)) continue
            const corners = match.corners.map((side) => (side.fighterId === id ? { ...side, fighterId: null } : side))
            matches.put({ ...match, corners })
          }
          for (const [date, { entries, ...snapshot }] of rankings) {
            rankings.set(date, { ...snapshot, entries: entries.filter(({ fighterId }) => fighterId !== id) })
          }
          tables.version++
          return true
        })
    })
  })
)
