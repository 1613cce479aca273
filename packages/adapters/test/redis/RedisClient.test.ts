import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Latch, Redacted, Schedule } from "effect"
import { layer, RedisClient } from "../../src/redis/RedisClient.ts"
import { describeWithRedis, freshKeys, redisUrl } from "./TestRedis.ts"
import { wire } from "./Wire.ts"

const ping = RedisClient.use(({ run }) => run((client) => client.ping()))

const untilAnswered = Effect.retry(ping, Schedule.spaced("20 millis"))

describeWithRedis("RedisClient", () => {
  const { client, prefix } = freshKeys()

  it.live("a server that goes away is StoreUnavailable, and is used again when it is back", () =>
    Effect.gen(function* () {
      const { cut, mend, url } = yield* wire
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* ping, "PONG")
        for (let time = 0; time < 2; time++) {
          yield* cut
          const errors = yield* Effect.all([Effect.flip(ping), Effect.flip(ping)], { concurrency: 2 })
          for (const error of errors) assert.deepInclude(error, { _tag: "StoreUnavailable", store: "redis" })
          yield* mend
          assert.strictEqual(yield* untilAnswered, "PONG")
        }
      }).pipe(Effect.provide(layer(url)))
    })
  )

  it.live("one that has been away for a second is waited for no more, until it is back", () =>
    Effect.gen(function* () {
      const { cut, mend, url } = yield* wire
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* ping, "PONG")
        for (let time = 0; time < 2; time++) {
          yield* cut
          yield* Effect.sleep("1100 millis")
          const startedAt = performance.now()
          for (let count = 0; count < 20; count++) {
            const { cause } = yield* Effect.flip(ping)
            assert.match(String(cause), /ECONNREFUSED/)
          }
          assert.isBelow(performance.now() - startedAt, 200)
          yield* mend
          assert.strictEqual(yield* untilAnswered, "PONG")
        }
      }).pipe(Effect.provide(layer(url)))
    })
  )

  it.live("one that says no more is StoreUnavailable too, over connections that nobody closed", () =>
    Effect.gen(function* () {
      const { deaden, url } = yield* wire
      yield* Effect.gen(function* () {
        const heard = Latch.makeUnsafe(false)
        yield* RedisClient.use(({ subscribe }) => subscribe("channel", () => void heard.openUnsafe()))
        assert.strictEqual(yield* ping, "PONG")
        yield* deaden
        assert.strictEqual((yield* Effect.flip(ping))._tag, "StoreUnavailable")
        assert.strictEqual(yield* untilAnswered, "PONG")
        yield* heard.await
      }).pipe(Effect.provide(layer(url, prefix)))
    })
  )

  it.effect("a connection ends with its layer", () =>
    Effect.gen(function* () {
      const run = yield* Effect.provide(
        RedisClient.useSync(({ run }) => run),
        layer(redisUrl)
      )
      assert.strictEqual((yield* Effect.flip(run((redis) => redis.ping())))._tag, "StoreUnavailable")
    })
  )

  it.effect("a command that is wrong in itself is a defect", () =>
    Effect.gen(function* () {
      const { run } = yield* RedisClient
      yield* run((redis) => redis.set("text", "x"))
      for (const wrong of [
        run((redis) => redis.lpush("text", "y")),
        run((redis) => redis.call("NO-SUCH-COMMAND")),
        run((redis) => redis.eval("nonsense", 0))
      ]) {
        const exit = yield* Effect.exit(wrong)
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      }
    }).pipe(Effect.provide(client))
  )

  it.effect("a server without memory for what a script adds may have some later, in the words of every version", () =>
    Effect.gen(function* () {
      const { run } = yield* RedisClient
      const words = "OOM command not allowed when used memory > 'maxmemory'."
      for (const told of [
        words,
        `ERR Error running script (call to f_0a): @user_script:4: @user_script: 4: -${words}`
      ]) {
        const error = yield* Effect.flip(run((redis) => redis.eval("return redis.error_reply(ARGV[1])", 0, told)))
        assert.strictEqual(error._tag, "StoreUnavailable")
      }
    }).pipe(Effect.provide(client))
  )

  it.effect("every key begins with the prefix, those of scripts too", () =>
    Effect.gen(function* () {
      const { run, script } = yield* RedisClient
      yield* run((redis) => redis.set("plain", "x"))
      yield* script(`redis.call("SET", KEYS[1], ARGV[1])`)(["scripted"], "y")
      const keys = yield* run((redis) => redis.keys("*:plain"))
      assert.include(keys, `${prefix}plain`)
      assert.deepStrictEqual(yield* run((redis) => redis.mget("plain", "scripted")), ["x", "y"])
      assert.deepStrictEqual(yield* run((redis) => redis.keys(`${prefix}scripted`)), [`${prefix}scripted`])
    }).pipe(Effect.provide(client))
  )

  it.effect("a script runs on a server that has forgotten it", () =>
    Effect.gen(function* () {
      const { run, script } = yield* RedisClient
      const double = script(`return ARGV[1] * 2`)
      assert.strictEqual(yield* double(["key"], 21), 42)
      yield* run((redis) => redis.script("FLUSH"))
      assert.strictEqual(yield* double(["key"], 21), 42)
    }).pipe(Effect.provide(client))
  )

  it.effect("a server that refuses is named without user and password, even to whoever looks inside", () =>
    Effect.gen(function* () {
      const { host } = new URL(Redacted.value(redisUrl))
      const error = yield* unusable(`redis://somebody:topsecret@${host}`)
      assert.strictEqual(
        error.message,
        `The Redis server at ${host} cannot be used: the server refuses the user or the password.`
      )
      assert.notMatch(inspect(error, { depth: null, showHidden: true }), /topsecret|somebody/)
    })
  )

  it.effect("a database that the server does not have is not another one", () =>
    Effect.gen(function* () {
      const url = new URL(Redacted.value(redisUrl))
      url.pathname = "/1000000"
      assert.match((yield* unusable(url.href)).message, /DB index is out of range\.$/)
    })
  )
})

