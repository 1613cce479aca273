import { assert, it } from "@effect/vitest"
import { ConfigProvider, Effect } from "effect"
import { settings } from "../src/Config.ts"

const dataDirectoryIn = (env: Record<string, string>) =>
  Effect.map(settings, ({ dataDirectory }) => dataDirectory).pipe(
    Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env }))
  )

it.effect("an empty DATA_DIR is one that was not set", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* dataDirectoryIn({}), ".data")
    assert.strictEqual(yield* dataDirectoryIn({ DATA_DIR: "" }), ".data")
    assert.strictEqual(yield* dataDirectoryIn({ DATA_DIR: "elsewhere" }), "elsewhere")
  })
)
