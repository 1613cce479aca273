import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Schema } from "effect"
import { Password } from "../src/auth/Password.ts"
import { PasswordHasher } from "../src/auth/PasswordHasher.ts"

const password = Schema.decodeSync(Password)

const right = password("Correct horse 1!")
const wrong = password("Correct horse 2!")

/** The laws of {@link PasswordHasher}; `foreign` are hashes of "Correct horse 1!" that it did not make. */
export const suite = (adapter: string, layer: Layer.Layer<PasswordHasher>, foreign: ReadonlyArray<string>) =>
  it.layer(layer)(`PasswordHasher / ${adapter}`, (it) => {
    it.effect("the same password gives another hash each time, and all of them know it", () =>
      Effect.gen(function* () {
        const { hash, verify } = yield* PasswordHasher
        const hashes = [yield* hash(right), yield* hash(right)]
        assert.notStrictEqual(hashes[0], hashes[1])
        for (const one of hashes) assert.isTrue(yield* verify(right, one))
      })
    )

    it.effect("another password, be it longer or shorter by a letter, is told from it", () =>
      Effect.gen(function* () {
        const { hash, verify } = yield* PasswordHasher
        const known = yield* hash(right)
        for (const other of [wrong, password("Correct horse 1"), password("Correct horse 1!!")]) {
          assert.isFalse(yield* verify(other, known))
        }
      })
    )

    it.effect("every character of the longest password counts", () =>
      Effect.gen(function* () {
        const { hash, verify } = yield* PasswordHasher
        const long = `Aa1${"é".repeat(96)}`
        const known = yield* hash(password(`${long}x`))
        assert.isTrue(yield* verify(password(`${long}x`), known))
        assert.isFalse(yield* verify(password(`${long}y`), known))
      })
    )

    it.effect("a hash is a short text of plain characters without the password in it", () =>
      Effect.gen(function* () {
        const text = yield* (yield* PasswordHasher).hash(right)
        assert.notInclude(text, "Correct")
        assert.match(text, /^[\x21-\x7e]{32,255}$/)
      })
    )

    it.effect("no hash, and what is no hash of ours, know no password", () =>
      Effect.gen(function* () {
        const { hash, verify } = yield* PasswordHasher
        const known = yield* hash(right)
        for (const bad of [null, "", "Correct horse 1!", known.slice(0, -1), `${known}A`, ` ${known}`, ...foreign]) {
          assert.isFalse(yield* verify(right, bad), String(bad))
        }
      })
    )
  })
