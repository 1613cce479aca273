import { fold } from "@mma-savant/core/Fold"
import { Fighter, type FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { FighterId } from "@mma-savant/core/Identity"
import { Effect, Layer, Option } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { ascending, pageOf } from "./Paging.ts"

export const layer = Layer.effect(
  FighterRepository,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { aliases, fighters, matches, rankings } = tables

    const put = (id: FighterId, facts: FighterFacts): Fighter => {
      const fighter = Fighter.of(id, facts)
      fighters.put(fighter)
      tables.version++
      return fighter
    }

    const aliasesOf = (id: FighterId) => (aliases.get(id) ?? []).map(({ alias }) => alias)

    return FighterRepository.make({
      saveAll: (facts) => Effect.sync(() => facts.map((known) => put(fighters.idFor(known.ufcstatsId), known).id)),

      update: (id, facts) =>
        Effect.sync(() =>
          Option.map(Option.fromUndefinedOr(fighters.get(id)), ({ ufcstatsId }) => put(id, { ...facts, ufcstatsId }))
        ),

      findMany: (ids) => Effect.sync(() => fighters.many(ids)),

      findByKeys: (keys) => Effect.sync(() => fighters.byKeys(keys)),

      search: ({ text, ...page }) =>
        Effect.sync(() => {
          const wanted = fold(text)
          const found = fighters
            .all()
            .filter(({ id, name, nickname }) =>
              [name, nickname ?? "", ...aliasesOf(id)].some((called) => fold(called).includes(wanted))
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
