import { Effect, Option } from "effect"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

interface Many<Id, Facts, A> {
  readonly saveAll: (facts: ReadonlyArray<Facts>) => Effect.Effect<ReadonlyArray<Id>, StoreUnavailable>
  readonly findMany: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<A>, StoreUnavailable>
}

/** What a store of many can do with one of them. */
export interface One<Id, Facts, A, NotFound> {
  readonly save: (facts: Facts) => Effect.Effect<Id, StoreUnavailable>
  readonly find: (id: Id) => Effect.Effect<Option.Option<A>, StoreUnavailable>
  readonly get: (id: Id) => Effect.Effect<A, NotFound | StoreUnavailable>
}

export const oneOf = <Id, Facts, A, NotFound>(
  { findMany, saveAll }: Many<Id, Facts, A>,
  notFound: (id: Id) => NotFound
): One<Id, Facts, A, NotFound> => {
  const find = (id: Id) => Effect.map(findMany([id]), (found) => Option.fromUndefinedOr(found[0]))
  return {
    save: (facts) => Effect.map(saveAll([facts]), (ids) => ids[0]!),
    find,
    get: (id) =>
      Effect.flatMap(
        find(id),
        Effect.fromOption(() => notFound(id))
      )
  }
}
