import { hash } from "node:crypto"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Context, Effect, Layer, Redacted, type Scope } from "effect"
import { Redis, type RedisOptions } from "ioredis"
import { RedisUnusable } from "./RedisUnusable.ts"
import { type Hear, subscriptions } from "./Subscriptions.ts"

/** A Lua script, which the server runs as one step. */
export type Script<A> = (
  keys: ReadonlyArray<string>,
  ...args: ReadonlyArray<string | number>
) => Effect.Effect<A, StoreUnavailable>

/**
 * One connection for commands, shared by all, and a second one for what is said on channels, made when it is first
 * needed. Both come back by themselves. Every key and every channel begins with the prefix.
 */
export class RedisClient extends Context.Service<
  RedisClient,
  {
    /**
     * Runs a command. It fails when no answer came within two seconds, or at once while the server has been away for a
     * second; the server may have carried it out all the same, and a command whose connection was lost is sent again, so
     * that it may even have been carried out twice.
     */
    readonly run: <A>(command: (client: Redis) => Promise<A>) => Effect.Effect<A, StoreUnavailable>
    /** Whoever writes the script says what it answers. */
    readonly script: <A>(lua: string) => Script<A>
    /** Says something to whoever listens on a channel now. A script that does so is given the channel as a key. */
    readonly publish: (channel: string, message: string) => Effect.Effect<void, StoreUnavailable>
    /**
     * Hears what is said on a channel from the moment the effect returns, and hears null when it may have missed something.
     * It fails when no answer came within two seconds.
     */
    readonly subscribe: (channel: string, hear: Hear) => Effect.Effect<void, StoreUnavailable, Scope.Scope>
  }
>()("@mma-savant/adapters/redis/RedisClient") {}

const options = {
  lazyConnect: true,
  enableAutoPipelining: true,
  replyMapping: "legacy",
  connectTimeout: 5000,
  commandTimeout: 2000,
  // A connection that is dead without having been closed would else be waited on for a quarter of an hour.
  socketTimeout: 5000,
  maxRetriesPerRequest: 1,
  retryStrategy: (attempts: number) => Math.min(attempts * 50, 1000)
} satisfies RedisOptions

/** How long a connection may be away, in milliseconds, until commands are no more kept for its return but fail at once. */
const patience = 1000

/** It subscribes again by itself, and so knows when it has; and is dead when what it is asked is not answered. */
const listening = { ...options, autoResubscribe: false, socketTimeout: 2000 } satisfies RedisOptions

/**
 * A command that is wrong in itself. All else that a server refuses, it may accept when its state is another; what it
 * refuses within a script, a server before version 7 tells as an error of the script.
 */
const mistaken =
  /^(ERR (?!max number of clients|Error running script .*: -(?:OOM|READONLY|MISCONF|NOREPLICAS) )|WRONGTYPE|CROSSSLOT)/

const isMistake = (error: unknown) =>
  error instanceof Error && error.name === "ReplyError" && mistaken.test(error.message)

/** The words alone: the error of a reply holds its command, which may be the one that gives the password. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  // A host with several addresses fails with one error for each and no words of its own.
  if (error instanceof AggregateError && error.message === "") return wordsOf(error.errors[0])
  return error.message
}

const faultOf = (error: unknown) => ({ isMistake: isMistake(error), cause: new Error(wordsOf(error)) })

/** Nothing but a host and a port between the password and the number of a database, so that no part of it is shown. */
const form = /^rediss?:\/\/(?:[^@/?#]*@)?([^@/?#]+)(?:\/\d*)?(?:\?[^@#]*)?$/

const place = (url: Redacted.Redacted): string | null => {
  const text = Redacted.value(url)
  return URL.canParse(text) ? (text.match(form)?.[1] ?? null) : null
}

const refused = /^(WRONGPASS|NOAUTH)|invalid password|without any password/

const unusable = (where: string, error: unknown) => {
  const words = wordsOf(error)
  const why = refused.test(words) ? "the server refuses the user or the password" : words.replace(/\.$/, "")
  return new RedisUnusable({ message: `The Redis server at ${where} cannot be used: ${why}.` })
}

/** Why there is no connection, once there has been none for longer than {@link patience}; null until then. */
const absence = (client: Redis): (() => Error | null) => {
  let lostAt: number | null = null
  let last: unknown = "the connection was lost"
  client.on("error", (error) => {
    last = error
  })
  client.on("close", () => {
    lostAt ??= performance.now()
  })
  client.on("ready", () => {
    lostAt = null
  })
  return () => (lostAt !== null && performance.now() - lostAt > patience ? new Error(wordsOf(last)) : null)
}

const connected = Effect.fnUntraced(function* (url: Redacted.Redacted, keyPrefix: string) {
  const where = place(url)
  if (where === null)
    return yield* new RedisUnusable({ message: "REDIS_URL is not of the form redis://user:password@host:port/number." })
  let last: unknown = null
  return yield* Effect.tryPromise({
    try: async () => {
      const client = new Redis(Redacted.value(url), { ...options, keyPrefix })
      // What a connection fails with is told here, and to whoever waits for an answer.
      client.on("error", (error) => {
        last = error
      })
      try {
        await client.connect()
        // A database that the server does not have is no obstacle to connecting, to another one.
        if (last !== null) throw last
        return client
      } catch (error) {
        client.disconnect()
        throw last ?? error
      }
    },
    catch: (error) => unusable(where, error)
  })
})

/**
 * A Redis server, version 6.2 or later. Its channels are those of all its databases: projects that share it have
 * prefixes of their own.
 */
export const layer = (url: Redacted.Redacted, keyPrefix = "mma:"): Layer.Layer<RedisClient, RedisUnusable> =>
  Layer.effect(
    RedisClient,
    Effect.gen(function* () {
      const client = yield* Effect.acquireRelease(connected(url, keyPrefix), (client) =>
        Effect.sync(() => client.disconnect())
      )
      const channels = yield* Effect.acquireRelease(
        Effect.sync(() => subscriptions(() => new Redis(Redacted.value(url), listening))),
        ({ end }) => Effect.sync(end)
      )

      const attempt = <A>(answer: () => Promise<A>) =>
        Effect.catch(Effect.tryPromise({ try: answer, catch: faultOf }), ({ cause, isMistake }) =>
          isMistake ? Effect.die(cause) : Effect.fail(new StoreUnavailable({ store: "redis", cause }))
        )

      const away = absence(client)

      const run = <A>(command: (client: Redis) => Promise<A>) =>
        Effect.suspend(() => {
          const cause = away()
          return cause === null
            ? attempt(() => command(client))
            : Effect.fail(new StoreUnavailable({ store: "redis", cause }))
        })

      return RedisClient.of({
        run,
        script: <A>(lua: string) => {
          const sha = hash("sha1", lua)
          return (keys, ...args) =>
            run(
              (client) =>
                client.evalsha(sha, keys.length, ...keys, ...args).catch((error: Error) => {
                  if (!error.message.startsWith("NOSCRIPT")) throw error
                  return client.eval(lua, keys.length, ...keys, ...args)
                }) as Promise<A>
            )
        },
        publish: (channel, message) => Effect.asVoid(run((client) => client.publish(keyPrefix + channel, message))),
        subscribe: (channel, hear) =>
          Effect.suspend(() => {
            const { remove, subscribed } = channels.add(keyPrefix + channel, hear)
            return Effect.acquireRelease(
              Effect.onError(
                attempt(() => subscribed),
                () => Effect.sync(remove)
              ),
              () => Effect.sync(remove)
            )
          }).pipe(Effect.uninterruptible, Effect.asVoid)
      })
    })
  )
