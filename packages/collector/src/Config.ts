import { Config, Option, Redacted } from "effect"

/** What the environment says. */
export const settings = Config.all({
  /** A Postgres server; without one the facts are kept in the data directory. */
  databaseUrl: Config.Redacted("DATABASE_URL").pipe(
    Config.option,
    Config.map(Option.filter((url) => Redacted.value(url) !== ""))
  ),
  /** Where the embedded database lives, relative to the working directory. */
  dataDirectory: Config.String("DATA_DIR").pipe(
    Config.withDefault(""),
    Config.map((directory) => directory || ".data")
  ),
  /** npm runs a script in the project's root: paths are meant from where the person stands. */
  standing: Config.String("INIT_CWD").pipe(Config.withDefault("."))
})
