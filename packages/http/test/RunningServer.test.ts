import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import * as RunningServer from "../src/system/RunningServer.ts"
import * as Test from "./TestServer.ts"

layer(Layer.merge(Test.layer, NodeServices.layer), { excludeTestServices: true })("a running server", (it) => {
  const mayNotSignalTheFirst = process.platform !== "win32" && process.getuid?.() !== 0
  it.effect.skipIf(!mayNotSignalTheFirst)("is found though its process is somebody else's (not for root)", () =>
    Effect.gen(function* () {
      const { url } = yield* Test.TestServer
      const directory = yield* Effect.acquireRelease(
        Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
        (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
      )
      yield* Effect.promise(() => writeFile(join(directory, "server.json"), JSON.stringify({ url, pid: 1 })))
      assert.deepStrictEqual(yield* RunningServer.find(directory), Option.some(url))
    })
  )
})
