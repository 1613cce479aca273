import { Buffer } from "node:buffer"
import { type FactView, factViews } from "@mma-savant/core/llm/FactViews"
import { GuardedQuery, QueryGuard, QueryRefused } from "@mma-savant/core/llm/QueryGuard"
import { Effect, Layer } from "effect"
import type { ParseResult, ScanToken } from "libpg-query"
import { selectColumns } from "./SelectRules.ts"
import { type Body, meaning, refuse } from "./Tree.ts"
import { sqlIn } from "./WrittenQuery.ts"

/** The most characters of a query. */
const longest = 8000

type Parser = Pick<typeof import("libpg-query"), "parseSync" | "scanSync">

const isComment = ({ tokenName }: ScanToken) => tokenName === "SQL_COMMENT" || tokenName === "C_COMMENT"

const parsed = (parser: Parser, sql: string): ParseResult => {
  try {
    return parser.parseSync(sql)
  } catch (error) {
    return refuse(`PostgreSQL cannot read this: ${error instanceof Error ? error.message : "no reason"}.`)
  }
}

/** Without comments and semicolons at the ends. */
const trimmed = (parser: Parser, sql: string): string => {
  const tokens = parser.scanSync(sql).tokens.filter((token) => !isComment(token))
  while (tokens.at(-1)?.text === ";") tokens.pop()
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (first === undefined || last === undefined) return refuse("There is no query.")
  if (!/^(select|with|\()$/i.test(first.text)) return refuse("Only SELECT is allowed: one query that reads.")
  // The scanner counts bytes.
  return Buffer.from(sql).subarray(first.start, last.end).toString()
}

/** Without parentheses around the whole. */
const bare = (parser: Parser, sql: string, tree: string): string => {
  if (!sql.startsWith("(") || !sql.endsWith(")")) return sql
  const inner = sql.slice(1, -1).trim()
  try {
    return meaning(parser.parseSync(inner)) === tree ? bare(parser, inner, tree) : sql
  } catch {
    return sql
  }
}

const lastInDescending = (fields: Body): Body =>
  fields["sortby_dir"] === "SORTBY_DESC" && fields["sortby_nulls"] === "SORTBY_NULLS_DEFAULT"
    ? { ...fields, sortby_nulls: "SORTBY_NULLS_LAST" }
    : fields

/** What is not known stands last in every descending order. The text is changed, and proved to have changed in that alone. */
const nullsLast = (parser: Parser, sql: string): string => {
  const tree = parsed(parser, sql)
  const meant = meaning(tree, lastInDescending)
  if (meant === meaning(tree)) return sql
  const tokens = parser.scanSync(sql).tokens.filter((token) => !isComment(token))
  const ends = tokens.flatMap(({ end, text }, at) =>
    text.toLowerCase() === "desc" &&
    tokens[at + 1]?.text.toLowerCase() !== "nulls" &&
    !/^(as|\.)$/i.test(tokens[at - 1]?.text ?? "")
      ? [end]
      : []
  )
  const bytes = Buffer.from(sql)
  const changed = [0, ...ends].map((start, at) => bytes.subarray(start, ends[at]).toString()).join(" NULLS LAST")
  try {
    if (meaning(parser.parseSync(changed)) === meant) return changed
  } catch {
    // It is said below.
  }
  return refuse("Write NULLS LAST after every DESC, and call no column desc.")
}

/** The names, each different from those before it. */
const distinct = (names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const used = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let nth = 2; used.has(free); nth += 1) free = `${name}_${nth}`
    used.add(free)
    return free
  })
}

const guarded = (parser: Parser, written: string, views: Readonly<Record<string, FactView>>): GuardedQuery => {
  if (written.length > 2 * longest) refuse(`A query has at most ${longest} characters.`)
  const sql = sqlIn(written)
  if (sql.length > longest) refuse(`A query has at most ${longest} characters.`)
  // The parser would stop at the one, and Postgres at the other.
  if (sql.includes("\0") || !sql.isWellFormed()) refuse("The query has characters that are no text.")
  const { stmts = [] } = parsed(parser, sql)
  if (stmts.length !== 1) refuse(stmts.length === 0 ? "There is no query." : "Only one SELECT at a time is allowed.")
  const statement = trimmed(parser, sql)
  const text = nullsLast(parser, bare(parser, statement, meaning(parsed(parser, statement))))
  // What is checked is the very text that will run.
  const [only, ...more] = parsed(parser, text).stmts ?? []
  if (more.length > 0) refuse("Only one SELECT at a time is allowed.")
  const columns = selectColumns(only?.stmt, views).map(({ name }) => name)
  return GuardedQuery({ text, columns: distinct(columns) })
}

/** The guard over these views. The parser is Postgres' own, loaded when the first query comes. */
export const layerOf = (views: Readonly<Record<string, FactView>>) =>
  Layer.effect(
    QueryGuard,
    Effect.gen(function* () {
      const load = yield* Effect.cached(
        Effect.promise(async () => {
          const parser = await import("libpg-query")
          await parser.loadModule()
          return parser
        })
      )
      return QueryGuard.of({
        check: Effect.fn("PgQueryGuard.check")(function* (written: string) {
          const parser = yield* load
          return yield* Effect.try({
            try: () => guarded(parser, written, views),
            // What the rules did not foresee is refused like everything else.
            catch: (error) =>
              error instanceof QueryRefused ? error : new QueryRefused({ reason: "The query cannot be read." })
          })
        })
      })
    })
  )

/** The guard over `factViews`. */
export const layer = layerOf(factViews)
