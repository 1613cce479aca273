// The library without infrastructure: the sample that ships with it, in memory, and two questions to the services.
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { DataStore, EventComposer, FighterComposer, FighterService, ImportFlow } from "@mma-savant/core"
import { Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const imports = yield* ImportFlow
  const fighters = yield* FighterService
  const careers = yield* FighterComposer
  const events = yield* EventComposer

  yield* imports.run(() => Effect.void)
  const [found] = yield* fighters.resolve("makhachev")
  const stats = yield* careers.getFighterStats(found!.id)
  console.log(`${stats.name} is ${stats.record.text} in the sample, last seen on ${stats.lastFight}.`)

  const { items } = yield* events.getPastEvents(3, null)
  for (const event of items) {
    const { matches } = yield* events.getEventWithMatches(event.id)
    console.log(`${event.date}  ${event.name}: ${matches.length} bouts`)
  }
})

const Services = Layer.mergeAll(
  ImportFlow.layer.pipe(Layer.provide(DataStore.layer)),
  FighterService.layer,
  FighterComposer.layer,
  EventComposer.layer
).pipe(Layer.provide(Memory.layer))

await Effect.runPromise(program.pipe(Effect.provide([Services, SnapshotSource.layerSample])))
