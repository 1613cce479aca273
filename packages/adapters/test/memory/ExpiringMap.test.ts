import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { ExpiringMap } from "../../src/memory/ExpiringMap.ts"

it("an entry is there until it expires, and not in that moment", () => {
  const map = new ExpiringMap<string, string>()
  map.set("a", "one", 10, 0)
  assert.strictEqual(map.get("a", 9), "one")
  assert.isUndefined(map.get("a", 10))
  map.set("a", "two", 20, 10)
  assert.strictEqual(map.get("a", 19), "two")
  assert.isUndefined(map.get("b", 0))
})

it("100,000 keys that are used once do not stay", () => {
  const map = new ExpiringMap<number, true>()
  let most = 0
  for (let now = 0; now < 100_000; now++) {
    map.set(now, true, now + 1000, now)
    most = Math.max(most, map.size)
  }
  assert.isAtMost(most, 2010)
})

it("a flood of keys is gone half as many settings after it has expired, though one key is set", () => {
  const map = new ExpiringMap<number, true>()
  for (let key = 0; key < 100_000; key++) map.set(key, true, 1000, 0)
  assert.strictEqual(map.size, 100_000)
  for (let count = 0; count < 50_000; count++) map.set(-1, true, 5000, 1000)
  assert.strictEqual(map.size, 1)
})

const between = (minimum: number, maximum: number) =>
  Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum, maximum })))
const settings = Schema.Array(Schema.Struct({ key: between(0, 5), lifetime: between(1, 20), pause: between(0, 5) }))

it.prop("whatever is set, each key reads as in a map that forgets nothing early", { settings }, ({ settings }) => {
  const map = new ExpiringMap<number, number>()
  const model = new Map<number, { readonly value: number; readonly expiresAt: number }>()
  let now = 0
  for (const [value, { key, lifetime, pause }] of settings.entries()) {
    now += pause
    map.set(key, value, now + lifetime, now)
    model.set(key, { value, expiresAt: now + lifetime })
    for (const [known, entry] of model) {
      assert.strictEqual(map.get(known, now), entry.expiresAt > now ? entry.value : undefined)
    }
  }
})
