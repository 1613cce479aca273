import { QueryRefused } from "@mma-savant/core/llm/QueryGuard"

/** A node of the parser's tree without its name: fields that are absent have their default. */
export type Body = Readonly<Record<string, unknown>>

/** Ends the check: what has been read may not run. */
export const refuse = (reason: string): never => {
  throw new QueryRefused({ reason })
}

export const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Names of fields, written one after the other. */
export const fieldNames = (words: string): ReadonlySet<string> => new Set(words.split(" "))

/** The fields, none of which is beside those that are allowed. */
export const body = (value: unknown, what: string, allowed: ReadonlySet<string>): Body => {
  if (!isBody(value)) return refuse(`This form of ${what} is not allowed.`)
  for (const field of Object.keys(value)) {
    if (!allowed.has(field)) return refuse(`${what} with ${field} is not allowed.`)
  }
  return value
}

/** A node has one field, which names its kind. */
export const opened = (node: unknown): readonly [kind: string, value: unknown] => {
  const [only, more] = isBody(node) ? Object.entries(node) : []
  return only === undefined || more !== undefined ? ["", undefined] : only
}

export const has = (fields: Body, field: string): boolean => fields[field] !== undefined

export const list = (fields: Body, field: string): ReadonlyArray<unknown> => {
  const value = fields[field]
  return Array.isArray(value) ? value : []
}

export const text = (fields: Body, field: string): string => {
  const value = fields[field]
  return typeof value === "string" ? value : ""
}

/** The names that a list consists of, such as the parts of a qualified name; null for what is no name, such as `*`. */
export const names = (nodes: ReadonlyArray<unknown>): ReadonlyArray<string | null> =>
  nodes.map((node) => {
    const [kind, value] = opened(node)
    return kind === "String" && isBody(value) ? text(value, "sval") : null
  })

/** A constant, as far as the rules need to know it. */
export const constant = (node: unknown): { readonly text: string } | { readonly integer: number } | null => {
  const [kind, value] = opened(node)
  if (kind !== "A_Const" || !isBody(value)) return null
  if (isBody(value["sval"])) return { text: text(value["sval"], "sval") }
  if (!isBody(value["ival"])) return null
  const integer = value["ival"]["ival"] ?? 0
  return typeof integer === "number" ? { integer } : null
}

const places: ReadonlySet<string> = new Set([
  "location",
  "stmt_location",
  "stmt_len",
  "rexpr_list_start",
  "rexpr_list_end",
  "list_start",
  "list_end"
])

/** The tree without the places in the text, in one form: what two texts have in common that mean the same. */
export const meaning = (value: unknown, change: (fields: Body) => Body = (fields) => fields): string =>
  JSON.stringify(value, (_, part) =>
    isBody(part) ? change(Object.fromEntries(Object.entries(part).filter(([field]) => !places.has(field)))) : part
  )
