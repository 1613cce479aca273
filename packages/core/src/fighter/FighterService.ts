import { Context, Effect, Layer } from "effect"
import type { FighterId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { isHangul } from "../KoreanParticles.ts"
import type { Listing } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "../stats/CurrentData.ts"
import { keptByVersion } from "../stats/KeptByVersion.ts"
import type { Candidate } from "./Candidate.ts"
import { type Experience, recordBounds } from "./Experience.ts"
import { type Fighter, type FighterFacts, FighterNotFound } from "./Fighter.ts"
import { FighterIndex } from "./FighterIndex.ts"
import { FighterRepository, type FighterSearch } from "./FighterRepository.ts"

/** What somebody looks for among the fighters. */
export interface FighterQuery extends Omit<FighterSearch, "called" | "record"> {
  readonly experience?: Experience | undefined
  /** At least five wins and no loss. */
  readonly undefeated?: boolean | undefined
}

/** The use cases around fighters. */
export class FighterService extends Context.Service<
  FighterService,
  {
    readonly createFighter: (facts: FighterFacts) => Effect.Effect<FighterId, StoreUnavailable>
    readonly getFighter: FighterRepository["Service"]["get"]
    /** Finds Korean spellings besides the names that are stored; for a text in Hangul, from the index of `resolve`. */
    readonly searchFighters: (query: FighterQuery) => Effect.Effect<Listing<Fighter>, StoreUnavailable>
    /** All but the source's key, which stays. */
    readonly updateFighter: (
      id: FighterId,
      facts: Omit<FighterFacts, "ufcstatsId">
    ) => Effect.Effect<Fighter, FighterNotFound | StoreUnavailable>
    readonly deleteFighter: (id: FighterId) => Effect.Effect<void, FighterNotFound | StoreUnavailable>
    /** Whom a text may mean, best first, from an index of all names, made once for each version of the data. */
    readonly resolve: (text: string, limit?: number) => Effect.Effect<ReadonlyArray<Candidate>, StoreUnavailable>
    /** The names, as the data has them, of those whom a text calls by their full name, in its order; from the same index. */
    readonly mentioned: (text: string) => Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  }
>()("@mma-savant/core/fighter/FighterService") {
  static readonly layer = Layer.effect(
    FighterService,
    Effect.gen(function* () {
      const fighters = yield* FighterRepository
      const index = yield* keptByVersion(Effect.map(fighters.names, (names) => new FighterIndex(names)))
      return FighterService.of({
        createFighter: fighters.save,
        getFighter: fighters.get,
        searchFighters: Effect.fn("FighterService.searchFighters")(function* ({ experience, undefeated, ...query }) {
          const record = recordBounds(yield* today, { experience, undefeated })
          const called = isHangul(query.text) ? (yield* index).inKorean(query.text) : undefined
          return yield* fighters.search({ ...query, called, record: record ?? undefined })
        }),
        updateFighter: Effect.fn("FighterService.updateFighter")(function* (id, facts) {
          return yield* Effect.flatMap(
            fighters.update(id, facts),
            Effect.fromOption(() => new FighterNotFound({ id }))
          )
        }),
        deleteFighter: Effect.fn("FighterService.deleteFighter")(function* (id) {
          if (!(yield* fighters.remove(id))) return yield* new FighterNotFound({ id })
        }),
        resolve: (text, limit) => Effect.map(index, (names) => names.find(text, limit)),
        mentioned: (text) => Effect.map(index, (names) => names.mentioned(text))
      })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}
