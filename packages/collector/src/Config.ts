import { Config, Duration, Option, Redacted } from "effect"

const optional = (name: string) =>
  Config.String(name).pipe(
    Config.option,
    Config.map(Option.filter((value) => value.trim() !== "")),
    Config.map(Option.map((value) => value.trim()))
  )

const address = (name: string, standard: string) =>
  optional(name).pipe(Config.map((value) => Option.getOrElse(value, () => standard).replace(/\/$/, "")))

/** What the environment says. */
export const settings = Config.all({
  /** A Postgres server; without one the facts are kept in the data directory. */
  databaseUrl: Config.Redacted("DATABASE_URL").pipe(
    Config.option,
    Config.map(Option.filter((url) => Redacted.value(url) !== ""))
  ),
  /** So long after a collector fell silent the others over the same server go on with what it led. */
  takeover: Config.Duration("COLLECTOR_TAKEOVER").pipe(Config.withDefault(Duration.seconds(15))),
  /** Where the embedded database lives, relative to the working directory. */
  dataDirectory: Config.String("DATA_DIR").pipe(
    Config.withDefault(""),
    Config.map((directory) => directory || ".data")
  ),
  /** npm runs a script in the project's root: paths are meant from where the person stands. */
  standing: Config.String("INIT_CWD").pipe(Config.withDefault("."))
})

/** Where the sites are, and how they are asked. */
export interface SiteSettings {
  /** The address or page by which a site can reach whoever crawls it; none for a site of this machine alone. */
  readonly contact: Option.Option<string>
  readonly statsUrl: string
  readonly rankingsUrl: string
  /** At least so long between two requests to a site; a site's own floor is never undercut. */
  readonly interval: Duration.Duration
  /** An installed Chromium that gets the pages, in place of plain HTTP. */
  readonly browser: Option.Option<string>
}

export const siteSettings: Config.Config<SiteSettings> = Config.all({
  contact: optional("COLLECTOR_CONTACT"),
  statsUrl: address("UFCSTATS_BASE_URL", "http://ufcstats.com"),
  rankingsUrl: address("UFC_RANKINGS_URL", "https://www.ufc.com/rankings"),
  interval: Config.Duration("COLLECTOR_INTERVAL").pipe(Config.withDefault(Duration.zero)),
  browser: optional("COLLECTOR_BROWSER")
})
