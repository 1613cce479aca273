import { Config, Option, Redacted, Schema, SchemaTransformation } from "effect"
import { worded } from "./problem/Worded.ts"

/** An empty variable is one that was not set. */
const optionalSecret = (name: string) =>
  Config.Redacted(name).pipe(Config.option, Config.map(Option.filter((value) => Redacted.value(value) !== "")))

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
      decode: (list) => list.split(",").flatMap((part) => part.trim() || []),
      encode: (origins) => origins.join(",")
    })
  )
)

const Port = Schema.FiniteFromString.pipe(
  Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 65_535 })),
  worded("a port is a number from 0, for any that is free, to 65535")
)

/** What the environment says. */
export const settings = Config.all({
  /** The address to listen on. */
  host: Config.NonEmptyString("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: Config.schema(Port, "PORT").pipe(Config.withDefault(3000)),
  /** A Postgres server; without one everything is kept in the data directory. */
  databaseUrl: optionalSecret("DATABASE_URL"),
  /** Where the embedded database lives, relative to the working directory. */
  dataDirectory: Config.String("DATA_DIR").pipe(
    Config.withDefault(""),
    Config.map((directory) => directory || ".data")
  ),
  /** What tokens are signed with, at least 32 bytes. */
  tokenSecret: optionalSecret("TOKEN_SECRET"),
  /** The origins of other sites whose pages may use the API and open sockets, separated by commas. */
  origins: Config.schema(OriginList, "CORS_ORIGINS").pipe(Config.withDefault<ReadonlyArray<string>>([]))
})

export type Settings = Config.Success<typeof settings>
