import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import * as RunningServer from "../src/system/RunningServer.ts"
import * as Test from "./TestServer.ts"

const noting = (note: string) =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
      (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
    )
    yield* Effect.promise(() => writeFile(join(directory, "server.json"), note))
    return yield* RunningServer.find(directory)
  })

layer(Layer.merge(Test.layer, NodeServices.layer), { excludeTestServices: true })("a running server", (it) => {
  const mayNotSignalTheFirst = process.platform !== "win32" && process.getuid?.() !== 0
  it.effect.skipIf(!mayNotSignalTheFirst)("is found though its process is somebody else's (not for root)", () =>
    Effect.gen(function* () {
      const { url } = yield* Test.TestServer
      assert.deepStrictEqual(yield* noting(JSON.stringify({ url, pid: 1 })), Option.some(url))
    })
  )

  it.effect.each([
    ["whose process is gone", (url: string) => ({ url, pid: 999_999_999 })],
    ["whose number another program has by now", () => ({ url: "http://127.0.0.1:9", pid: process.pid })],
    ["that is none", () => ({})]
  ] as const)("is not found by a note %s", ([, note]) =>
    Effect.gen(function* () {
      const { url } = yield* Test.TestServer
      assert.deepStrictEqual(yield* noting(JSON.stringify(note(url))), Option.none())
    })
  )
})
