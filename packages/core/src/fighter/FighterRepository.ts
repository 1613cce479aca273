import { Context, Effect, type Option } from "effect"
import type { FighterId, UfcstatsId } from "../Identity.ts"
import type { Listing, Position } from "../Listing.ts"
import { type One, oneOf } from "../OneOf.ts"
import type { Stance } from "../Stance.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RecordBounds } from "./Experience.ts"
import { type Fighter, type FighterFacts, FighterNotFound } from "./Fighter.ts"
import type { FighterAlias, FighterName } from "./FighterName.ts"

/** Every condition given must hold. An empty `text` finds everyone. `limit` is 1 to 100. */
export interface FighterSearch {
  readonly text: string
  /** Who is called by the text in a way that is not stored: they are found as well. */
  readonly called?: ReadonlyArray<FighterId> | undefined
  readonly stance?: Stance | undefined
  /** Of the bouts at hand; a fighter without a bout that counts has no record. */
  readonly record?: RecordBounds | undefined
  readonly limit: number
  readonly after: Position | null
}

interface Primitives {
  /**
   * Inserts or, for a `ufcstatsId` already known, replaces; in one statement however many. Saving the same facts
   * twice changes nothing. Facts without a `ufcstatsId` are always a new fighter. The ids come back in the order given;
   * a batch names each `ufcstatsId` at most once.
   */
  readonly saveAll: (facts: ReadonlyArray<FighterFacts>) => Effect.Effect<ReadonlyArray<FighterId>, StoreUnavailable>
  /** Replaces what is known of one fighter, all but the source's key; none when the id is unknown. */
  readonly update: (
    id: FighterId,
    facts: Omit<FighterFacts, "ufcstatsId">
  ) => Effect.Effect<Option.Option<Fighter>, StoreUnavailable>
  /** Those of the ids that exist, in no particular order. One query. */
  readonly findMany: (ids: ReadonlyArray<FighterId>) => Effect.Effect<ReadonlyArray<Fighter>, StoreUnavailable>
  /** Those of the keys that exist, in no particular order. One query. */
  readonly findByKeys: (keys: ReadonlyArray<UfcstatsId>) => Effect.Effect<ReadonlyArray<Fighter>, StoreUnavailable>
  /**
   * Fighters whose folded name, nickname or alias contains the folded text, and those `called` so, by folded name and then
   * id. `%` and `_` are ordinary characters. The position's key is the folded name.
   */
  readonly search: (query: FighterSearch) => Effect.Effect<Listing<Fighter>, StoreUnavailable>
  /** Every fighter's names: the whole index, a few hundred kilobytes. */
  readonly names: Effect.Effect<ReadonlyArray<FighterName>, StoreUnavailable>
  /** Adds names; those already known change nothing. */
  readonly saveAliases: (aliases: ReadonlyArray<FighterAlias>) => Effect.Effect<void, StoreUnavailable>
  /** True when there was one. Bouts keep the corner, with the name alone. */
  readonly remove: (id: FighterId) => Effect.Effect<boolean, StoreUnavailable>
}

/** Where fighters are kept. Laws: `contract/FighterRepository.ts`. */
export class FighterRepository extends Context.Service<
  FighterRepository,
  Primitives &
    One<FighterId, FighterFacts, Fighter, FighterNotFound> & {
      /** In the order of the ids; fails for the first that nobody has. One query. */
      readonly getMany: (
        ids: ReadonlyArray<FighterId>
      ) => Effect.Effect<ReadonlyArray<Fighter>, FighterNotFound | StoreUnavailable>
    }
>()("@mma-savant/core/fighter/FighterRepository") {
  static make(primitives: Primitives) {
    return FighterRepository.of({
      ...primitives,
      ...oneOf(primitives, (id) => new FighterNotFound({ id })),
      getMany: Effect.fnUntraced(function* (ids) {
        const found = new Map((yield* primitives.findMany(ids)).map((fighter) => [fighter.id, fighter]))
        return yield* Effect.forEach(ids, (id) => {
          const fighter = found.get(id)
          return fighter === undefined ? new FighterNotFound({ id }) : Effect.succeed(fighter)
        })
      })
    })
  }
}
