import type { FactView } from "@mma-savant/core/llm/FactViews"
import type { ExpressionRules, ReadSelect } from "./ExpressionRules.ts"
import { type Column, type Relation, renamed, type Scope } from "./Scope.ts"
import { type Body, body, constant, fieldNames, has, list, names, opened, refuse, text } from "./Tree.ts"

/** What a name in FROM may mean: the views, and the queries of WITH in sight. */
export type Views = ReadonlyMap<string, ReadonlyArray<Column>>

/** What a part of FROM gives: what may be called by name, and the columns of `*`. */
interface Source {
  readonly relations: ReadonlyArray<Relation>
  readonly star: ReadonlyArray<Column>
}

/** The most relations of a query, and the most rows of a series. */
const mostRelations = 16
const mostSteps = 1000

const relationFields = fieldNames("schemaname relname inh relpersistence alias location")
const aliasFields = fieldNames("aliasname colnames")
const subselectFields = fieldNames("lateral subquery alias")
const joinFields = fieldNames("jointype isNatural larg rarg usingClause quals")
const functionFields = fieldNames("lateral functions alias")
const seriesFields = fieldNames("funcname args funcformat location")

const joins: ReadonlySet<string> = new Set(["JOIN_INNER", "JOIN_LEFT", "JOIN_RIGHT", "JOIN_FULL"])

const refused: Readonly<Record<string, string>> = {
  RangeTableSample: "TABLESAMPLE is not allowed.",
  RangeTableFunc: "XMLTABLE is not allowed.",
  JsonTable: "JSON_TABLE is not allowed."
}

/** The rules of FROM. */
export const fromRules = (
  rules: ExpressionRules,
  views: Readonly<Record<string, FactView>>,
  known: () => Views,
  select: ReadSelect
) => {
  let relations = 0

  const called = (value: unknown, name: string, columns: ReadonlyArray<Column>): Source => {
    relations += 1
    if (relations > mostRelations) refuse(`A query reads at most ${mostRelations} relations.`)
    const alias = value === undefined ? {} : body(value, "An alias", aliasFields)
    const shown = renamed(columns, names(list(alias, "colnames")))
    return { relations: [{ name: text(alias, "aliasname") || name, columns: shown }], star: shown }
  }

  const relation = (at: Body): Source => {
    const [schema, name] = [text(at, "schemaname"), text(at, "relname")]
    const inSchema = Object.hasOwn(views, name) ? name : null
    const columns = schema === "" ? known().get(name) : undefined
    if (columns !== undefined) return called(at["alias"], name, columns)
    if ((schema !== "" && schema !== "mma_ro") || inSchema === null) {
      const sought = schema === "" ? name : `${schema}.${name}`
      return refuse(`There is no view "${sought}". The views are ${Object.keys(views).join(", ")}.`)
    }
    const own = Object.entries(views[inSchema]?.columns ?? {}).map(([column, { type }]) => ({
      name: column,
      weight: 1,
      isText: type === "text"
    }))
    return called(at["alias"], name, own)
  }

  const series = (at: Body): Source => {
    const [item] = list(at, "functions")
    const [call] = list(body(opened(item)[1], "A function in FROM", fieldNames("items")), "items")
    const [kind, value] = opened(call)
    if (kind !== "FuncCall") return refuse("Only generate_series is allowed as a function in FROM.")
    const { args = [], funcname } = body(value, "generate_series", seriesFields)
    const path = names(Array.isArray(funcname) ? funcname : [])
    if (path.join(".") !== "generate_series" && path.join(".") !== "pg_catalog.generate_series") {
      return refuse(`The function ${path.join(".")}() is not allowed in FROM.`)
    }
    const bounds = (Array.isArray(args) ? args : []).map((node) => {
      const bound = constant(node)
      return bound !== null && "integer" in bound ? bound.integer : Number.NaN
    })
    const [first = Number.NaN, last = Number.NaN, step = 1] = bounds
    // Written so that what is no number is refused.
    if (!(Math.abs((last - first) / step) < mostSteps)) {
      return refuse(`generate_series() takes whole numbers written out, and gives at most ${mostSteps} of them.`)
    }
    const alias = has(at, "alias") ? text(body(at["alias"], "An alias", aliasFields), "aliasname") : "generate_series"
    return called(at["alias"], "generate_series", [{ name: alias, weight: 1, isText: false }])
  }

  const joined = (at: Body, outer: Scope, before: ReadonlyArray<Relation>): Source => {
    if (!joins.has(text(at, "jointype") || "JOIN_INNER")) return refuse("This kind of join is not allowed.")
    const left = source(at["larg"], outer, before)
    const right = source(at["rarg"], outer, [...before, ...left.relations])
    const both = [...left.relations, ...right.relations]
    if (has(at, "quals")) rules.read(at["quals"], { relations: both, outer })
    const shared = has(at, "isNatural")
      ? left.star.map(({ name }) => name).filter((name) => right.star.some((column) => column.name === name))
      : names(list(at, "usingClause")).map((name) => name ?? "")
    const merged = shared.map((name) => {
      const [one, other] = [left.star, right.star].map((star) => star.find((column) => column.name === name))
      if (one === undefined || other === undefined) return refuse(`USING (${name}) needs that column on both sides.`)
      return { ...one, weight: one.weight + other.weight, isText: one.isText || other.isText }
    })
    const rest = [...left.star, ...right.star].filter(({ name }) => !shared.includes(name))
    return { relations: both, star: [...merged, ...rest] }
  }

  const source = (node: unknown, outer: Scope, before: ReadonlyArray<Relation>): Source => {
    const [kind, value] = opened(node)
    switch (kind) {
      case "RangeVar":
        return relation(body(value, "A relation", relationFields))
      case "RangeSubselect": {
        const at = body(value, "A subquery", subselectFields)
        const around = has(at, "lateral") ? { relations: before, outer } : outer
        return called(at["alias"], "", select(at["subquery"], around))
      }
      case "RangeFunction":
        return series(body(value, "A function in FROM", functionFields))
      case "JoinExpr":
        return joined(body(value, "JOIN", joinFields), outer, before)
      default:
        return refuse(refused[kind] ?? `What the parser calls ${kind} is not allowed in FROM.`)
    }
  }

  return (nodes: ReadonlyArray<unknown>, outer: Scope): Source =>
    nodes.reduce<Source>(
      (before, node) => {
        const next = source(node, outer, before.relations)
        return { relations: [...before.relations, ...next.relations], star: [...before.star, ...next.star] }
      },
      { relations: [], star: [] }
    )
}
