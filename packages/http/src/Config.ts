import { Config, Duration, Schema, SchemaTransformation } from "effect"
import { authSettings, listed } from "./auth/AuthConfig.ts"
import { rateSettings } from "./limit/RateConfig.ts"
import { assistantSettings } from "./model/AssistantConfig.ts"
import { worded } from "./problem/Worded.ts"

const Origin = Schema.String.pipe(
  Schema.check(
    Schema.makeFilter((text) => URL.parse(text)?.origin === text, {
      message: "an origin is written like https://example.org, without a path"
    })
  )
)

const OriginList = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Array(Origin),
    SchemaTransformation.transform<ReadonlyArray<string>, string>({
      decode: listed,
      encode: (origins) => origins.join(",")
    })
  )
)

const Port = Schema.FiniteFromString.pipe(
  Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 65_535 })),
  worded("a port is a number from 0, for any that is free, to 65535")
)

const ProxyCount = Schema.FiniteFromString.pipe(
  Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 10 })),
  worded("a number of proxies, from 0 to 10")
)

const ConnectionCount = Schema.FiniteFromString.pipe(
  Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 1, maximum: 1000 })),
  worded("a number of connections, from 1 to 1000")
)

const Seconds = Schema.FiniteFromString.pipe(
  Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 600 })),
  worded("a number of seconds, from 0 to 600")
)

/** What the environment says; an empty variable is one that was not set. */
export const settings = Config.all({
  /** The address to listen on. */
  host: Config.NonEmptyString("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: Config.schema(Port, "PORT").pipe(Config.withDefault(3000)),
  /** A Postgres server; without one everything is kept in the data directory. */
  databaseUrl: Config.option(Config.Redacted("DATABASE_URL")),
  /** The most connections to it at once. */
  databaseConnections: Config.schema(ConnectionCount, "DATABASE_CONNECTIONS").pipe(Config.withDefault(10)),
  /** Where the embedded database lives, relative to the working directory. */
  dataDirectory: Config.String("DATA_DIR").pipe(Config.withDefault(".data")),
  /** A Redis server, for several servers that share what is not in the database. */
  redisUrl: Config.option(Config.Redacted("REDIS_URL")),
  assistant: assistantSettings,
  auth: authSettings,
  rates: rateSettings,
  /** How many proxies of our own stand before the server. */
  trustedProxies: Config.schema(ProxyCount, "TRUSTED_PROXIES").pipe(Config.withDefault(0)),
  /** How long the answers that are being given may go on when the server is told to stop. */
  drainTime: Config.schema(Seconds, "DRAIN_SECONDS").pipe(Config.withDefault(30), Config.map(Duration.seconds)),
  /** The origins of other sites whose pages may use the API and open sockets, separated by commas. */
  origins: Config.schema(OriginList, "CORS_ORIGINS").pipe(Config.withDefault<ReadonlyArray<string>>([]))
})

export type Settings = Config.Success<typeof settings>
