import { assert, it } from "@effect/vitest"
import { fighterFacts } from "@mma-savant/core/contract/Facts"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { type FighterOption, Inquirer } from "@mma-savant/core/llm/Inquirer"
import { Deferred, Effect, Fiber } from "effect"
import { asked, layer, toolsOf } from "./Desk.ts"
import { founded } from "./League.ts"

/** Chooses the option that holds one of the texts; nobody where none does. */
const choosing = (texts: ReadonlyArray<string>, seen: Array<ReadonlyArray<string>> = []) =>
  Effect.provideService(Inquirer, (options: ReadonlyArray<FighterOption>) => {
    seen.push(options.map(({ label }) => label))
    const chosen = options.find(({ label }) => texts.some((text) => label.includes(text)))
    return Effect.succeed(chosen?.fighterId ?? null)
  })

const vales = [
  'Bruno Vale "Bulldog": record 1-0-0, 56.7 kg (125 lb)',
  'Bruno Vale "Blade": record 0-1-0, 83.9 kg (185 lb)'
]
const starks = ['Ian Crane "Stark": no fight', "Mark Stark: no fight"]

/** Questions that only their user can complete: what is asked, what is chosen, and the answer. */
const completed: ReadonlyArray<
  readonly [
    question: string,
    chosen: ReadonlyArray<string>,
    asks: ReadonlyArray<ReadonlyArray<string>>,
    tools: string,
    says: string
  ]
> = [
  [
    "How many fights has Bruno Vale won?",
    ["Blade"],
    [vales],
    "resolve fighterProfile fighterProfile askUser metric",
    'I took "Bruno Vale" to mean Bruno Vale "Blade". Bruno Vale has no wins from 1 fight in the data.'
  ],
  [
    "Stark record",
    ["Mark"],
    [starks],
    "resolve fighterProfile fighterProfile askUser fighterProfile",
    'I took "Stark" to mean Mark Stark. Mark Stark has no completed fight in the data.'
  ],
  [
    "Vale vs Ada Stone",
    ["Bulldog"],
    [vales],
    "resolve resolve resolve fighterProfile fighterProfile askUser headToHead",
    'I took "Vale" to mean Bruno Vale "Bulldog". No completed fight of Bruno Vale and Ada Stone against each other is in the data.'
  ],
  [
    "Bruno Vale vs Stark",
    ["Blade", "Mark"],
    [vales, starks],
    "resolve resolve resolve resolve fighterProfile fighterProfile fighterProfile fighterProfile askUser askUser headToHead",
    'I took "Bruno Vale" to mean Bruno Vale "Blade". I took "Stark" to mean Mark Stark. No completed fight of Bruno Vale and Mark Stark against each other is in the data.'
  ]
]

it.effect.each(completed)("asks who is meant, and answers: %s", ([question, chosen, asks, tools, says]) =>
  Effect.gen(function* () {
    yield* founded
    const seen: Array<ReadonlyArray<string>> = []
    const answer = yield* choosing(chosen, seen)(asked(question))
    assert.deepStrictEqual(seen, asks)
    assert.strictEqual(answer.text, says)
    assert.strictEqual(toolsOf(answer), tools)
  }).pipe(Effect.provide(layer))
)

it.effect("asks in words where nobody answers, and about the first name alone", () =>
  Effect.gen(function* () {
    yield* founded
    for (const question of ["Bruno Vale vs Stark", "Stark record", "Vale vs Ada Stone"]) {
      const seen: Array<ReadonlyArray<string>> = []
      const answer = yield* choosing([], seen)(asked(question))
      assert.strictEqual(answer.text, (yield* asked(question)).text)
      assert.include(answer.text, "may be several fighters in the data. Which one do you mean?")
      assert.strictEqual(seen.length, 1)
    }
    const { text } = yield* choosing(["Blade"])(asked("Bruno Vale vs Stark"))
    assert.isTrue(text.startsWith('"Stark" may be several'), text)
  }).pipe(Effect.provide(layer))
)

it.effect("asks in words of more than can be told apart at once", () =>
  Effect.gen(function* () {
    const fighters = yield* FighterRepository
    const names = Array.from({ length: 8 }, (_, index) => `Son${"abcdefgh"[index]} Silva`)
    yield* fighters.saveAll(names.map((name) => fighterFacts({ name })))
    const seen: Array<ReadonlyArray<string>> = []
    const { text } = yield* choosing(["Sona"], seen)(asked("Silva record"))
    assert.include(text, "There are more; a first name or a nickname tells them apart.")
    assert.deepStrictEqual(seen, [])
  }).pipe(Effect.provide(layer))
)

it.effect("asks nobody where the question itself tells who is meant", () =>
  Effect.gen(function* () {
    yield* founded
    const seen: Array<ReadonlyArray<string>> = []
    yield* choosing([], seen)(asked("Vale vs Nunez"))
    yield* choosing([], seen)(asked("Who did Vale fight at UFC 1?"))
    assert.deepStrictEqual(seen, [])
  }).pipe(Effect.provide(layer))
)

it.effect("waits for the answer until it is interrupted", () =>
  Effect.gen(function* () {
    yield* founded
    const [asking, stopped] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
    const fiber = yield* asked("Bruno Vale record").pipe(
      Effect.provideService(Inquirer, () =>
        Deferred.succeed(asking, undefined).pipe(
          Effect.andThen(Effect.never),
          Effect.onInterrupt(() => Deferred.succeed(stopped, undefined))
        )
      ),
      Effect.forkChild
    )
    yield* Deferred.await(asking)
    yield* Fiber.interrupt(fiber)
    assert.isTrue(yield* Deferred.isDone(stopped))
  }).pipe(Effect.provide(layer))
)