const unusable = (url: string) => Effect.flip(Effect.provide(RedisClient, layer(Redacted.make(url))))

describe("RedisUnusable", () => {
  it.effect("a server that does not answer is named in one sentence without user and password", () =>
    Effect.gen(function* () {
      const error = yield* unusable("redis://somebody:topsecret@127.0.0.1:1/3")
      assert.strictEqual(
        error.message,
        "The Redis server at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1."
      )
      assert.notMatch(inspect(error, { depth: null, showHidden: true }), /topsecret|somebody/)
    })
  )

  it.effect("an address of another form is refused without being repeated", () =>
    Effect.gen(function* () {
      for (const url of [
        "",
        "topsecret",
        "topsecret:6379",
        "/topsecret",
        "6379",
        "http://somebody:topsecret@host",
        "REDIS://somebody:topsecret@127.0.0.1:1",
        "redis://somebody:top/secret@127.0.0.1:1",
        "redis://somebody:top@secret@127.0.0.1:1",
        "redis://somebody:top#secret@127.0.0.1:1",
        "redis://somebody:1/2?secret@127.0.0.1:1",
        "redis://127.0.0.1:1/topsecret"
      ]) {
        assert.strictEqual(
          (yield* unusable(url)).message,
          "REDIS_URL is not of the form redis://user:password@host:port/number.",
          url
        )
      }
    })
  )

  it.effect("a malformed escape in an address is an address that cannot be used, not a bug", () =>
    Effect.gen(function* () {
      const { message } = yield* unusable("redis://u:%zztopsecret@127.0.0.1:1")
      assert.strictEqual(message, "The Redis server at 127.0.0.1:1 cannot be used: URI malformed.")
    })
  )

  it.live("what answers and is no Redis is told so", () =>
    Effect.gen(function* () {
      const server = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"))
      yield* Effect.promise(() => once(server.listen(0, "127.0.0.1"), "listening"))
      const { port } = server.address() as AddressInfo
      const { message } = yield* unusable(`redis://:topsecret@127.0.0.1:${port}`)
      server.close()
      assert.include(message, `The Redis server at 127.0.0.1:${port} cannot be used: `)
      assert.notInclude(message, "topsecret")
    })
  )
})
