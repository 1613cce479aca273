import { Context, Effect, Layer } from "effect"
import { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { type IsoDate, today } from "../IsoDate.ts"
import { type Listing, maxLimit, type Position } from "../Listing.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { DatedRanking, RankingHistory } from "../ranking/RankingHistory.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { boutsOf } from "../stats/Bout.ts"
import { Ratings } from "../stats/Ratings.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { tally } from "../stats/Tally.ts"
import { type CareerBout, type CareerTimeline, careerBout, careerTimeline } from "./CareerTimeline.ts"
import { type DivisionElite, divisionElite, elitePlaces } from "./DivisionElite.ts"
import { eloForecast } from "./EloForecast.ts"
import { type FighterComparison, fighterComparison } from "./FighterComparison.ts"
import { type FighterProfile, fighterProfile } from "./FighterProfile.ts"
import { type FighterStats, fighterStats } from "./FighterStats.ts"
import { type FighterTrend, fighterTrend } from "./FighterTrend.ts"
import { type HeadToHead, headToHead } from "./HeadToHead.ts"
import { type StanceRecords, stanceRecords } from "./StanceRecords.ts"

/** What is read of fighters' careers, in three queries where nothing else is said: the fighters, the bouts, their statistics. */
export class FighterComposer extends Context.Service<
  FighterComposer,
  {
    readonly getFighterStats: (id: FighterId) => Effect.Effect<FighterStats, FighterNotFound | StoreUnavailable>
    /** A fourth query finds the places. */
    readonly getProfile: (id: FighterId) => Effect.Effect<FighterProfile, FighterNotFound | StoreUnavailable>
    /** Completed bouts, the latest first. Two queries: the fighter and the bouts. */
    readonly getHistory: (
      id: FighterId,
      limit: number,
      after: Position | null
    ) => Effect.Effect<Listing<CareerBout>, FighterNotFound | StoreUnavailable>
    readonly getStances: (id: FighterId) => Effect.Effect<StanceRecords, FighterNotFound | StoreUnavailable>
    readonly getTimeline: (id: FighterId) => Effect.Effect<CareerTimeline, FighterNotFound | StoreUnavailable>
    /** Of two different fighters. */
    readonly getHeadToHead: (
      a: FighterId,
      b: FighterId
    ) => Effect.Effect<HeadToHead, FighterNotFound | StoreUnavailable>
    readonly getTrend: (id: FighterId) => Effect.Effect<FighterTrend, FighterNotFound | StoreUnavailable>
    /** Of two different fighters. Four queries: the fighters, their sums, the bouts of each; and those of `Ratings`. */
    readonly compareFighters: (
      a: FighterId,
      b: FighterId
    ) => Effect.Effect<FighterComparison, FighterNotFound | StoreUnavailable>
    /** Published places. Where they are to be of one fighter, another query finds that fighter. */
    readonly getRankingHistory: (
      query: RankingHistory
    ) => Effect.Effect<Listing<DatedRanking>, FighterNotFound | StoreUnavailable>
    /** Four queries: the places of the class, the sums of the elite, and what they rest on, by the version of the data. */
    readonly getDivisionElite: (weightClass: WeightClass) => Effect.Effect<DivisionElite, StoreUnavailable>
  }
>()("@mma-savant/core/composition/FighterComposer") {
  static readonly layer = Layer.effect(
    FighterComposer,
    Effect.gen(function* () {
      const fighters = yield* FighterRepository
      const matches = yield* MatchRepository
      const rankings = yield* RankingRepository
      const reader = yield* StatsReader
      const ratings = yield* Ratings
      const boutsFor = Effect.fnUntraced(function* (id: FighterId, day: IsoDate) {
        const career = yield* matches.career(id, day)
        const stats = yield* matches.stats(career.map((match) => match.id))
        return boutsOf(id, career, stats)
      })
      const careerOf = Effect.fnUntraced(function* (id: FighterId) {
        const { name } = yield* fighters.get(id)
        return { fighterId: id, name, bouts: yield* boutsFor(id, yield* today) }
      })
      const namedPair = Effect.fnUntraced(function* (a: FighterId, b: FighterId) {
        const [one, other] = yield* fighters.getMany([a, b])
        return { a: { id: a, name: one!.name }, b: { id: b, name: other!.name } }
      })
      return FighterComposer.of({
        getFighterStats: Effect.fn("FighterComposer.getFighterStats")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...fighterStats(bouts) }
        }),
        getProfile: Effect.fn("FighterComposer.getProfile")(function* (id) {
          const fighter = yield* fighters.get(id)
          const day = yield* today
          return fighterProfile(fighter, yield* boutsFor(id, day), yield* rankings.ofFighters([id]), day)
        }),
        getHistory: Effect.fn("FighterComposer.getHistory")(function* (id, limit, after) {
          yield* fighters.get(id)
          const to = yield* today
          const page = { fighterId: id, to, completedOnly: true, order: "latest", limit, after } as const
          const { items, next } = yield* matches.search(page)
          return { items: boutsOf(id, items, []).map(careerBout), next }
        }),
        getStances: Effect.fn("FighterComposer.getStances")(function* (id) {
          const bouts = yield* boutsFor(id, yield* today)
          const met = bouts.flatMap(({ opponent }) => opponent?.fighterId ?? [])
          const found = yield* fighters.findMany([id, ...new Set(met)])
          const fighter = found.find((one) => one.id === id)
          if (fighter === undefined) return yield* new FighterNotFound({ id })
          return { fighterId: id, name: fighter.name, ...stanceRecords(bouts, found) }
        }),
        getTimeline: Effect.fn("FighterComposer.getTimeline")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...careerTimeline(bouts) }
        }),
        getHeadToHead: Effect.fn("FighterComposer.getHeadToHead")(function* (a, b) {
          const pair = yield* namedPair(a, b)
          const { items } = yield* matches.search({
            fighterId: a,
            opponentId: b,
            to: yield* today,
            completedOnly: true,
            order: "latest",
            limit: maxLimit,
            after: null
          })
          const stats = yield* matches.stats(items.map((match) => match.id))
          return { ...pair, ...headToHead(boutsOf(a, items, stats)) }
        }),
        getTrend: Effect.fn("FighterComposer.getTrend")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...fighterTrend(bouts) }
        }),
        compareFighters: Effect.fn("FighterComposer.compareFighters")(function* (a, b) {
          const pair = yield* namedPair(a, b)
          const day = yield* today
          const tallies = yield* reader.tallies({ fighterIds: [a, b], to: day })
          const contender = Effect.fnUntraced(function* (fighter: typeof pair.a) {
            const career = yield* matches.career(fighter.id, day)
            const sums = tallies.find(({ fighterId }) => fighterId === fighter.id)?.sums ?? tally([])
            return { ...fighter, sums, bouts: boutsOf(fighter.id, career, []) }
          })
          const forecast = eloForecast(yield* ratings.field, a, b)
          return { ...fighterComparison(yield* contender(pair.a), yield* contender(pair.b)), forecast }
        }),
        getRankingHistory: Effect.fn("FighterComposer.getRankingHistory")(function* (query) {
          if (query.fighterId !== undefined) yield* fighters.get(query.fighterId)
          return yield* rankings.history(query)
        }),
        getDivisionElite: Effect.fn("FighterComposer.getDivisionElite")(function* (weightClass) {
          const current = yield* rankings.current(weightClass)
          const fighterIds = elitePlaces(current.entries).map(({ fighterId }) => fighterId)
          const scope = { fighterIds, to: yield* today }
          const tallies = yield* reader.tallies(scope)
          const sums = new Map(tallies.map(({ fighterId, sums }) => [fighterId, sums]))
          return { ...divisionElite(weightClass, current, sums), coverage: yield* reader.coverage(scope) }
        })
      })
    })
  ).pipe(Layer.provide(Ratings.layer))
}
