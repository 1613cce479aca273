import { refuse } from "./Tree.ts"

/** What is known of a value. */
export interface Value {
  /** How large the expression is once everything that it refers to stands in its place, as the planner has it. */
  readonly weight: number
  /** Whether it may be a text. */
  readonly isText: boolean
}

export interface Column extends Value {
  readonly name: string
}

/** A relation under the name by which its columns may be called. */
export interface Relation {
  readonly name: string
  readonly columns: ReadonlyArray<Column>
}

/** What names mean at one place of a query. */
export interface Scope {
  readonly relations: ReadonlyArray<Relation>
  /** Of the query around this one. */
  readonly outer: Scope | null
}

export const noScope: Scope = { relations: [], outer: null }

const listed = (columns: ReadonlyArray<Column>) => columns.map(({ name }) => name).join(", ")

const columnOf = (relation: Relation, name: string): Column =>
  relation.columns.find((column) => column.name === name) ??
  refuse(`${relation.name} has no column "${name}". Its columns are ${listed(relation.columns)}.`)

export const relationNamed = (scope: Scope | null, name: string): Relation => {
  for (let at = scope; at !== null; at = at.outer) {
    const found = at.relations.find((relation) => relation.name === name)
    if (found !== undefined) return found
  }
  return refuse(`Nothing in this part of the query is called "${name}".`)
}

/**
 * The column that a name means. Postgres would take a name that is no column for a row or a function: that is refused,
 * and so is a name in a part of the query that does not see it.
 */
export const columnNamed = (scope: Scope, parts: ReadonlyArray<string>): Column => {
  const [first = "", second, third] = parts
  if (third !== undefined) {
    return parts.length === 3 && first === "mma_ro"
      ? columnOf(relationNamed(scope, second ?? ""), third)
      : refuse(`"${parts.join(".")}" is not allowed: write view.column.`)
  }
  if (second !== undefined) return columnOf(relationNamed(scope, first), second)
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    for (const { columns } of at.relations) {
      const found = columns.find(({ name }) => name === first)
      if (found !== undefined) return found
    }
  }
  const seen = scope.relations.map(({ columns, name }) => `${name} has ${listed(columns)}`)
  return refuse(`There is no column "${first}". ${seen.length === 0 ? "Name a view." : `${seen.join("; ")}.`}`)
}

/** The columns under other names, as far as there are any. */
export const renamed = (columns: ReadonlyArray<Column>, to: ReadonlyArray<string | null>): ReadonlyArray<Column> =>
  columns.map((column, at) => ({ ...column, name: to[at] ?? column.name }))
