import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { Position } from "@mma-savant/core/Listing"
import type { Ranking, RankingSnapshot, Rankings } from "@mma-savant/core/ranking/Ranking"
import { rankingKey } from "@mma-savant/core/ranking/RankingHistory"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { weightClassId } from "@mma-savant/core/ranking/WeightClass"
import { Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { ascending, pageOf } from "./Paging.ts"

const dayOf = ({ key }: Position): string => key.slice(0, key.indexOf("|"))

const latestDayFirst = (a: Position, b: Position): number =>
  dayOf(a) === dayOf(b) ? ascending(a, b) : dayOf(a) < dayOf(b) ? 1 : -1

export const layer = Layer.effect(
  RankingRepository,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { fighters, rankings } = tables

    const latest = (day: IsoDate | null): RankingSnapshot | undefined =>
      [...rankings.values()]
        .filter(({ date }) => day === null || date <= day)
        .reduce<RankingSnapshot | undefined>(
          (best, snapshot) => (best === undefined || snapshot.date > best.date ? snapshot : best),
          undefined
        )

    const placesOf = (snapshot: RankingSnapshot | undefined) =>
      (snapshot?.entries ?? [])
        .map((entry) => ({ ...entry, name: fighters.get(entry.fighterId)?.name ?? "" }))
        .sort(
          (a, b) =>
            weightClassId(a.weightClass) - weightClassId(b.weightClass) ||
            a.rank - b.rank ||
            (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
        )

    const placesOn = (day: IsoDate | null, wanted: (place: Ranking) => boolean): Rankings => {
      const snapshot = latest(day)
      return { date: snapshot?.date ?? null, entries: placesOf(snapshot).filter(wanted) }
    }

    return RankingRepository.make({
      replace: (snapshot) =>
        Effect.sync(() => {
          rankings.set(snapshot.date, snapshot)
          tables.version++
        }),

      places: (weightClass, day) =>
        Effect.sync(() => placesOn(day, (place) => weightClass === null || place.weightClass === weightClass)),

      ofFighters: (ids) => Effect.sync(() => placesOn(null, ({ fighterId }) => ids.includes(fighterId))),

      history: ({ fighterId, from, to, weightClass, ...page }) =>
        Effect.sync(() => {
          const places = [...rankings.values()]
            .filter(({ date }) => (from === undefined || date >= from) && (to === undefined || date <= to))
            .flatMap((snapshot) => placesOf(snapshot).map((place) => ({ date: snapshot.date, ...place })))
            .filter(
              (place) =>
                (fighterId === undefined || place.fighterId === fighterId) &&
                (weightClass === undefined || place.weightClass === weightClass)
            )
          return pageOf(places, (place) => ({ key: rankingKey(place), id: place.fighterId }), latestDayFirst, page)
        })
    })
  })
)
