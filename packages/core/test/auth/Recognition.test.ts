import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { DateTime, Effect, Layer, Logger } from "effect"
import { newUser } from "../../contract/Talk.ts"
import { Recognition } from "../../src/auth/Recognition.ts"
import { TokenRevocations } from "../../src/auth/TokenRevocations.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"

/** Recognition over stores that can go away, with the looks that were taken at them and the lines that were logged. */
const observed = () => {
  const looks: Array<string> = []
  const lines: Array<string> = []
  const away = new Set<string>()
  const look = <A>(name: string, store: string, answer: Effect.Effect<A, StoreUnavailable>) =>
    Effect.suspend(() => {
      looks.push(name)
      return away.has(store) ? Effect.fail(new StoreUnavailable({ store, cause: "away" })) : answer
    })
  const users = Layer.effect(
    UserRepository,
    Effect.map(UserRepository, (users) =>
      UserRepository.of({ ...users, active: (ids) => look("active", "users", users.active(ids)) })
    )
  )
  const revocations = Layer.effect(
    TokenRevocations,
    Effect.map(TokenRevocations, (known) =>
      TokenRevocations.of({
        ...known,
        areRevoked: (many) => look("areRevoked", "revocations", known.areRevoked(many)),
        isRevoked: (token, id) => look("isRevoked", "revocations", known.isRevoked(token, id))
      })
    )
  )
  const layer = Recognition.layer.pipe(
    Layer.provideMerge(Layer.merge(users, revocations)),
    Layer.provideMerge(Memory.layer),
    Layer.provideMerge(Logger.layer([Logger.map(Logger.formatJson, (line) => void lines.push(line))]))
  )
  const told = (level: string) => lines.filter((line) => line.includes(`"${level}"`)).length
  return { layer, looks, away, told }
}

let last = 0

const borne = (userId: Parameters<TokenRevocations["Service"]["isRevoked"]>[1]) => ({
  userId,
  token: { id: `token ${++last}`, iat: 0, exp: 1e9 }
})

const enter = Effect.fnUntraced(function* (isActive = true) {
  const { id } = yield* UserRepository.use((users) => users.create(newUser({ isActive })))
  return id
})

it.effect("of many who were recognised those are strangers who would be no more, by one look into each store", () => {
  const { layer, looks } = observed()
  return Effect.gen(function* () {
    const { strangers } = yield* Recognition
    const { revoke, revokeUntil } = yield* TokenRevocations
    const stays = Array.from({ length: 50 }, borne.bind(null, yield* enter()))
    const twice = { ...stays[0]! }
    const disabled = borne(yield* enter(false))
    const signedOut = borne(stays[0]!.userId)
    yield* revoke(signedOut.token)
    const everywhere = borne(yield* enter())
    yield* revokeUntil(everywhere.userId, DateTime.makeUnsafe(0))
    const removed = borne(yield* enter())
    yield* UserRepository.use((users) => users.remove(removed.userId))
    const gone = [disabled, signedOut, { ...signedOut }, everywhere, removed]
    assert.deepStrictEqual(yield* strangers([...stays, ...gone, twice]), gone)
    assert.deepStrictEqual(looks, ["active", "areRevoked"])
    assert.deepStrictEqual(yield* strangers([]), [])
    assert.lengthOf(looks, 2)
  }).pipe(Effect.provide(layer))
})

it.effect("a store that does not answer makes nobody a stranger, and the other one is asked all the same", () => {
  const { away, layer } = observed()
  return Effect.gen(function* () {
    const { strangers } = yield* Recognition
    const disabled = borne(yield* enter(false))
    const signedOut = borne(yield* enter())
    yield* TokenRevocations.use(({ revoke }) => revoke(signedOut.token))
    const both = [disabled, signedOut]
    away.add("revocations")
    assert.deepStrictEqual(yield* strangers(both), [disabled])
    away.add("users")
    assert.deepStrictEqual(yield* strangers(both), [])
    away.delete("revocations")
    assert.deepStrictEqual(yield* strangers(both), [signedOut])
    away.clear()
    assert.deepStrictEqual(yield* strangers(both), both)
  }).pipe(Effect.provide(layer))
})

it.effect(
  "who was recognised before goes on while revocations cannot be looked at, of which the log is told once",
  () => {
    const { away, layer, told } = observed()
    return Effect.gen(function* () {
      const { confirm, strangers } = yield* Recognition
      const [stays, disabled] = [borne(yield* enter()), borne(yield* enter(false))]
      const signedOut = borne(stays.userId)
      yield* TokenRevocations.use(({ revoke }) => revoke(signedOut.token))
      const rejected = (known: typeof stays) => Effect.map(Effect.flip(confirm(known)), ({ _tag }) => _tag)
      yield* confirm(stays)
      for (const each of [signedOut, disabled]) assert.strictEqual(yield* rejected(each), "TokenRejected")
      for (const outage of [1, 2]) {
        away.add("revocations")
        for (const each of [stays, signedOut, stays]) yield* confirm(each)
        assert.strictEqual(yield* rejected(disabled), "TokenRejected")
        yield* strangers([stays])
        assert.strictEqual(told("WARN"), outage)
        away.clear()
        assert.strictEqual(yield* rejected(signedOut), "TokenRejected")
        yield* confirm(stays)
        assert.strictEqual(told("INFO"), outage)
      }
      away.add("users")
      assert.strictEqual(yield* rejected(stays), "StoreUnavailable")
    }).pipe(Effect.provide(layer))
  }
)
