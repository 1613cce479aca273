import { Schema } from "effect"
import { UfcstatsId } from "../Identity.ts"

const listKinds = ["completed-events", "upcoming-events", "rankings"] as const
const keyedKinds = ["event", "fight", "fighter"] as const

const Letter = Schema.String.pipe(Schema.check(Schema.isPattern(/^[a-z]$/)))

/** A page of the sites that facts are collected from. `letter` is the first one of the last names that a list holds. */
export const Page = Schema.Union([
  Schema.Struct({ kind: Schema.Literals(listKinds) }),
  Schema.Struct({ kind: Schema.Literal("fighters"), letter: Letter }),
  Schema.Struct({ kind: Schema.Literals(keyedKinds), key: UfcstatsId })
])
export type Page = typeof Page.Type
export type PageKind = Page["kind"]

/** The lists of all fighters. */
export const fighterLists = "abcdefghijklmnopqrstuvwxyz"
  .split("")
  .map((letter) => ({ kind: "fighters", letter }) satisfies Page)

/** In the order in which they are visited: what leads to other pages first, and last what names fighters without their keys. */
export const pageKinds: ReadonlyArray<PageKind> = [
  "completed-events",
  "upcoming-events",
  "fighters",
  "event",
  "fight",
  "fighter",
  "rankings"
]

/** Who answers for a page, and how often it may be asked. */
export const Site = Schema.Literals(["ufcstats", "ufccom"])
export type Site = typeof Site.Type

export const siteOf = ({ kind }: Page): Site => (kind === "rankings" ? "ufccom" : "ufcstats")

/** A page's one name, in stores and reports: "event/80dbeb1dd5b53e64", "fighters/a", "rankings". */
export const PageName = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(
      /^(?:completed-events|upcoming-events|rankings|fighters\/[a-z]|(?:event|fight|fighter)\/[0-9a-f]{16})$/,
      { message: 'a page is named like "event/80dbeb1dd5b53e64", "fighters/a" or "rankings"' }
    )
  ),
  Schema.brand("PageName")
)
export type PageName = typeof PageName.Type

export const pageName = (page: Page): PageName =>
  PageName.make(
    "key" in page ? `${page.kind}/${page.key}` : "letter" in page ? `${page.kind}/${page.letter}` : page.kind
  )

const decode = Schema.decodeUnknownSync(Page)

/** The page of a name. */
export const pageNamed = (name: PageName): Page => {
  const [kind, rest] = name.split("/")
  return decode(kind === "fighters" ? { kind, letter: rest } : rest === undefined ? { kind } : { kind, key: rest })
}
