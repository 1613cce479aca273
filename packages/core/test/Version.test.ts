import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { version } from "../src/Version.ts"

it.each(["core", "adapters", "http", "collector"])("the manifest of %s has the version that programs tell", (name) => {
  const manifest = readFileSync(new URL(`../../${name}/package.json`, import.meta.url), "utf8")
  assert.strictEqual(JSON.parse(manifest).version, version)
})
