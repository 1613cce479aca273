import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { versionCache } from "../../src/stats/VersionCache.ts"

const counted = (capacity: number) => {
  const state = { version: 1, found: 0, during: () => {} }
  const ask = versionCache(
    Effect.sync(() => state.version),
    capacity,
    (question: string) =>
      Effect.sync(() => {
        state.during()
        return `${question} ${++state.found}`
      })
  )
  return { ask, state }
}

it.effect("an answer is kept until the facts are at another version", () =>
  Effect.gen(function* () {
    const { ask, state } = counted(2)
    assert.strictEqual(yield* ask("a"), "a 1")
    assert.strictEqual(yield* ask("a"), "a 1")
    state.version = 2
    assert.strictEqual(yield* ask("a"), "a 2")
  })
)

it.effect("what was asked longest ago goes first", () =>
  Effect.gen(function* () {
    const { ask } = counted(2)
    for (const question of ["a", "b", "a", "c"]) yield* ask(question)
    assert.strictEqual(yield* ask("a"), "a 1")
    assert.strictEqual(yield* ask("b"), "b 4")
  })
)

it.effect("facts that change while they are read are not kept under the later version", () =>
  Effect.gen(function* () {
    const { ask, state } = counted(2)
    state.during = () => {
      state.version = 2
    }
    yield* ask("a")
    state.during = () => {}
    assert.strictEqual(yield* ask("a"), "a 2")
  })
)
