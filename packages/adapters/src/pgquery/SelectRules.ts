import type { FactView } from "@mma-savant/core/llm/FactViews"
import { ExpressionRules } from "./ExpressionRules.ts"
import { fromRules, type Views } from "./FromRules.ts"
import { outputName } from "./OutputName.ts"
import { type Column, noScope, relationNamed, renamed, type Scope } from "./Scope.ts"
import { type Body, body, constant, fieldNames, has, list, names, opened, refuse, text } from "./Tree.ts"

/** The most rows of VALUES, and the most queries within a query. */
const mostValues = 200
const mostSelects = 30

const selectFields = fieldNames(
  "distinctClause targetList fromClause whereClause groupClause groupDistinct havingClause windowClause valuesLists " +
    "sortClause limitOffset limitCount limitOption op all larg rarg withClause"
)
const withFields = fieldNames("ctes location")
const cteFields = fieldNames("ctename aliascolnames ctematerialized ctequery location")
const targetFields = fieldNames("name val location")

/** The words of clauses that are refused by themselves. */
const clauses: Readonly<Record<string, string>> = {
  intoClause: "SELECT INTO is not allowed: a query only reads.",
  lockingClause: "FOR UPDATE and FOR SHARE are not allowed: a query only reads."
}

const isPlainDistinct = (node: unknown) => opened(node)[0] === ""

/**
 * Reads a whole query and gives its columns, or refuses it. Every part of the tree is known to the rules, or it is
 * refused.
 */
export const selectColumns = (statement: unknown, views: Readonly<Record<string, FactView>>): ReadonlyArray<Column> => {
  let selects = 0
  let known: Views = new Map(
    Object.entries(views).map(([name, { columns }]) => [
      name,
      Object.entries(columns).map(([column, { type }]) => ({ name: column, weight: 1, isText: type === "text" }))
    ])
  )

  const rules = new ExpressionRules((node, outer) => read(node, outer))
  const from = fromRules(
    rules,
    views,
    () => known,
    (node, outer) => read(node, outer)
  )

  const read = (node: unknown, outer: Scope): ReadonlyArray<Column> => {
    const [kind, value] = opened(node)
    return kind === "SelectStmt" ? select(value, outer) : refuse("Only SELECT is allowed.")
  }

  const withQueries = (value: unknown, outer: Scope) => {
    if (value === undefined) return
    if (typeof value === "object" && value !== null && "recursive" in value) {
      refuse("WITH RECURSIVE is not allowed.")
    }
    for (const node of list(body(value, "WITH", withFields), "ctes")) {
      const cte = body(opened(node)[1], "WITH", cteFields)
      // Otherwise it could stand in several places at once.
      if (text(cte, "ctematerialized") === "CTEMaterializeNever") refuse("NOT MATERIALIZED is not allowed.")
      const columns = renamed(read(cte["ctequery"], outer), names(list(cte, "aliascolnames")))
      known = new Map([...known, [text(cte, "ctename"), columns]])
    }
  }

  const select = (value: unknown, outer: Scope): ReadonlyArray<Column> => {
    selects += 1
    if (selects > mostSelects) refuse(`A query has at most ${mostSelects} SELECTs.`)
    for (const [clause, reason] of Object.entries(clauses)) {
      if (typeof value === "object" && value !== null && clause in value) refuse(reason)
    }
    const at = body(value, "SELECT", selectFields)
    const around = known
    withQueries(at["withClause"], outer)
    const columns = has(at, "larg")
      ? united(at, outer)
      : has(at, "valuesLists")
        ? values(at, outer)
        : selected(at, outer)
    known = around
    return columns
  }

  const ordered = (at: Body, scope: Scope) => {
    const limits = [at["limitOffset"], at["limitCount"]].filter((node) => node !== undefined)
    rules.all([...list(at, "sortClause"), ...limits], scope)
  }

  const united = (at: Body, outer: Scope): ReadonlyArray<Column> => {
    const [left, right] = [select(at["larg"], outer), select(at["rarg"], outer)]
    const columns = left.map((column, index) => ({
      ...column,
      weight: column.weight + (right[index]?.weight ?? 0),
      isText: column.isText || (right[index]?.isText ?? false)
    }))
    ordered(at, { relations: [{ name: "", columns }], outer })
    return columns
  }

  const values = (at: Body, outer: Scope): ReadonlyArray<Column> => {
    const rows = list(at, "valuesLists").map((row) =>
      list(body(opened(row)[1], "VALUES", fieldNames("items")), "items")
    )
    if (rows.length > mostValues) refuse(`VALUES has at most ${mostValues} rows.`)
    const read = rows.map((row) => row.map((item) => rules.read(item, outer)))
    ordered(at, outer)
    return (read[0] ?? []).map((_, index) => ({
      name: `column${index + 1}`,
      weight: Math.max(...read.map((row) => row[index]?.weight ?? 0)),
      isText: read.some((row) => row[index]?.isText ?? false)
    }))
  }

  const selected = (at: Body, outer: Scope): ReadonlyArray<Column> => {
    const source = from(list(at, "fromClause"), outer)
    const scope = { relations: source.relations, outer }
    const columns = list(at, "targetList").flatMap((node) => target(node, scope, source.star))
    const where = [at["whereClause"], at["havingClause"]].filter((node) => node !== undefined)
    rules.all(where, scope)
    for (const node of list(at, "windowClause")) rules.window(opened(node)[1], scope)
    // ORDER BY, GROUP BY and DISTINCT ON may call a column of SELECT by its name.
    const named = { relations: [...scope.relations, { name: "", columns }], outer }
    const groups = list(at, "groupClause")
    rules.all([...groups, ...list(at, "distinctClause").filter((node) => !isPlainDistinct(node))], named)
    ordered(at, named)
    return columns
  }

  const target = (node: unknown, scope: Scope, star: ReadonlyArray<Column>): ReadonlyArray<Column> => {
    const { name, val } = body(opened(node)[1], "SELECT", targetFields)
    const [kind, reference] = opened(val)
    const path =
      kind === "ColumnRef" ? names(list(body(reference, "A column", fieldNames("fields location")), "fields")) : []
    if (path.at(-1) === null) {
      const columns = path.length === 1 ? star : relationNamed(scope, path.at(-2) ?? "").columns
      if (columns.length === 0) refuse("* needs a FROM.")
      rules.weigh(columns.reduce((sum, { weight }) => sum + weight, 0))
      return columns
    }
    const value = rules.read(val, scope)
    return [{ ...value, name: typeof name === "string" ? name : outputName(val) }]
  }

  const [kind, whole] = opened(statement)
  if (kind !== "SelectStmt") refuse("Only SELECT is allowed: one query that reads.")
  if (constant(whole) === null && typeof whole === "object" && whole !== null && "valuesLists" in whole) {
    refuse("Only SELECT is allowed, not VALUES by itself.")
  }
  return select(whole, noScope)
}
